package dev.kelpie.tui;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kelpie.model.Activity;
import dev.kelpie.model.Agent;
import dev.kelpie.model.AgentId;
import dev.kelpie.model.Event;
import dev.kelpie.model.Site;
import dev.kelpie.model.Stamped;
import dev.kelpie.model.Usage;
import dev.kelpie.model.World;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// What a person should know of the place that a new agent got.
class NoticesTest {
    private static final AgentId WEB = new AgentId("web-3");
    private static final String DIRTY = "3 files are changed and not committed";
    private static final Agent STARTED = Herd.agent("web-3", new Activity.Booting(), 0, Usage.NONE);
    private static final Site SITE =
            new Site("/trees/web-3", Optional.of("web-3"), Optional.empty(), List.of(DIRTY));

    private final Player player = new Player(Herd.model(Herd.eight(), 120, 36));

    @Test
    void it_is_told_to_who_started_the_agent_and_stays_in_its_view_and_the_log() {
        player.press("n").type("web-3").press("ctrl-s");
        player.send(new Msg.Spawned(WEB, List.of()));
        player.send(new Msg.WorldChanged(world(), List.of(started(world().seq()))));
        assertThat(player.chosen()).isEqualTo("web-3");
        assertThat(player.said()).isEqualTo("web-3: " + DIRTY);
        player.send(new Msg.Tick(Herd.NOW.plusSeconds(60)));
        assertThat(player.said()).isEmpty();
        assertThat(player.picture()).contains("! " + DIRTY);
        player.press("6", "+");
        assertThat(player.picture()).contains("web-3 " + DIRTY);
    }

    @Test
    void what_was_before_the_screen_began_is_only_in_the_log() {
        var later = new Player(Herd.model(world(), 120, 36)).press("/").type("web-3");
        later.press("enter", "esc");
        later.send(new Msg.WorldChanged(world(), List.of(started(world().seq()))));
        assertThat(later.said()).isEmpty();
        assertThat(later.press("6", "+").picture()).contains("web-3 " + DIRTY);
    }

    private static Stamped started(long seq) {
        return new Stamped(
                seq, Herd.NOW, new Event.SessionStarted(WEB, STARTED.session(), Herd.pane(), SITE));
    }

    private World world() {
        var agents = new TreeMap<>(Herd.eight().agents());
        agents.put(WEB, Herd.at(STARTED, SITE));
        return new World(Herd.eight().seq() + 1, agents, new TreeMap<>(), List.of());
    }
}
