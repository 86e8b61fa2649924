package dev.kelpie;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
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
    void a_signal_stays_one() throws Exception {
        ends("ann", "echo before; kill -9 $$");

        assertThat(herd.cli("status", "ann", "--json").out()).contains("\"signal\":9");
        assertThat(herd.cli("capture", "ann").out()).startsWith("before\n");
    }
}
