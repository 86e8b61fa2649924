package dev.kelpie.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class RecoveryTest {
    @Test
    void the_table_is_complete_and_as_designed() {
        var rows = new ArrayList<String>();
        for (Recovery.Recorded recorded : Recovery.Recorded.values()) {
            for (Recovery.Seen seen : Recovery.Seen.values()) {
                rows.add(
                        "%-9s | %-7s | %s"
                                .formatted(
                                        word(recorded),
                                        word(seen),
                                        word(Recovery.action(recorded, seen))));
            }
        }

        assertThat(String.join("\n", rows))
                .isEqualTo(
                        """
                        requested | no pane | open
                        requested | alive   | adopt
                        requested | dead    | record exit
                        live      | no pane | record lost
                        live      | alive   | adopt
                        live      | dead    | record exit
                        stopping  | no pane | record lost
                        stopping  | alive   | kill
                        stopping  | dead    | record exit
                        to clear  | no pane | clear
                        to clear  | alive   | kill
                        to clear  | dead    | kill
                        gone      | no pane | nothing
                        gone      | alive   | kill
                        gone      | dead    | kill\
                        """);
    }

    @Test
    void every_state_has_its_row() {
        var pane = new PaneRef("%1", 1, 2);
        var finding =
                new Finding(new Activity.Unclear(), Finding.Source.NONE, "none", Instant.EPOCH, "");

        assertThat(
                        List.of(
                                Recovery.recorded(new State.Requested()),
                                Recovery.recorded(new State.Live(pane, finding)),
                                Recovery.recorded(new State.Stopping(pane, Instant.EPOCH, false)),
                                Recovery.recorded(new State.Interrupted("")),
                                Recovery.recorded(new State.Ended(new Exit.Lost(), true)),
                                Recovery.recorded(new State.Ended(new Exit.Lost(), false))))
                .containsExactly(
                        Recovery.Recorded.REQUESTED,
                        Recovery.Recorded.LIVE,
                        Recovery.Recorded.STOPPING,
                        Recovery.Recorded.GONE,
                        Recovery.Recorded.TO_CLEAR,
                        Recovery.Recorded.GONE);
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
