package dev.kelpie.tui;

import dev.kelpie.engine.Kelpie;
import dev.kelpie.engine.Query;
import dev.kelpie.model.Stamped;
import dev.kelpie.model.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/// What happens in the world, kept at hand. It is watched on a thread of its own, which says when
/// the engine is lost and comes back to it by itself, so that the screen never waits for one.
final class News implements AutoCloseable {
    /// An engine that was killed serves again within two seconds.
    private static final Duration PAUSE = Duration.ofMillis(500);

    private static final int HISTORY_MAX = 300;

    private final Kelpie kelpie;
    private final Consumer<Msg> post;
    private final ConcurrentLinkedQueue<Stamped> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean told = new AtomicBoolean();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread;
    private volatile World world;
    private boolean lost;
    private boolean begun;

    News(Kelpie kelpie, World world, Consumer<Msg> post) {
        this.kelpie = kelpie;
        this.world = world;
        this.post = post;
        thread = Thread.ofVirtual().name("kelpie-news").start(this::run);
    }

    /// What happened since the last time. It is signalled once and fetched when its turn comes, so
    /// that a flood costs one message.
    Msg.WorldChanged take() {
        told.set(false);
        var events = new ArrayList<Stamped>();
        for (var event = waiting.poll(); event != null; event = waiting.poll()) {
            events.add(event);
        }
        return new Msg.WorldChanged(world, events);
    }

    @Override
    public void close() {
        closed.countDown();
        thread.interrupt();
    }

    private void run() {
        try {
            while (closed.getCount() > 0) {
                listen();
                closed.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Until the engine is gone.
    private void listen() throws InterruptedException {
        try {
            if (!begun) {
                long from = Math.max(0, world.seq() - HISTORY_MAX);
                var history = kelpie.ask(new Query.History(from, HISTORY_MAX));
                history.forEach(this::note);
                if (!history.isEmpty()) {
                    signal(); // all of it is one piece of news
                }
                begun = true;
            }
            long seen = world.seq();
            if (lost) {
                world = kelpie.world();
            }
            try (var watch = kelpie.watch(seen, this::happened)) {
                found();
                watch.await();
            }
            gone("the engine has ended");
        } catch (RuntimeException e) {
            switch (Asks.problem(e)) {
                case Msg.Failed(var text) -> gone(text);
                case Msg problem -> post.accept(problem);
            }
        }
    }

    private void happened(Stamped event) {
        note(event);
        signal();
    }

    private void note(Stamped event) {
        var now = world;
        if (event.seq() > now.seq()) {
            world = now.after(event);
        }
        waiting.add(event);
    }

    private void signal() {
        if (told.compareAndSet(false, true)) {
            post.accept(new Msg.WorldChanged(World.EMPTY, List.of()));
        }
    }

    private void found() {
        if (lost) {
            lost = false;
            post.accept(new Msg.EngineBack());
            signal();
        }
    }

    private void gone(String why) {
        if (!lost && closed.getCount() > 0) {
            lost = true;
            post.accept(new Msg.EngineLost(why));
        }
    }
}
