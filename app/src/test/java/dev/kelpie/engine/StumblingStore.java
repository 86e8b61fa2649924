package dev.kelpie.engine;

import dev.kelpie.model.Outcome;
import dev.kelpie.model.RequestId;
import dev.kelpie.model.Stamped;
import dev.kelpie.model.World;
import dev.kelpie.store.Store;
import dev.kelpie.store.StoreException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/// A store of which now and then a write fails: before it is done, or after.
final class StumblingStore implements Store {
    private static final int ONE_IN = 12;

    private final Store store;
    private final Random random;
    private boolean steady;

    StumblingStore(Store store, Random random) {
        this.store = store;
        this.random = random;
    }

    /// From now on no write fails.
    void steady() {
        steady = true;
    }

    @Override
    public World load() {
        return store.load();
    }

    @Override
    public List<Stamped> append(List<Batch> batches, Instant at) {
        boolean fails = !steady && random.nextInt(ONE_IN) == 0;
        if (fails && random.nextBoolean()) {
            throw new StoreException("the disk is full");
        }
        List<Stamped> stamped = store.append(batches, at);
        if (fails) {
            throw new StoreException("the disk did not answer");
        }
        return stamped;
    }

    @Override
    public Optional<Outcome> outcome(RequestId request) {
        return store.outcome(request);
    }

    @Override
    public List<Stamped> after(long seq, int limit) {
        return store.after(seq, limit);
    }

    @Override
    public void close() {
        store.close();
    }
}
