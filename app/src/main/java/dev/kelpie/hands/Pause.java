package dev.kelpie.hands;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// Waiting that ends at once when hands are closed.
final class Pause implements AutoCloseable {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition closing = lock.newCondition();
    private boolean over;

    /// Waits for the time given. Whoever waits when hands are closed is interrupted: what it waits
    /// for, such as the moment between a paste and Enter, is not to be cut short but given up.
    void await(Duration time) throws InterruptedException {
        lock.lock();
        try {
            long left = time.toNanos();
            while (!over && left > 0) {
                left = closing.awaitNanos(left);
            }
            if (over) {
                throw new InterruptedException("hands are closed");
            }
        } finally {
            lock.unlock();
        }
    }

    boolean over() {
        lock.lock();
        try {
            return over;
        } finally {
            lock.unlock();
        }
    }

    /// Waits until the condition holds, looking again after each step. False when the time is up.
    boolean until(Duration time, Duration step, java.util.function.BooleanSupplier condition)
            throws InterruptedException {
        long end = System.nanoTime() + time.toNanos();
        boolean holds = condition.getAsBoolean();
        while (!holds && System.nanoTime() < end && !over()) {
            await(
                    Duration.of(
                            Math.min(step.toMillis(), 1000), TimeUnit.MILLISECONDS.toChronoUnit()));
            holds = condition.getAsBoolean();
        }
        return holds;
    }

    @Override
    public void close() {
        lock.lock();
        try {
            over = true;
            closing.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
