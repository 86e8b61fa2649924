package dev.kelpie.tmux;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PaneProcessTest {
    @Test
    void who_lives_is_not_over_and_who_was_waited_for_is() throws Exception {
        Process process = new ProcessBuilder("sh", "-c", "read line").start();
        assertThat(PaneProcess.over(process.pid())).isFalse();

        process.getOutputStream().close();
        assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();

        assertThat(PaneProcess.over(process.pid())).isTrue();
    }

    /// The shell's child ends, but the program that the shell becomes never asks how.
    @Test
    void one_whose_parent_does_not_ask_is_over_too() throws Exception {
        Process parent =
                new ProcessBuilder("sh", "-c", "sh -c 'read line' & echo $!; exec sleep 60")
                        .start();
        try (var out = parent.inputReader()) {
            long child = Long.parseLong(out.readLine());
            long bound = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
            while (!PaneProcess.over(child)) {
                assertThat(System.nanoTime()).isLessThan(bound);
                Thread.onSpinWait();
            }
        } finally {
            parent.destroyForcibly();
        }
    }
}
