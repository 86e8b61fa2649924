package dev.kelpie.tui;

import dev.kelpie.engine.Kelpie;
import dev.kelpie.engine.Query;
import dev.kelpie.engine.Watch;
import dev.kelpie.model.Command;
import dev.kelpie.model.Outcome;
import dev.kelpie.model.RequestId;
import dev.kelpie.model.Stamped;
import dev.kelpie.model.World;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// An engine that answers nothing until it is let go, except what the world was at the start.
final class HeldKelpie implements Kelpie {
    final CountDownLatch go = new CountDownLatch(1);
    private final FakeKelpie then;
    private final CountDownLatch first = new CountDownLatch(1);

    HeldKelpie(World world) {
        then = new FakeKelpie(world);
    }

    @Override
    public Outcome execute(RequestId id, Command command) throws InterruptedException {
        held();
        return then.execute(id, command);
    }

    @Override
    public World world() {
        if (first.getCount() > 0) {
            first.countDown();
            return then.world();
        }
        heldThroughout();
        return then.world();
    }

    @Override
    public Watch watch(long afterSeq, Consumer<Stamped> sink) {
        heldThroughout();
        return then.watch(afterSeq, sink);
    }

    @Override
    public <R> R ask(Query<R> query) throws InterruptedException {
        held();
        return then.ask(query);
    }

    @Override
    public void close() {}

    private void held() throws InterruptedException {
        if (!go.await(60, TimeUnit.SECONDS)) {
            throw new AssertionError("nobody let the engine go");
        }
    }

    private void heldThroughout() {
        try {
            held();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
