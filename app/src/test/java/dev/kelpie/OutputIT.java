package dev.kelpie;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a command printed and how it ended, asked for the moment it has.
class OutputIT {
    /// A tail that tmux drops is dropped in more than half of all runs.
    private static final int RUNS = 6;

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

    private void ends(String name, String command) throws Exception {
        assertThat(herd.cli("spawn", name, "--no-worktree", "--command", command).code()).isZero();
        assertThat(herd.cli("wait", name, "--until", "ended", "--timeout", "60s").code()).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 4000})
    void it_is_there_to_its_last_line(int lines) throws Exception {
        for (int run = 0; run < RUNS; run++) {
            String name = "run-" + run;
            ends(name, "seq 1 " + lines + "; exit 7");

            assertThat(herd.cli("capture", name).out()).startsWith("1\n").endsWith(lines + "\n");
            assertThat(herd.cli("status", name, "--json").out()).contains("\"status\":7");
        }
    }

    @Test
    void what_is_missing_above_is_said_and_nothing_where_all_is_there() throws Exception {
        ends("all", "seq 1 4000");
        ends("end", "seq 1 20000");

        assertThat(herd.cli("capture", "all").err()).isEmpty();
        assertThat(herd.cli("capture", "all", "--json").out()).contains("\"truncated\":false");
        assertThat(herd.cli("capture", "end").out()).endsWith("\n19999\n20000\n");
        assertThat(herd.cli("capture", "end").err()).contains("earlier lines may be missing");
        assertThat(herd.cli("capture", "end", "--json").out()).contains("\"truncated\":true");
    }

    @Test
    void it_outlives_a_kill_and_an_engine_that_was_not_there_at_the_end() throws Exception {
        Path go = folder.resolve("go");
        for (String name : List.of("killed", "alone")) {
            String command =
                    "echo " + name + " begins; until [ -e " + go + " ]; do sleep 0.1; done; exit 9";
            herd.cli("spawn", name, "--no-worktree", "--command", command);
            Outside.until(
                    name + " has begun",
                    TestHerd.PATIENCE,
                    () -> herd.screen(name).contains(name + " begins"),
                    () -> "it has not");
        }
        herd.cli("kill", "killed");
        herd.stop();
        Files.writeString(go, "");
        herd.start();
        herd.awaits("alone", "ended");

        assertThat(herd.cli("capture", "killed").out()).startsWith("killed begins\n");
        assertThat(herd.cli("capture", "alone").out()).startsWith("alone begins\n");
        assertThat(herd.cli("status", "alone", "--json").out()).contains("\"status\":9");
    }

    @Test
    void where_the_server_was_lost_it_is_said_that_nothing_is_left() throws Exception {
        herd.cli("spawn", "ann", "--no-worktree", "--command", "echo here; exec sleep 600");
        Outside.tmux(herd.home.socket(), herd.environment, "kill-server");
        herd.awaits("ann", "interrupted");

        assertThat(herd.cli("capture", "ann").err()).contains("nothing it printed is left");
        assertThat(herd.cli("capture", "ann", "--json").out()).contains("\"truncated\":true");
        herd.cli(
                "spawn",
                "bob",
                "--no-worktree",
                "--command",
                "exec sleep 600"); // a server that can be ended as it should
    }

    @Test
    void a_signal_stays_one() throws Exception {
        ends("ann", "echo before; kill -9 $$");

        assertThat(herd.cli("status", "ann", "--json").out()).contains("\"signal\":9");
        assertThat(herd.cli("capture", "ann").out()).startsWith("before\n");
    }
}
