package dev.kelpie.tui;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kelpie.model.Activity;
import dev.kelpie.model.Agent;
import dev.kelpie.model.AgentId;
import dev.kelpie.model.Exit;
import dev.kelpie.model.State;
import dev.kelpie.model.Usage;
import dev.kelpie.model.World;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Whom an action is about: the chosen one, or all that are marked.
class ChoiceTest {
    private final Player player = new Player(Herd.model(Herd.eight(), 120, 36));

    @Test
    void what_can_only_be_about_one_is_about_the_chosen_one_whoever_is_marked() {
        player.press("/").type("mobile").press("enter", "space", "esc");
        player.press("/").type("core").press("enter");
        assertThat(player.chosen()).isEqualTo("core");

        assertThat(player.press("i").picture()).contains("LIVE: every key goes to core");
        player.press("ctrl-q");
        player.press("t");
        assertThat(player.asked().toString()).contains("core").doesNotContain("mobile");
        assertThat(player.press("c").picture()).contains("core");
        player.press("esc");
        assertThat(player.press("enter").picture()).contains("You will be in core's own terminal");
        player.press("esc");
        assertThat(player.press("x").picture()).contains("Stop mobile?");
    }

    @Test
    void enter_in_the_alerts_goes_to_the_row_also_of_one_that_has_ended() {
        World world =
                Herd.world(
                        Herd.agent("gone", new State.Ended(new Exit.Code(3), false), 5, Usage.NONE),
                        Herd.agent("web", new Activity.Working(""), 5, Usage.NONE));
        var there = new Player(Herd.model(world, 120, 36));
        there.press("/").type("web").press("enter", "esc", "5", "enter");

        assertThat(there.chosen()).isEqualTo("gone");
        assertThat(there.model().home().focus()).isEqualTo(Spot.AGENTS);
    }

    @Test
    void an_agent_that_is_told_before_it_is_there_is_chosen_when_it_comes() {
        var more = Herd.world(Herd.agent("new", new Activity.Booting(), 0, Usage.NONE));
        player.send(new Msg.Spawned(new AgentId("new"), List.of()));
        player.send(new Msg.WorldChanged(more, List.of()));
        assertThat(player.chosen()).isEqualTo("new");
    }

    @Test
    void it_is_not_chosen_once_somebody_has_moved_on() {
        var before = player.chosen();
        player.send(new Msg.Spawned(new AgentId("new"), List.of()));
        player.press("j", "k");
        player.send(new Msg.WorldChanged(withNew(), List.of()));
        assertThat(player.chosen()).isEqualTo(before);
    }

    private static World withNew() {
        var all = new ArrayList<>(Herd.eight().agents().values());
        all.add(Herd.agent("new", new Activity.Booting(), 0, Usage.NONE));
        return Herd.world(all.toArray(Agent[]::new));
    }

    @Test
    void escape_leaves_the_big_view_for_the_list_and_only_then_clears_the_filter() {
        player.press("/").type("core").press("enter", "d");
        assertThat(player.model().home().zoom()).isTrue();
        player.press("esc");
        assertThat(player.model().home().zoom()).isFalse();
        assertThat(player.model().home().focus()).isEqualTo(Spot.AGENTS);
        assertThat(player.model().home().agents().filtered()).isTrue();
        player.press("esc");
        assertThat(player.model().home().agents().filtered()).isFalse();
    }

    @Test
    void nobody_is_said_to_need_you_only_if_the_header_says_so_too() {
        var done = new Activity.Waiting(Activity.Why.TURN_DONE, "", List.of());
        var one = new Player(Herd.model(Herd.world(Herd.agent("a", done, 5, Usage.NONE)), 120, 36));
        assertThat(one.picture())
                .contains("1 needs you", "Nothing is wrong; 1 finished: w")
                .doesNotContain("Nobody needs you");
    }
}
