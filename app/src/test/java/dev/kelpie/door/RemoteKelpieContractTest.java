package dev.kelpie.door;

import dev.kelpie.engine.Engine;
import dev.kelpie.engine.Kelpie;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/// The contract, through the door.
final class RemoteKelpieContractTest implements KelpieContract {
    @TempDir Path folder;
    private Engine engine;
    private HttpDoor door;
    private RemoteKelpie kelpie;

    @BeforeEach
    void start() throws IOException {
        engine = BareEngine.started(folder);
        door = new HttpDoor(engine, new Tokens("secret"), (_, _, _) -> {});
        kelpie = new RemoteKelpie(door.start(), "secret");
    }

    @AfterEach
    void end() {
        kelpie.close();
        door.close();
        engine.close();
    }

    @Override
    public Kelpie kelpie() {
        return kelpie;
    }
}
