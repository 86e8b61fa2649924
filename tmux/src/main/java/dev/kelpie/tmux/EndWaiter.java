package dev.kelpie.tmux;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// Waits for the ends of processes that are not our children. Each end is told once.
sealed interface EndWaiter extends AutoCloseable permits Pidfds, EndWaiter.Looking {
    /// From now on the process's end is told; at once if it is over already.
    void add(long pid);

    /// Its end is of no interest any more. One that is not known changes nothing.
    void remove(long pid);

    /// Those that have ended; none when the time is up or [#wake] was called.
    Set<Long> await(Duration limit) throws InterruptedException;

    /// Ends the present or the next [#await]. The one method for other threads.
    void wake();

    @Override
    void close();

    /// By the kernel's word where it gives one, else by looking now and then.
    static EndWaiter best() {
        return Pidfds.supported() ? new Pidfds() : new Looking();
    }

    /// For macOS, and for a Linux older than 5.3.
    final class Looking implements EndWaiter {
        private static final Duration GLANCE = Duration.ofMillis(400);

        private final Set<Long> pids = ConcurrentHashMap.newKeySet();
        private final Semaphore wake = new Semaphore(0);

        @Override
        public void add(long pid) {
            pids.add(pid);
        }

        @Override
        public void remove(long pid) {
            pids.remove(pid);
        }

        @Override
        public Set<Long> await(Duration limit) throws InterruptedException {
            long end = System.nanoTime() + limit.toNanos();
            for (long left = limit.toNanos(); left > 0; left = end - System.nanoTime()) {
                var over = new HashSet<Long>(pids);
                over.removeIf(pid -> !PaneProcess.over(pid));
                pids.removeAll(over);
                if (!over.isEmpty()
                        || wake.tryAcquire(
                                Math.min(left, GLANCE.toNanos()), TimeUnit.NANOSECONDS)) {
                    return over;
                }
            }
            return Set.of();
        }

        @Override
        public void wake() {
            wake.release();
        }

        @Override
        public void close() {
            pids.clear();
        }
    }
}
