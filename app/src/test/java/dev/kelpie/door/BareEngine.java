package dev.kelpie.door;

import dev.kelpie.engine.Engine;
import dev.kelpie.engine.Lookup;
import dev.kelpie.engine.Query;
import dev.kelpie.model.World;
import dev.kelpie.store.SqliteStore;
import java.nio.file.Path;
import java.time.Clock;

/// An engine whose hands do nothing.
final class BareEngine {
    private BareEngine() {}

    static Engine started(Path folder) {
        return new Engine(
                        SqliteStore.open(folder.resolve("kelpie.db")),
                        Clock.systemUTC(),
                        _ -> _ -> {},
                        BareEngine::lookup)
                .start();
    }

    private static Lookup lookup(Engine engine) {
        return new Lookup() {
            @Override
            @SuppressWarnings("unchecked")
            public <R> R answer(Query<R> query, World world) throws InterruptedException {
                return (R)
                        switch (query) {
                            case Query.History(long after, int limit) -> engine.page(after, limit);
                            case Query.Screen _, Query.Diff _ -> query.getClass().getSimpleName();
                            case Query.Runtimes _ -> KelpieContract.OFFERS;
                            case Query.Transcript _,
                                    Query.Explain _,
                                    Query.Losses _,
                                    Query.Objections _,
                                    Query.ResumeObjections _,
                                    Query.AttachCommand _,
                                    Query.Doctor _,
                                    Query.Strangers _ ->
                                    KelpieContract.name(query);
                        };
            }
        };
    }
}
