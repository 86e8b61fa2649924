package dev.kelpie;

import dev.kelpie.engine.Kelpie;
import dev.kelpie.engine.Query;
import dev.kelpie.engine.Watch;
import dev.kelpie.home.Home;
import dev.kelpie.home.HomeException;
import dev.kelpie.model.Command;
import dev.kelpie.model.Outcome;
import dev.kelpie.model.RequestId;
import dev.kelpie.model.Stamped;
import dev.kelpie.model.World;
import dev.kelpie.store.SqliteStore;
import dev.kelpie.store.StoreException;
import java.nio.file.Files;
import java.util.function.Consumer;

/// The world as it is on disk, for those who only want to look while no engine runs.
final class OfflineKelpie implements Kelpie {
    private final World world;

    OfflineKelpie(Home home) {
        if (Files.exists(home.root()) && !Files.isExecutable(home.root())) {
            throw new HomeException(
                    home.root() + " is not yours to look into; give KELPIE_HOME one that is");
        }
        if (!Files.exists(home.database())) {
            this.world = World.EMPTY;
            return;
        }
        try (var store = SqliteStore.open(home.database())) {
            this.world = store.load();
        }
    }

    @Override
    public World world() {
        return world;
    }

    @Override
    public Outcome execute(RequestId id, Command command) {
        throw noEngine();
    }

    @Override
    public Watch watch(long afterSeq, Consumer<Stamped> sink) {
        throw noEngine();
    }

    @Override
    public <R> R ask(Query<R> query) {
        throw noEngine();
    }

    private static StoreException noEngine() {
        return new StoreException("no engine runs; `kelpie daemon` starts one");
    }

    @Override
    public void close() {}
}
