package dev.kelpie.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AttentionTest {
    @Test
    void every_state_has_its_urgency_before_and_after_somebody_has_looked() {
        var rows = new ArrayList<String>();
        states().forEach((name, state) ->
                rows.add("%-20s | %-11s | %s".formatted(name, of(state, false), of(state, true))));

        assertThat(String.join("\n", rows))
                .isEqualTo(
                        """
                        requested            | BUSY        | BUSY
                        stopping             | BUSY        | BUSY
                        interrupted          | TROUBLE     | OVER
                        ended: stopped       | OVER        | OVER
                        ended: code 0        | DONE_UNSEEN | OVER
                        ended: code 1        | TROUBLE     | OVER
                        ended: signal        | TROUBLE     | OVER
                        ended: lost          | TROUBLE     | OVER
                        ended: never started | TROUBLE     | OVER
                        booting              | BUSY        | BUSY
                        setup                | ANSWER      | ANSWER
                        working              | BUSY        | BUSY
                        turn done            | DONE_UNSEEN | DONE_SEEN
                        question             | ANSWER      | ANSWER
                        permission           | ANSWER      | ANSWER
                        plan                 | ANSWER      | ANSWER
                        limited              | TROUBLE     | TROUBLE
                        failing              | TROUBLE     | TROUBLE
                        stalled              | DOUBT       | DOUBT
                        broken off           | DONE_UNSEEN | DONE_SEEN
                        zombie               | TROUBLE     | TROUBLE
                        unclear              | DOUBT       | DOUBT\
                        """);
    }

    @Test
    void the_most_urgent_come_first_and_only_what_a_person_can_end_needs_them() {
        assertThat(List.of(Attention.values()))
                .isSortedAccordingTo(Comparator.naturalOrder())
                .filteredOn(Attention::needsYou)
                .containsExactly(Attention.ANSWER, Attention.TROUBLE, Attention.DONE_UNSEEN);
    }

    @Test
    void a_prompt_is_taken_between_turns_and_never_at_a_dialog() {
        for (State state : states().values()) {
            if (state instanceof State.Live live) {
                Activity activity = live.finding().activity();
                assertThat(activity.takesPrompt() && activity.atDialog()).isFalse();
            }
        }
        assertThat(waiting(Activity.Why.TURN_DONE).takesPrompt()).isTrue();
        assertThat(waiting(Activity.Why.PERMISSION).atDialog()).isTrue();
        assertThat(new Activity.Unclear().takesPrompt()).isFalse();
    }

    private static Attention of(State state, boolean seen) {
        Agent fixer = Told.of(Told.requested(Told.FIRST, false)).fixer();
        Agent changed = fixer.with(state, Told.START);
        return Attention.of(seen ? Agents.seen(changed) : changed);
    }

    private static Activity waiting(Activity.Why why) {
        return new Activity.Waiting(why, "?", List.of());
    }

    private static Map<String, State> states() {
        var states = new LinkedHashMap<String, State>();
        states.put("requested", new State.Requested());
        states.put("stopping", new State.Stopping(Told.PANE, Instant.EPOCH, false));
        states.put("interrupted", new State.Interrupted("the server died"));
        states.put("ended: stopped", new State.Ended(new Exit.Stopped(), false));
        states.put("ended: code 0", new State.Ended(new Exit.Code(0), false));
        states.put("ended: code 1", new State.Ended(new Exit.Code(1), false));
        states.put("ended: signal", new State.Ended(new Exit.Signal(9), false));
        states.put("ended: lost", new State.Ended(new Exit.Lost(), false));
        states.put(
                "ended: never started", new State.Ended(new Exit.NeverStarted("no tmux"), false));
        activities()
                .forEach((name, activity) ->
                        states.put(name, new State.Live(Told.PANE, Told.finding(activity))));
        return states;
    }

    private static Map<String, Activity> activities() {
        var activities = new LinkedHashMap<String, Activity>();
        activities.put("booting", new Activity.Booting());
        activities.put("setup", new Activity.Setup("trust"));
        activities.put("working", new Activity.Working("tests"));
        activities.put("turn done", waiting(Activity.Why.TURN_DONE));
        activities.put("question", waiting(Activity.Why.QUESTION));
        activities.put("permission", waiting(Activity.Why.PERMISSION));
        activities.put("plan", waiting(Activity.Why.PLAN));
        activities.put("limited", new Activity.Limited(Optional.empty(), ""));
        activities.put("failing", new Activity.Failing("overloaded"));
        activities.put("stalled", new Activity.Stalled(""));
        activities.put("broken off", new Activity.BrokenOff());
        activities.put("zombie", new Activity.Zombie("no process"));
        activities.put("unclear", new Activity.Unclear());
        return activities;
    }
}
