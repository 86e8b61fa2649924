package dev.kelpie.tmux;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PaneEndsTest {
    private static final long MOMENT = Duration.ofMillis(200).toNanos();

    private final Semaphore told = new Semaphore(0);
    private final PaneEnds ends = new PaneEnds(told::release);
    private final Process program;

    PaneEndsTest() throws Exception {
        program = new ProcessBuilder("sleep", "60").start();
    }

    @AfterEach
    void end() throws Exception {
        ends.close();
        program.destroyForcibly().waitFor();
    }

    @Test
    void an_end_is_told_after_a_moment_and_again_until_it_is_let_go() throws Exception {
        ends.watch(Set.of(program.pid()));
        assertThat(ends.overdue()).isFalse();
        long killed = System.nanoTime();
        program.destroyForcibly();

        assertThat(told.tryAcquire(10, TimeUnit.SECONDS)).isTrue();
        assertThat(System.nanoTime() - killed).isGreaterThanOrEqualTo(MOMENT);
        assertThat(ends.overdue()).isTrue();
        assertThat(told.tryAcquire(10, TimeUnit.SECONDS)).isTrue();

        ends.watch(Set.of());
        assertThat(ends.overdue()).isFalse();
    }

    @Test
    void an_end_that_tmux_noticed_in_time_is_not_told() throws Exception {
        ends.watch(Set.of(program.pid(), ProcessHandle.current().pid()));
        program.destroyForcibly().waitFor();
        ends.watch(Set.of(ProcessHandle.current().pid()));

        assertThat(told.tryAcquire(2 * MOMENT, TimeUnit.NANOSECONDS)).isFalse();
        assertThat(ends.overdue()).isFalse();
    }
}
