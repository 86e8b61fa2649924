package dev.kelpie.tmux;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Notices ends of programs that tmux has not noticed: 3.3a now and then misses that a child has
/// ended, until somebody asks it something.
public final class PaneEnds implements AutoCloseable {
    /// What tmux is given to notice by itself: asked at once, it drops what it has not read of the
    /// program's output.
    private static final Duration MOMENT = Duration.ofMillis(200);

    /// Between two times that the same end is told.
    private static final Duration AGAIN = Duration.ofMillis(400);

    private static final Duration FOREVER = Duration.ofDays(1);

    private final Runnable listener;

    // Guarded by this.
    private final Map<Long, End> ended = new HashMap<>();
    private Set<Long> wanted = Set.of();
    private boolean closed;
    private @Nullable EndWaiter waiter;
    private @Nullable Thread thread;

    /// By [System#nanoTime]: when it was seen, and when it is to be told.
    private record End(long at, long tell) {}

    /// @param listener called from a thread of ours, again and again, while a program has ended and
    ///   tmux has been given its moment
    public PaneEnds(Runnable listener) {
        this.listener = listener;
    }

    /// The programs that tmux says are alive; those before are let go.
    public synchronized void watch(Set<Long> pids) {
        if (closed || wanted.equals(pids)) {
            return;
        }
        wanted = Set.copyOf(pids);
        ended.keySet().retainAll(wanted);
        if (thread == null) {
            thread = Thread.ofPlatform().daemon().name("kelpie-pane-ends").start(this::run);
        } else if (waiter != null) {
            waiter.wake();
        }
    }

    /// Whether one of them has ended and tmux should have known by now.
    synchronized boolean overdue() {
        long now = System.nanoTime();
        return ended.values().stream().anyMatch(end -> now - end.at() >= MOMENT.toNanos());
    }

    private void run() {
        try (EndWaiter own = EndWaiter.best()) {
            synchronized (this) {
                waiter = own;
            }
            var held = new HashSet<Long>();
            while (follow(own, held)) {
                note(own.await(patience()));
                if (due()) {
                    listener.run();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// False when there is nothing to follow any more.
    private synchronized boolean follow(EndWaiter own, Set<Long> held) {
        if (closed) {
            waiter = null;
            return false;
        }
        var gone = new HashSet<>(held);
        gone.removeAll(wanted);
        gone.forEach(own::remove);
        held.removeAll(gone);
        wanted.stream().filter(held::add).forEach(own::add);
        return true;
    }

    private synchronized void note(Set<Long> over) {
        long now = System.nanoTime();
        over.stream()
                .filter(wanted::contains)
                .forEach(pid -> ended.put(pid, new End(now, now + MOMENT.toNanos())));
    }

    /// Until the next end is to be told.
    private synchronized Duration patience() {
        long now = System.nanoTime();
        return ended.values().stream()
                .map(end -> Duration.ofNanos(end.tell() - now).plusMillis(1))
                .map(left -> left.isNegative() ? Duration.ZERO : left)
                .min(Duration::compareTo)
                .orElse(FOREVER);
    }

    private synchronized boolean due() {
        long now = System.nanoTime();
        boolean due = ended.values().stream().anyMatch(end -> now - end.tell() >= 0);
        ended.replaceAll(
                (_, end) -> now - end.tell() >= 0 ? new End(end.at(), now + AGAIN.toNanos()) : end);
        return due && !closed;
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (waiter != null) {
            waiter.wake();
        }
    }
}
