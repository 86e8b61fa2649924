package dev.kelpie.hands;

import dev.kelpie.model.AgentId;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/// One lane per agent: what is to be done with one agent is done in order, different agents side by
/// side, each on a virtual thread.
final class Lanes implements AutoCloseable {
    /// What stops a lane's work for good is a bug: it is handed on.
    interface Work {
        void run() throws InterruptedException;
    }

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<AgentId, ArrayDeque<Work>> lanes = new HashMap<>();
    private final Thread.UncaughtExceptionHandler bugs;
    private boolean closed;

    Lanes(Thread.UncaughtExceptionHandler bugs) {
        this.bugs = bugs;
    }

    /// Takes the work on; once closed it takes none, because the next start finds it in the log.
    synchronized void put(AgentId agent, Work work) {
        ArrayDeque<Work> lane = lanes.get(agent);
        if (lane != null) {
            lane.addLast(work);
            return;
        }
        if (closed) {
            return;
        }
        lane = new ArrayDeque<>();
        lane.addLast(work);
        lanes.put(agent, lane);
        threads.execute(() -> drive(agent));
    }

    private void drive(AgentId agent) {
        try {
            Work work = next(agent);
            while (work != null) {
                work.run();
                work = next(agent);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error e) {
            forget(agent);
            bugs.uncaughtException(Thread.currentThread(), e);
        }
    }

    private synchronized @org.jspecify.annotations.Nullable Work next(AgentId agent) {
        ArrayDeque<Work> lane = lanes.get(agent);
        Work work = lane == null ? null : lane.pollFirst();
        if (work == null) {
            lanes.remove(agent);
        }
        return work;
    }

    private synchronized void forget(AgentId agent) {
        lanes.remove(agent);
    }

    private synchronized void takeNoMore() {
        closed = true;
        threads.shutdown();
    }

    /// Lets what is under way come to its end, for a while: a clean-up cut off would leave a pane
    /// behind.
    @Override
    public void close() {
        takeNoMore();
        try {
            if (threads.awaitTermination(5, TimeUnit.SECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        threads.shutdownNow();
        try {
            threads.awaitTermination(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
