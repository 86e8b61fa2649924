package dev.kelpie.tui.term;

import dev.kelpie.tui.Msg;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// The one thread that reads the tty. It can be told to stand aside and says when it has, so that
/// nothing of ours sits in a read while somebody else owns the terminal.
final class Keyboard implements AutoCloseable {
    /// A tty that is raw as `Stty` makes it lets go of a read within a tenth of a second.
    private static final Duration PARK_LIMIT = Duration.ofSeconds(3);

    /// Empty reads that come back at once mean that the other end is gone.
    private static final int EMPTY_MAX = 20;

    private static final long AT_ONCE_NANOS = 5_000_000;

    private final InputStream tty;
    private final Supplier<TtyWatch> opener;
    private final Consumer<Msg> sink;
    private final KeyDecoder decoder;
    private final Thread thread;
    private final Semaphore parked = new Semaphore(0);
    private final Semaphore go = new Semaphore(0);
    private volatile TtyWatch watch = new TtyWatch.Never();
    private volatile boolean wantPark;
    private volatile boolean closed;

    /// @param opener makes the watch on the same tty, in our thread because that takes its time
    Keyboard(InputStream tty, Supplier<TtyWatch> opener, Consumer<Msg> sink) {
        this.tty = tty;
        this.opener = opener;
        this.sink = sink;
        decoder = new KeyDecoder(sink);
        thread = Thread.ofPlatform().daemon().name("kelpie-keys").unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    /// Returns once no read of ours is under way.
    void park() throws InterruptedException {
        wantPark = true;
        watch.wake();
        if (!parked.tryAcquire(PARK_LIMIT.toMillis(), TimeUnit.MILLISECONDS) && thread.isAlive()) {
            throw new IllegalStateException("the keyboard thread does not let go of the tty");
        }
    }

    void resume() {
        wantPark = false;
        go.release();
    }

    @Override
    public void close() {
        closed = true;
        watch.wake();
        go.release();
    }

    private void run() {
        var bytes = new byte[4096];
        int empty = 0;
        try (TtyWatch own = opener.get()) {
            watch = own;
            while (!closed) {
                if (wantPark) {
                    parked.release();
                    go.acquire();
                    continue;
                }
                if (decoder.resting() && empty == 0) {
                    own.await();
                    if (wantPark || closed) {
                        continue;
                    }
                }
                long before = System.nanoTime();
                int count = tty.read(bytes);
                if (count > 0) {
                    empty = 0;
                    decoder.feed(bytes, count);
                    continue;
                }
                decoder.idle();
                empty = System.nanoTime() - before < AT_ONCE_NANOS ? empty + 1 : 0;
                if (empty >= EMPTY_MAX) {
                    sink.accept(new Msg.HungUp());
                    return;
                }
            }
        } catch (IOException e) {
            // The only thing that fails here is a terminal that went away.
            sink.accept(new Msg.HungUp());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
