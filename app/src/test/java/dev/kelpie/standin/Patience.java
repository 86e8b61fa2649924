package dev.kelpie.standin;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/// Waits for a condition of the outside world, with a bound.
final class Patience {
    /// Generous, because a machine that also builds may take long for anything.
    static final Duration LIMIT = Duration.ofSeconds(60);

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);

    private Patience() {}

    static void until(String what, Supplier<String> seen, BooleanSupplier condition) {
        until(LIMIT, what, seen, condition);
    }

    static void until(
            Duration limit, String what, Supplier<String> seen, BooleanSupplier condition) {
        long end = System.nanoTime() + limit.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - end > 0) {
                throw new AssertionError(
                        "not within " + limit.toSeconds() + " s: " + what + "\n" + seen.get());
            }
            LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
        }
    }

    /// Lets a runtime settle where it gives no sign of it, as between a paste and Enter.
    static void settle(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        while (System.nanoTime() - end < 0) {
            LockSupport.parkNanos(end - System.nanoTime());
        }
    }
}
