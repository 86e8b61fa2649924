package dev.kelpie.verb;

import static dev.kelpie.verb.Scene.ANN;
import static dev.kelpie.verb.Scene.FIRST;
import static dev.kelpie.verb.Scene.NOW;
import static dev.kelpie.verb.Scene.PANE;
import static dev.kelpie.verb.Scene.SECOND;
import static dev.kelpie.verb.Scene.SPEC;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kelpie.model.Activity;
import dev.kelpie.model.Decision;
import dev.kelpie.model.Effect;
import dev.kelpie.model.Event;
import dev.kelpie.model.Exit;
import dev.kelpie.model.Message;
import dev.kelpie.model.Reason;
import dev.kelpie.model.Site;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Stop, kill, remove, restore, resume: the way out of an agent, and back.
final class EndingTest {
    @Test
    void a_stop_ends_the_pane_and_keeps_the_worktree() {
        Decision.Accept accept = Scene.working().accepts(new Stop(ANN));
        assertThat(accept.events())
                .containsExactly(
                        new Event.StopRequested(ANN, FIRST, NOW.plus(Stop.PATIENCE), false));
        assertThat(accept.effects()).containsExactly(new Effect.End(ANN, FIRST, PANE));
    }

    @Test
    void one_that_has_no_pane_yet_is_over_at_once() {
        Decision.Accept accept = Scene.requested().accepts(new Stop(ANN));
        assertThat(accept.events())
                .containsExactly(new Event.SessionEnded(ANN, FIRST, new Exit.Stopped()));
        assertThat(accept.effects()).containsExactly(new Effect.Clear(ANN, FIRST, false));
    }

    @Test
    void what_never_started_goes_with_its_worktree_and_what_could_not_be_resumed_keeps_it() {
        assertThat(Scene.requested().accepts(new Observed.NotStarted(ANN, FIRST, "no")).effects())
                .containsExactly(new Effect.Clear(ANN, FIRST, true));
        assertThat(
                        Scene.ended()
                                .then(new Event.SessionRequested(ANN, SECOND, SPEC, true))
                                .accepts(new Observed.NotStarted(ANN, SECOND, "no claude"))
                                .effects())
                .containsExactly(new Effect.Clear(ANN, SECOND, false));
    }

    @Test
    void what_is_over_or_ending_is_not_stopped() {
        Scene.ended().refuses(new Stop(ANN), Reason.NOT_RUNNING);
        Scene.interrupted().refuses(new Stop(ANN), Reason.NOT_RUNNING);
        Scene.stopping().refuses(new Stop(ANN), Reason.ALREADY_STOPPING);
        Scene.empty().refuses(new Stop(ANN), Reason.UNKNOWN_AGENT);
    }

    @Test
    void a_kill_takes_the_worktree_too_even_after_a_stop_or_the_end() {
        assertThat(Scene.waiting().accepts(new Kill(ANN)).events())
                .containsExactly(
                        new Event.StopRequested(ANN, FIRST, NOW.plus(Stop.PATIENCE), true));
        assertThat(Scene.stopping().accepts(new Kill(ANN)).events())
                .containsExactly(
                        new Event.StopRequested(ANN, FIRST, NOW.plus(Stop.PATIENCE), true));
        assertThat(Scene.ended().accepts(new Kill(ANN)).effects())
                .containsExactly(new Effect.Clear(ANN, FIRST, true));
        Scene.empty().refuses(new Kill(ANN), Reason.UNKNOWN_AGENT);
    }

    @Test
    void the_wish_that_a_worktree_goes_is_written_down_wherever_it_is_spoken() {
        var wish = new Event.StopRequested(ANN, FIRST, NOW, true);
        var end = new Event.SessionEnded(ANN, FIRST, new Exit.Stopped());
        Scene ended = Scene.ended();
        assertThat(ended.accepts(new Kill(ANN)).events()).containsExactly(wish);
        assertThat(ended.then(wish).accepts(new Kill(ANN)).events()).isEmpty();
        assertThat(Scene.interrupted().accepts(new Kill(ANN)).events()).containsExactly(end, wish);
        assertThat(Scene.requested().accepts(new Kill(ANN)).events()).containsExactly(end, wish);
        for (Scene scene : new Scene[] {Scene.interrupted(), Scene.requested()}) {
            assertThat(scene.accepts(new Kill(ANN)).effects())
                    .containsExactly(new Effect.Clear(ANN, FIRST, true));
        }
    }

    @Test
    void a_clean_up_is_told_of_one_whose_row_is_gone_too() {
        var cleared = new Observed.Cleared(ANN, FIRST, true, "");
        Scene scene = Scene.ended();
        scene.accepts(new Remove(ANN)).events().forEach(scene::then);
        assertThat(scene.accepts(cleared).events())
                .containsExactly(new Event.SiteCleared(ANN, FIRST, true, ""));
        Scene.empty().ignores(cleared);
    }

