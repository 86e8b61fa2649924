package dev.kelpie;

import dev.kelpie.door.RemoteKelpie;
import dev.kelpie.engine.Kelpie;
import dev.kelpie.engine.Query;
import dev.kelpie.engine.Watch;
import dev.kelpie.model.Command;
import dev.kelpie.model.Outcome;
import dev.kelpie.model.RequestId;
import dev.kelpie.model.Stamped;
import dev.kelpie.model.World;
import dev.kelpie.store.StoreException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/// A home's engine over its restarts, for a door that stays open longer than one engine lives. Who
/// only looks finds the engine again, and starts one in place of one that crashed; an engine that
/// was asked to end stays ended until somebody asks for something.
final class LastingKelpie implements Kelpie {
    private interface Call<R> {
        R of(RemoteKelpie kelpie) throws InterruptedException;
    }

    private final Connection connection;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile RemoteKelpie now;

    LastingKelpie(Connection connection) throws InterruptedException {
        this.connection = connection;
        this.now = connection.reach();
    }

    /// The caller's id makes a repeated command safe: it is decided once.
    @Override
    public Outcome execute(RequestId id, Command command) throws InterruptedException {
        return call(kelpie -> kelpie.execute(id, command));
    }

    @Override
    public <R> R ask(Query<R> query) throws InterruptedException {
        return call(kelpie -> kelpie.ask(query));
    }

    @Override
    public World world() {
        return found().world();
    }

    @Override
    public Watch watch(long afterSeq, Consumer<Stamped> sink) {
        return found().watch(afterSeq, sink);
    }

    @Override
    public void close() {
        now.close();
    }

    private <R> R call(Call<R> call) throws InterruptedException {
        var used = now;
        try {
            return call.of(used);
        } catch (StoreException e) {
            if (used.answers()) {
                throw e;
            }
            return call.of(another(used, true));
        }
    }

    private RemoteKelpie found() {
        var used = now;
        try {
            return used.answers() ? used : another(used, connection.door().isPresent());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreException("interrupted while looking for the engine", e);
        }
    }

    private RemoteKelpie another(RemoteKelpie gone, boolean start) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            if (now == gone) {
                now =
                        start
                                ? connection.reach()
                                : connection
                                        .find()
                                        .orElseThrow(() ->
                                                new StoreException(
                                                        "it was asked to end, and starts"
                                                                + " with the next"
                                                                + " command"));
                gone.close();
            }
            return now;
        } finally {
            lock.unlock();
        }
    }
}
