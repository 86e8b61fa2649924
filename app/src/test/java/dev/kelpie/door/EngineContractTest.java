package dev.kelpie.door;

import dev.kelpie.engine.Engine;
import dev.kelpie.engine.Kelpie;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/// The contract, in the engine's own process.
final class EngineContractTest implements KelpieContract {
    @TempDir Path folder;
    private Engine engine;

    @BeforeEach
    void start() {
        engine = BareEngine.started(folder);
    }

    @AfterEach
    void end() {
        engine.close();
    }

    @Override
    public Kelpie kelpie() {
        return engine;
    }
}
