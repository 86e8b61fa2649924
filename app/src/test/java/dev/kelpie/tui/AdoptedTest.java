package dev.kelpie.tui;

import static dev.kelpie.tui.StrangersTest.CLAUDE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kelpie.model.Activity;
import dev.kelpie.model.Agent;
import dev.kelpie.model.AgentId;
import dev.kelpie.model.AgentSpec;
import dev.kelpie.model.Exit;
import dev.kelpie.model.Permissions;
import dev.kelpie.model.State;
import dev.kelpie.model.Usage;
import dev.kelpie.model.World;
import dev.kelpie.verb.Release;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Agents of the person's own tmux in the herd, on the screen.
class AdoptedTest {
    private static final AgentId ANN = new AgentId("ann");

    private static Agent adopted(Activity activity) {
        return adopted(Herd.agent("ann", activity, 5, Usage.NONE));
    }

    private static Agent adopted(Agent agent) {
        return agent.with(
                new AgentSpec(
                        "claude",
                        CLAUDE.place(),
                        Optional.empty(),
                        Permissions.DEFAULT,
                        Optional.empty(),
                        Optional.empty(),
                        Map.of()));
    }

    private static Player player(World world) {
        return new Player(Herd.model(world, 120, 40));
    }

    private static Player at(Activity activity) {
        return player(Herd.world(adopted(activity)));
    }

    @Test
    void a_key_takes_one_in_and_it_is_in_the_list_below_no_more() {
        var player = player(Herd.eight()).send(new Msg.Around(List.of(CLAUDE)));
        player.press("end").asked();

        player.press("A");

        assertThat(player.asked()).containsExactly(new Ask.Adopt(CLAUDE));
        var world = Herd.world(adopted(new Activity.Working("Bash")));
        player.send(new Msg.Spawned(ANN, List.of())).send(new Msg.WorldChanged(world, List.of()));
        assertThat(player.picture()).contains("ann").doesNotContain("claude 12m");
        assertThat(player.chosen()).isEqualTo("ann");
        player.send(new Msg.Around(List.of(CLAUDE)));
        assertThat(player.picture())
                .as("a list from before it was taken in")
                .doesNotContain("claude 12m");
        player.send(new Msg.WorldChanged(Herd.world(), List.of()));
        assertThat(player.picture()).as("it was let go").contains("claude 12m");
    }

    @Test
    void it_looks_like_the_others_and_says_where_it_is() {
        assertThat(at(new Activity.Working("Bash")).picture())
                .contains("working", "in your own tmux, default:%3  /home/ann/shop", "n/a");
    }

    @Test
    void one_goes_there_without_being_told_of_a_key_that_does_not_come_back_from_there() {
        var player = at(Herd.asks("May I?"));
        player.asked();

        player.press("enter");

        assertThat(player.asked()).containsExactly(new Ask.Attach(ANN));
    }

    @Test
    void nothing_is_typed_into_it_and_that_is_said() {
        for (var key : List.of("i", "m", "a")) {
            var player = at(Herd.asks("May I?")).press(key);
            assertThat(player.said()).as(key).contains("ann runs in your own tmux; Enter");
            assertThat(player.model().overlay()).as(key).isEmpty();
        }
        var player = at(Herd.asks("May I?")).press("x");
        assertThat(player.said()).contains("ann was started by you: D ends it, A lets it go");
        assertThat(player.model().overlay()).isEmpty();
    }

    @Test
    void of_marked_ones_only_those_that_kelpie_started_are_spoken_to() {
        var player =
                player(
                        Herd.world(
                                adopted(new Activity.Working("Bash")),
                                Herd.agent("bob", Herd.done(), 5, Usage.NONE)));
        player.press("space", "down", "space", "m");

        assertThat(player.picture()).contains("bob").contains("Message to bob");
    }

    @Test
    void a_kill_says_what_it_closes_and_a_release_asks_nothing() {
        var player = at(new Activity.Working("Bash")).press("D");
        player.send(new Msg.Looked(ANN, Topic.LOSSES, List.of()));
        assertThat(player.picture()).contains("default:%3 in your own tmux is closed");
        player.press("esc").asked();

        player.press("A");

        assertThat(player.asked())
                .containsExactly(new Ask.Do(new Release(ANN), "ann is released; it runs on"));
    }

    @Test
    void one_that_is_over_is_neither_resumed_nor_released_and_others_are_not_adopted() {
        var over = new State.Ended(new Exit.Unseen(), false);
        var player = player(Herd.world(adopted(Herd.agent("ann", over, 5, Usage.NONE))));
        player.asked();
        player.press("R");
        assertThat(player.said()).contains("ann was started by hand: start it there again");
        player.press("A", "enter");
        assertThat(player.asked()).isEmpty();

        var ours = player(Herd.world(Herd.agent("bob", Herd.done(), 5, Usage.NONE)));
        ours.asked();
        ours.press("A");
        assertThat(ours.asked()).isEmpty();
        assertThat(ours.said()).contains("bob is none of your own tmux");
    }

    @Test
    void its_screen_is_looked_at_again_and_again() {
        var player = at(new Activity.Working("Bash"));
        player.send(new Msg.Looked(ANN, Topic.SCREEN, List.of("so far")));
        assertThat(player.picture()).contains("so far");
        assertThat(player.model().resting()).isTrue();
        var preview = player.model().home().preview();
        var scene = player.model().scene();
        assertThat(preview.missing(scene)).isEmpty();
        assertThat(preview.missing(scene.now(Herd.NOW.plus(Duration.ofSeconds(2)))))
                .contains(Topic.SCREEN);
    }
}
