package dev.kelpie.hands;

import dev.kelpie.engine.Kelpie;
import dev.kelpie.model.RequestId;
import dev.kelpie.store.StoreException;
import dev.kelpie.verb.Observed;
import java.time.Duration;
import java.util.UUID;
import java.util.function.Supplier;

/// Tells the engine what hands saw. A fact that can't be written down now (a full disk) is told
/// again until it can, under the same id; only the engine's own end ends that.
final class Reporter {
    private static final Duration AGAIN = Duration.ofSeconds(1);

    private final Supplier<Kelpie> engine;
    private final Pause pause;

    Reporter(Supplier<Kelpie> engine, Pause pause) {
        this.engine = engine;
        this.pause = pause;
    }

    void report(Observed fact) throws InterruptedException {
        var id = new RequestId(UUID.randomUUID().toString());
        while (!told(id, fact)) {
            pause.await(AGAIN);
        }
    }

    private boolean told(RequestId id, Observed fact) throws InterruptedException {
        try {
            engine.get().execute(id, fact);
            return true;
        } catch (StoreException e) {
            return pause.over();
        }
    }
}
