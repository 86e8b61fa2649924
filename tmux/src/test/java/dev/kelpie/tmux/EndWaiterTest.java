package dev.kelpie.tmux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EndWaiterTest {
    private static final Duration LONG = Duration.ofSeconds(10);

    enum Kind {
        PIDFDS {
            @Override
            EndWaiter make() {
                assumeTrue(Pidfds.supported());
                return new Pidfds();
            }
        },
        LOOKING {
            @Override
            EndWaiter make() {
                return new EndWaiter.Looking();
            }
        };

        abstract EndWaiter make();
    }

    /// A shell becomes a program that never asks how its child has ended.
    private final Process parent;

    private final BufferedReader out;
    private final long child;

    EndWaiterTest() throws IOException {
        parent =
                new ProcessBuilder("sh", "-c", "sleep 60 >/dev/null & echo $!; exec sleep 60")
                        .start();
        out = parent.inputReader();
        child = Long.parseLong(out.readLine());
    }

    @AfterEach
    void end() throws Exception {
        endChild();
        parent.destroyForcibly().waitFor();
        out.close();
    }

    private void endChild() {
        ProcessHandle.of(child).ifPresent(ProcessHandle::destroyForcibly);
    }

    @ParameterizedTest
    @EnumSource
    void an_end_that_the_parent_does_not_ask_for_is_told_once(Kind kind) throws Exception {
        try (EndWaiter waiter = kind.make()) {
            waiter.add(child);
            assertThat(waiter.await(Duration.ofMillis(20))).isEmpty();

            endChild();

            assertThat(waiter.await(LONG)).containsExactly(child);
            assertThat(waiter.await(Duration.ofMillis(20))).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void one_that_is_over_and_gone_is_told_at_once(Kind kind) throws Exception {
        Process gone = new ProcessBuilder("true").start();
        assertThat(gone.waitFor(10, TimeUnit.SECONDS)).isTrue();
        try (EndWaiter waiter = kind.make()) {
            waiter.add(gone.pid());

            assertThat(waiter.await(LONG)).containsExactly(gone.pid());
        }
    }

    @ParameterizedTest
    @EnumSource
    void of_one_that_was_let_go_nothing_is_told(Kind kind) throws Exception {
        try (EndWaiter waiter = kind.make()) {
            waiter.add(child);
            waiter.add(parent.pid());
            waiter.remove(child);
            waiter.remove(child);

            endChild();
            parent.destroyForcibly();

            assertThat(waiter.await(LONG)).isEqualTo(Set.of(parent.pid()));
        }
    }

    @ParameterizedTest
    @EnumSource
    void it_can_be_woken_before_and_while_it_waits(Kind kind) throws Exception {
        try (EndWaiter waiter = kind.make()) {
            waiter.wake();
            assertThat(waiter.await(LONG)).isEmpty();

            var waking = CompletableFuture.runAsync(waiter::wake);
            assertThat(waiter.await(LONG)).isEmpty();
            waking.get(10, TimeUnit.SECONDS);
        }
    }
}
