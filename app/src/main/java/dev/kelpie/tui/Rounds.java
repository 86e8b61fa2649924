package dev.kelpie.tui;

import dev.kelpie.engine.Kelpie;
import dev.kelpie.engine.Query;
import dev.kelpie.engine.Stranger;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// Looks for agents in the person's own tmux servers as long as the screen is open, and tells when
/// something of them has changed.
final class Rounds implements AutoCloseable {
    /// Nobody tells when one is started by hand; within this time it is seen.
    private static final Duration GAP = Duration.ofSeconds(4);

    private final Kelpie kelpie;
    private final Consumer<Msg> post;
    private final Semaphore wake = new Semaphore(0);
    private final Thread thread;

    Rounds(Kelpie kelpie, Consumer<Msg> post) {
        this.kelpie = kelpie;
        this.post = post;
        thread = Thread.ofVirtual().name("kelpie-rounds").start(this::run);
    }

    /// Looks at once: something was done there.
    void now() {
        wake.release();
    }

    @Override
    public void close() {
        thread.interrupt();
    }

    private void run() {
        var last = List.<Stranger>of();
        try {
            while (true) {
                var now = look(last);
                if (!now.equals(last)) {
                    post.accept(new Msg.Around(now));
                    last = now;
                }
                if (wake.tryAcquire(GAP.toMillis(), TimeUnit.MILLISECONDS)) {
                    wake.drainPermits();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// An engine that does not answer is told of elsewhere, and servers that don't are the person's
    /// own.
    private List<Stranger> look(List<Stranger> before) throws InterruptedException {
        try {
            return kelpie.ask(new Query.Strangers());
        } catch (RuntimeException e) {
            var problem = Asks.problem(e);
            if (problem instanceof Msg.Crashed) {
                post.accept(problem);
            }
            return before;
        }
    }
}
