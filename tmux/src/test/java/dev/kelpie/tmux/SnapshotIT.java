package dev.kelpie.tmux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SnapshotIT {
    private final Rig rig = new Rig();

    @AfterEach
    void end() {
        rig.close();
    }

    @Test
    void without_a_server_it_is_empty() {
        assertThat(rig.tmux.snapshot(Set.of(new PaneId("%1"))))
                .isEqualTo(new Snapshot(0, List.of(), Map.of()));
    }

    @Test
    void a_server_without_panes_is_a_server() {
        PaneId pane = rig.shell("a", "exec cat");
        rig.tmux.kill(pane);

        Snapshot snapshot = rig.tmux.snapshot(Set.of(pane));

        assertThat(snapshot.serverPid()).isPositive();
        assertThat(snapshot.panes()).isEmpty();
        assertThat(snapshot.screens()).isEmpty();
    }

    @Test
    void a_missing_target_does_not_hide_the_others() {
        PaneId first = rig.shell("a", "echo one; exec cat");
        PaneId second = rig.shell("b", "echo two; exec cat");
        rig.untilShown(second, "two");
        rig.untilShown(first, "one");

        Snapshot snapshot = rig.tmux.snapshot(Set.of(first, new PaneId("%77"), second));

        assertThat(snapshot.screens()).containsOnlyKeys(first, second);
        assertThat(snapshot.screens().get(first)).startsWith("one\n").matches("(?s)(.*\n){23}.*");
        assertThat(snapshot.screens().get(second)).startsWith("two\n");
    }

    @Test
    void twenty_panes_are_one_fork() throws IOException {
        Path counted = counting();
        try (LocalTmux tmux = new LocalTmux(rig.socket, counted, rig.file("config2"))) {
            Set<PaneId> panes = new HashSet<>();
            for (int i = 0; i < 20; i++) {
                panes.add(tmux.open(rig.spec("p" + i, "sh", "-c", "echo pane" + i + "; exec cat")));
            }
            tmux.snapshot(panes);
            Rig.until("the watch waits", () -> Rig.read(rig.file("forks")).contains("wait-for"));
            Files.writeString(rig.file("forks"), "");

            Snapshot snapshot = tmux.snapshot(panes);

            assertThat(Rig.read(rig.file("forks")).lines().filter(l -> !l.contains("wait-for")))
                    .hasSize(1);
            assertThat(snapshot.screens()).hasSize(20);
        }
    }

    /// A tmux that writes a line for each of its starts.
    private Path counting() throws IOException {
        Path script = rig.file("tmux-counted");
        Files.writeString(
                script,
                "#!/bin/sh\necho \"$*\" >> '%s'\nexec tmux \"$@\"\n".formatted(rig.file("forks")));
        return Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
    }

    @Test
    void a_signal_is_no_exit_status() {
        PaneId killed = rig.shell("kill", "kill -9 $$");
        Rig.until("it is dead", () -> rig.info(killed).dead());
        assertThat(rig.info(killed).exitStatus()).isEmpty();

        assumeTrue(rig.version().compareTo(new TmuxVersion(3, 3)) >= 0, "tmux tells signals");
        rig.untilDead(killed);
        assertThat(rig.info(killed).exitStatus()).isEmpty();
        assertThat(rig.info(killed).signal()).hasValue(9);
    }

    @Test
    void exit_statuses_are_told_apart() {
        PaneId exited = rig.shell("exit", "echo last words; exit 3");
        PaneId fine = rig.shell("fine", "exit 0");
        rig.untilDead(exited);
        rig.untilDead(fine);

        assertThat(rig.info(exited).exitStatus()).hasValue(3);
        assertThat(rig.info(exited).signal()).isEmpty();
        assertThat(rig.info(fine).exitStatus()).hasValue(0);
        // 3.2 adds a line of its own, for which the screen moves up.
        Rig.until(
                "what it said is there",
                () -> rig.tmux.capture(exited, 24, false).startsWith("last words\n"));
    }

    @Test
    void hostile_titles_and_screens_are_only_text() {
        PaneId pane =
                rig.shell(
                        "hostile",
                        "printf '\\033]2;#(touch hit)@%%x\\007a\\342\\200\\256b\\342\\200\\213c\\033]52;c;eA==\\007 #(touch hit)\\nend'; exec cat");
        rig.untilShown(pane, "end");

        Snapshot snapshot = rig.tmux.snapshot(Set.of(pane));

        // 3.8 takes the sharp sign away by itself.
        assertThat(snapshot.panes().getFirst().title()).matches("[#_]\\(touch hit\\)@%x");
        assertThat(snapshot.screens().get(pane)).startsWith("abc #(touch hit)\nend\n");
        assertThat(rig.file("hit")).doesNotExist();
    }

    @Test
    void colours_come_when_asked_for_and_history_too() {
        PaneId pane =
                rig.shell(
                        "colours",
                        "seq 1 60; printf '\\033[38;2;1;2;3mtrue\\033[0m\\033[31mred\\033[0m'; exec cat");
        rig.untilShown(pane, "truered");

        assertThat(rig.tmux.capture(pane, 0, true)).contains("38;2;1;2;3m").contains("[31m");
        assertThat(rig.tmux.capture(pane, 0, false)).doesNotContain("\n12\n");
        assertThat(rig.tmux.capture(pane, 50, false)).contains("\n12\n");
        assertThat(rig.info(pane).history()).isGreaterThan(30);
    }

    @Test
    void the_clock_of_a_detached_pane_moves_with_its_output() {
        PaneId pane = rig.shell("clock", "read line; echo heard; exec cat");
        var before = rig.info(pane).activity();
        Rig.until("a second is over", () -> !Instant.now().isBefore(before.plusSeconds(2)));

        rig.tmux.press(pane, List.of("x", "Enter"));

        Rig.until("it moves", () -> rig.info(pane).activity().isAfter(before));
    }

    @Test
    void an_answer_that_is_none_is_an_exception() throws IOException {
        Path liar = rig.file("liar");
        Files.writeString(
                liar, "#!/bin/sh\n[ \"$1\" = -V ] && echo tmux 3.4 && exit\necho something else\n");
        Files.setPosixFilePermissions(liar, PosixFilePermissions.fromString("rwx------"));
        try (LocalTmux tmux = new LocalTmux(rig.socket, liar, rig.file("config2"))) {
            assertThatThrownBy(() -> tmux.snapshot(Set.of()))
                    .isInstanceOf(TmuxException.class)
                    .hasMessageContaining("answered");
        }
    }
}
