package dev.kelpie.tui;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kelpie.model.Activity;
import dev.kelpie.model.Agent;
import dev.kelpie.model.World;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class SpendingTest {
    private final Player player = new Player(Herd.model(costing(10), 120, 36));

    @Test
    void the_header_says_what_an_hour_costs_now() {
        after(0, costing(10));
        after(60, costing(20));
        after(300, costing(35));
        assertThat(header()).as("25 cents in 5 minutes").contains("$0.35 $3.00/h");
        tick(600 + 61);
        assertThat(header()).as("of the last 10 minutes").contains("$0.90/h");
        tick(1000);
        assertThat(header()).as("nothing is spent any more").doesNotContain("/h");
    }

    @Test
    void too_little_was_seen_to_speak_of_an_hour() {
        after(0, costing(10));
        after(59, costing(20));
        assertThat(header()).doesNotContain("/h");
    }

    @Test
    void what_comes_with_an_agent_or_goes_was_not_spent_now() {
        after(0, World.EMPTY);
        after(60, costing(50));
        after(120, costing(5));
        assertThat(header()).contains("$0.05").doesNotContain("/h");
    }

    @Test
    void a_narrow_header_has_the_states_instead() {
        var narrow = new Player(Herd.model(costing(10), 80, 24));
        narrow.send(new Msg.WorldChanged(costing(10), List.of()));
        narrow.send(new Msg.Tick(at(120)));
        narrow.send(new Msg.WorldChanged(costing(20), List.of()));
        assertThat(header(narrow)).contains("$0.20").doesNotContain("/h");
    }

    private void after(int seconds, World world) {
        tick(seconds);
        player.send(new Msg.WorldChanged(world, List.of()));
    }

    private void tick(int seconds) {
        player.send(new Msg.Tick(at(seconds)));
    }

    private static Instant at(int seconds) {
        return Herd.NOW.plusSeconds(seconds);
    }

    private String header() {
        return header(player);
    }

    private static String header(Player player) {
        return player.picture().lines().findFirst().orElse("");
    }

    private static World costing(int cents) {
        Agent agent = Herd.agent("ann", new Activity.Working(""), 5, Herd.usage(cents, 1, 0, 0));
        return Herd.world(agent);
    }
}
