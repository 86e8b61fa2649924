package dev.kelpie.tui;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kelpie.model.Activity;
import dev.kelpie.model.AgentId;
import dev.kelpie.model.Event;
import dev.kelpie.model.Exit;
import dev.kelpie.model.Finding;
import dev.kelpie.model.SessionId;
import dev.kelpie.model.Stamped;
import java.util.List;
import org.junit.jupiter.api.Test;

class LogTest {
    private static final AgentId ANN = new AgentId("ann");
    private static final SessionId SESSION = new SessionId("session0ann");

    private long seq;
    private Log log = Log.EMPTY;

    @Test
    void who_works_on_is_said_to_work_once() {
        does(new Activity.Working("Bash"), Finding.Source.HOOK);
        does(new Activity.Working("Bash"), Finding.Source.SCREEN);
        does(new Activity.Working(""), Finding.Source.SCREEN);
        does(new Activity.Unclear(), Finding.Source.SCREEN);
        does(new Activity.Working("Bash"), Finding.Source.HOOK);
        assertThat(said()).containsExactly("working: Bash");
        does(new Activity.Working("Edit"), Finding.Source.HOOK);
        assertThat(said()).containsExactly("working: Bash", "working: Edit");
    }

    @Test
    void who_begins_to_work_again_is_said_to() {
        does(new Activity.Working(""), Finding.Source.HOOK);
        does(Herd.done(), Finding.Source.HOOK);
        does(new Activity.Working(""), Finding.Source.HOOK);
        happens(new Event.SessionEnded(ANN, SESSION, new Exit.Code(0)));
        does(new Activity.Working(""), Finding.Source.HOOK);
        assertThat(said())
                .containsExactly("working", "turn done", "working", "ended: exit 0", "working");
    }

    @Test
    void what_others_do_is_their_own() {
        does(new Activity.Working(""), Finding.Source.HOOK);
        var other = new AgentId("bob");
        happens(
                new Event.ActivityChanged(
                        other, SESSION, finding(new Activity.Working(""), Finding.Source.HOOK)));
        assertThat(log.about(other)).hasSize(1);
        assertThat(log.about(ANN)).hasSize(1);
    }

    private void does(Activity activity, Finding.Source source) {
        happens(new Event.ActivityChanged(ANN, SESSION, finding(activity, source)));
    }

    private static Finding finding(Activity activity, Finding.Source source) {
        return new Finding(activity, source, "test", Herd.NOW, "");
    }

    private void happens(Event event) {
        log = log.with(List.of(new Stamped(++seq, Herd.NOW, event)));
    }

    private List<String> said() {
        return log.entries().stream().map(Log.Entry::text).toList();
    }
}
