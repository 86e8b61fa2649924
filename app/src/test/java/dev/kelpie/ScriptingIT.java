package dev.kelpie;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What scripts get that ask for what can't be, and what doctor says of worktrees.
@Timeout(120)
class ScriptingIT {
    @TempDir Path folder;
    private TestHerd herd;

    @BeforeEach
    void begin() throws Exception {
        herd = TestHerd.started(folder);
    }

    @AfterEach
    void end() throws Exception {
        herd.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    2 | wait                          | NAME is missing
                    2 | restore                       | NAME is missing
                    2 | wait ann --timeout 99999999h  | --timeout is at most 8760h
                    4 | wait ann ann --timeout 1ms    | waited in vain: ann working\n
                    1 | wait nobody                   | no agent is named nobody; `kelpie ls` lists
                    2 | capture ann --lines 2147483647 | a whole number of at most 9 digits
                    """)
    void what_can_not_be_is_refused_in_words(int code, String line, String words) throws Exception {
        herd.cli("spawn", "ann", "--no-worktree", "--command", "exec sleep 600");
        herd.awaits("ann", "working");

        Outside.Ran ran = herd.cli(line.split(" "));

        assertThat(ran.code()).as(ran.toString()).isEqualTo(code);
        assertThat(ran.err()).contains(words.replace("\\n", "\n"));
    }

    @Test
    void a_wait_for_one_that_is_taken_off_the_list_is_over_and_not_in_good() throws Exception {
        herd.cli("spawn", "ann", "--no-worktree", "--command", "exec sleep 600");
        herd.cli("spawn", "ben", "--no-worktree", "--command", "exec sleep 600");
        herd.awaits("ann", "working");
        herd.awaits("ben", "working");
        var waits =
                CompletableFuture.supplyAsync(
                        () -> ran("wait", "ann", "ben", "--until", "waiting,working", "--any"));
        assertThat(waits.join().code()).isZero();
        var vain =
                CompletableFuture.supplyAsync(
                        () -> ran("wait", "ann", "--until", "limited", "--timeout", "60s"));
        herd.cli("kill", "ann", "--remove");
        assertThat(vain.join().code()).as(vain.join().toString()).isEqualTo(1);
        assertThat(herd.cli("wait", "ben", "--until", "working").code()).isZero();
    }

    private Outside.Ran ran(String... words) {
        try {
            return herd.cli(words);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void doctor_names_worktrees_that_are_locked_or_have_vanished() throws Exception {
        herd.spawn("ann", "");
        herd.spawn("ben", "");
        herd.awaits("ann", "waiting");
        herd.awaits("ben", "waiting");
        assertThat(herd.cli("doctor").out()).doesNotContain("worktree  ");
        Path ann = herd.tree("ann");
        Path ben = herd.tree("ben");
        Outside.git(
                herd.repository,
                herd.environment,
                "worktree",
                "lock",
                "--reason",
                "mine",
                ann.toString());
        herd.cli("stop", "ben");
        Files.move(ben, herd.root.resolve("elsewhere"));

        Outside.Ran doctor = herd.cli("doctor");

        assertThat(doctor.code()).isZero();
        assertThat(doctor.out())
                .contains("worktree  " + ann + ": locked: mine; `git worktree unlock`")
                .contains("worktree  " + ben + ": ")
                .contains("; `kelpie worktree repair` sees to it");
    }
}
