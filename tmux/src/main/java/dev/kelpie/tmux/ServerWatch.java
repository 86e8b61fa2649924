package dev.kelpie.tmux;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// One client blocked on `wait-for`: it returns when a hook of the server signals, and fails when
/// the server goes away. A signal without a waiter is remembered by tmux, so none is lost between
/// two waits.
final class ServerWatch implements AutoCloseable {
    /// At most twenty wake-ups a second, however often an agent rings its bell.
    private static final Duration GAP = Duration.ofMillis(50);

    /// When not even a client can be started, asking at that pace would make it worse.
    private static final Duration TROUBLE = Duration.ofSeconds(1);

    private static final Duration CLOSING = Duration.ofSeconds(2);

    private final TmuxClient client;
    private final LongSupplier livingServer;
    private final Consumer<TmuxNotice> sink;
    private final CountDownLatch closed = new CountDownLatch(1);

    // Guarded by this.
    private long watched;
    private @Nullable Thread thread;
    private @Nullable Process waiting;

    /// @param livingServer the pid of the server that answers now, 0 for none
    ServerWatch(TmuxClient client, LongSupplier livingServer, Consumer<TmuxNotice> sink) {
        this.client = client;
        this.livingServer = livingServer;
        this.sink = sink;
    }

    /// Watches this life of the server, if it does not already.
    synchronized void arm(long serverPid) {
        if (closed.getCount() == 0 || watched == serverPid) {
            return;
        }
        watched = serverPid;
        if (thread == null || !thread.isAlive()) {
            thread = Thread.ofPlatform().daemon().name("kelpie-tmux-watch").start(this::run);
        }
    }

    /// We end the server ourselves: its end is no loss.
    synchronized void disarm() {
        watched = 0;
    }

    private void run() {
        for (long server = next(); server != 0; server = next()) {
            Duration gap = GAP;
            try {
                if (wait(List.of("wait-for", ServerConfig.WAKE))) {
                    tell(new TmuxNotice.Changed());
                } else {
                    answerFailure(server);
                }
            } catch (TmuxException unknown) {
                // No process could be started, or the server is stuck: that is no loss, and the
                // next round asks again. The sampler, which asks the same server, says it aloud.
                gap = TROUBLE;
            }
            pause(gap);
        }
    }

    /// Zero when there is nothing more to watch; then the thread is gone for [#arm] too.
    private synchronized long next() {
        if (watched == 0 || !open()) {
            thread = null;
            return 0;
        }
        return watched;
    }

    private void tell(TmuxNotice notice) {
        if (open()) {
            sink.accept(notice);
        }
    }

    private void answerFailure(long server) {
        if (!open()) {
            return;
        }
        long now = livingServer.getAsLong();
        if (now == server) {
            // Somebody ended our client only. It stays in the server's list of waiters until the
            // next signal and would swallow that one, so we send it ourselves.
            wait(List.of("wait-for", "-S", ServerConfig.WAKE));
            tell(new TmuxNotice.Changed());
        } else if (forget(server, now)) {
            tell(new TmuxNotice.ServerLost(server));
        }
    }

    /// False when the server was disarmed meanwhile: then its end was ours.
    private synchronized boolean forget(long server, long now) {
        if (watched != server) {
            return false;
        }
        watched = now;
        return true;
    }

    private boolean wait(List<String> arguments) {
        Process process = client.start(TmuxClient.Along.NOTHING, arguments);
        synchronized (this) {
            waiting = process;
        }
        try {
            return process.waitFor() == 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            closed.countDown();
            return false;
        } finally {
            process.destroyForcibly();
        }
    }

    private boolean open() {
        return closed.getCount() > 0;
    }

    /// Ends early when the watch is closed.
    private void pause(Duration gap) {
        try {
            if (closed.await(gap.toMillis(), TimeUnit.MILLISECONDS)) {
                disarm();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            closed.countDown();
        }
    }

    /// Ends the waiting client by a signal of the channel, so that the server keeps no dead waiter.
    @Override
    public void close() {
        closed.countDown();
        Thread watching;
        Process process;
        synchronized (this) {
            watching = thread;
            process = waiting;
        }
        if (watching == null || !watching.isAlive() || watching == Thread.currentThread()) {
            return;
        }
        client.call("wait-for", "-S", ServerConfig.WAKE);
        try {
            if (!watching.join(CLOSING) && process != null) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