    @Test
    void one_that_was_ended_while_it_was_opened_is_closed_and_its_place_is_known() {
        Scene scene = Scene.requested();
        scene.accepts(new Kill(ANN)).events().forEach(scene::then);
        var site = new Site("/tree", Optional.of("b"), Optional.of("c"), List.of());
        Decision.Accept accept =
                scene.accepts(new Observed.Started(ANN, FIRST, PANE, site, Optional.of("do it")));
        assertThat(accept.events())
                .containsExactly(new Event.SessionStarted(ANN, FIRST, PANE, site));
        assertThat(accept.effects()).containsExactly(new Effect.End(ANN, FIRST, PANE));
    }

    @Test
    void only_the_row_of_one_that_is_over_is_removed_and_comes_back() {
        Scene.waiting().refuses(new Remove(ANN), Reason.STILL_RUNNING);
        Scene.empty().refuses(new Remove(ANN), Reason.UNKNOWN_AGENT);
        Scene scene = Scene.ended();
        scene.accepts(new Remove(ANN)).events().forEach(scene::then);
        assertThat(scene.world().agents()).isEmpty();
        scene.accepts(new Restore(ANN)).events().forEach(scene::then);
        assertThat(scene.world().agents()).containsKey(ANN);
        scene.refuses(new Restore(ANN), Reason.NAME_TAKEN);
        Scene.empty().refuses(new Restore(ANN), Reason.NOTHING_TO_UNDO);
    }

    @Test
    void what_still_waits_for_a_removed_agent_is_said_to_be_undeliverable() {
        Scene scene = Scene.working();
        scene.accepts(new Send(ANN, Scene.HELLO, "hello", false)).events().forEach(scene::then);
        scene.then(new Event.SessionEnded(ANN, FIRST, new Exit.Code(0)));
        assertThat(scene.accepts(new Remove(ANN)).events())
                .anyMatch(e ->
                        e instanceof Event.DeliveryEnded d
                                && d.fate() == Message.Fate.UNDELIVERABLE);
    }

    @Test
    void a_resume_opens_the_next_session_of_what_is_over() {
        for (Scene scene : new Scene[] {Scene.ended(), Scene.interrupted()}) {
            Decision.Accept accept = scene.accepts(new Resume(ANN, SECOND));
            assertThat(accept.events())
                    .containsExactly(new Event.SessionRequested(ANN, SECOND, SPEC, true));
            assertThat(accept.effects()).containsExactly(new Effect.Open(ANN, SECOND));
        }
        Scene.waiting().refuses(new Resume(ANN, SECOND), Reason.STILL_RUNNING);
        Scene.stopping().refuses(new Resume(ANN, SECOND), Reason.STILL_RUNNING);
        Scene.empty().refuses(new Resume(ANN, SECOND), Reason.UNKNOWN_AGENT);
    }

    @Test
    void only_a_turn_is_broken_off() {
        assertThat(Scene.working().accepts(new BreakOff(ANN)).effects())
                .containsExactly(new Effect.BreakTurn(ANN, FIRST));
        Scene.waiting().refuses(new BreakOff(ANN), Reason.NOT_RUNNING);
        Scene.asking().refuses(new BreakOff(ANN), Reason.NOT_RUNNING);
        Scene.doing(new Activity.Setup("trust")).refuses(new BreakOff(ANN), Reason.NOT_RUNNING);
        Scene.ended().refuses(new BreakOff(ANN), Reason.NOT_RUNNING);
    }

    @Test
    void an_answer_is_pressed_only_at_the_question_that_was_seen() {
        assertThat(Scene.asking().accepts(new Answer(ANN, "May I?", "Yes")).effects())
                .containsExactly(new Effect.PressAnswer(ANN, FIRST, "May I?", "Yes"));
        Scene.asking().refuses(new Answer(ANN, "Shall I?", "Yes"), Reason.DIALOG_CHANGED);
        Scene.asking().refuses(new Answer(ANN, "May I?", "Maybe"), Reason.INVALID);
        Scene.waiting().refuses(new Answer(ANN, "May I?", "Yes"), Reason.NO_DIALOG);
        Scene.ended().refuses(new Answer(ANN, "May I?", "Yes"), Reason.NOT_RUNNING);
    }

    @Test
    void a_fact_about_a_session_that_is_replaced_comes_to_nothing() {
        Scene scene = Scene.ended().then(new Event.SessionRequested(ANN, SECOND, SPEC, true));
        scene.ignores(new Observed.Died(ANN, FIRST, new Exit.Code(1)));
        scene.ignores(new Observed.Saw(ANN, FIRST, Scene.finding(new Activity.Working("late"))));
        scene.ignores(new Observed.Noted(ANN, FIRST, "late"));
        assertThat(scene.accepts(new Observed.ServerLost(PANE.server())).events()).isEmpty();
    }

    @Test
    void a_lost_server_interrupts_those_of_its_own_life_alone() {
        assertThat(Scene.working().accepts(new Observed.ServerLost(PANE.server())).events())
                .singleElement()
                .isInstanceOf(Event.SessionInterrupted.class);
        Decision.Accept stopping = Scene.stopping().accepts(new Observed.ServerLost(PANE.server()));
        assertThat(stopping.events())
                .containsExactly(new Event.SessionEnded(ANN, FIRST, new Exit.Stopped()));
        assertThat(stopping.effects()).containsExactly(new Effect.Clear(ANN, FIRST, false));
        assertThat(Scene.working().accepts(new Observed.ServerLost(99)).events()).isEmpty();
    }
}
