package dev.kelpie.engine;

import dev.kelpie.model.Stamped;
import dev.kelpie.model.World;
import dev.kelpie.store.StoreException;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/// The newest world, and the newest events for those who watch. Every watcher goes at its own pace
/// on its own virtual thread: it takes from the recent events, and from the store what is older, so
/// a slow one holds up nobody and misses nothing.
final class Publication {
    /// Enough for a watcher that is minutes behind a busy herd; the store has the rest.
    private static final int RECENT_MAX = 4096;

    private static final int PAGE_MAX = 500;

    /// Reads older events.
    interface Pages {
        List<Stamped> page(long afterSeq, int limit) throws InterruptedException;
    }

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final ArrayDeque<Stamped> recent = new ArrayDeque<>();
    private volatile World world;
    private long oldest;
    private boolean closed;

    Publication(World world) {
        this.world = world;
        this.oldest = world.seq();
    }

    World world() {
        return world;
    }

    void publish(World next, List<Stamped> events) {
        lock.lock();
        try {
            world = next;
            for (Stamped event : events) {
                recent.addLast(event);
                if (recent.size() > RECENT_MAX) {
                    oldest = recent.removeFirst().seq();
                }
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    Watch watch(long afterSeq, Consumer<Stamped> sink, Pages pages) {
        var watcher = new Watcher(afterSeq, sink, pages);
        watcher.thread = Thread.ofVirtual().name("kelpie-watch").start(watcher);
        return watcher;
    }

    /// Some more of the log; at the end there is no more.
    private record Chunk(List<Stamped> events, long upTo, boolean end) {}

    /// The next events after the number; waits until there are some. A page may be empty where a
    /// later event stands for those before it.
    private Chunk next(long after, Pages pages) throws InterruptedException {
        long older;
        lock.lock();
        try {
            while (!closed && world.seq() <= after) {
                changed.await();
            }
            if (closed) {
                return new Chunk(List.of(), after, true);
            }
            if (after >= oldest) {
                List<Stamped> events = recent.stream().filter(e -> e.seq() > after).toList();
                return new Chunk(events, world.seq(), false);
            }
            older = oldest;
        } finally {
            lock.unlock();
        }
        List<Stamped> page = pages.page(after, PAGE_MAX);
        boolean whole = page.size() < PAGE_MAX;
        long upTo = whole ? older : page.getLast().seq();
        return new Chunk(
                page, Math.max(upTo, page.isEmpty() ? after : page.getLast().seq()), false);
    }

    private final class Watcher implements Watch, Runnable {
        private final Consumer<Stamped> sink;
        private final Pages pages;
        private volatile Thread thread = Thread.currentThread();
        private volatile boolean open = true;
        private long seen;

        Watcher(long afterSeq, Consumer<Stamped> sink, Pages pages) {
            this.seen = afterSeq;
            this.sink = sink;
            this.pages = pages;
        }

        @Override
        public void run() {
            try {
                while (open) {
                    Chunk chunk = next(seen, pages);
                    if (chunk.end()) {
                        return;
                    }
                    for (Stamped event : chunk.events()) {
                        if (open) {
                            sink.accept(event);
                        }
                    }
                    seen = chunk.upTo();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (StoreException _) {
                // The engine ended, or the store can't be read: the watch is over, as open() says.
                open = false;
            } finally {
                open = false;
            }
        }

        @Override
        public boolean open() {
            return open;
        }

        @Override
        public void await() throws InterruptedException {
            thread.join();
        }

        @Override
        public void close() {
            open = false;
            thread.interrupt();
        }
    }
}
