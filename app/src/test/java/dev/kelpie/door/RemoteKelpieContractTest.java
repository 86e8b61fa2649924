package dev.kelpie.door;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kelpie.engine.Engine;
import dev.kelpie.engine.Kelpie;
import dev.kelpie.engine.Query;
import dev.kelpie.model.AgentId;
import dev.kelpie.model.AgentSpec;
import dev.kelpie.model.Event;
import dev.kelpie.model.Permissions;
import dev.kelpie.model.RequestId;
import dev.kelpie.model.SessionId;
import dev.kelpie.model.Stamped;
import dev.kelpie.model.Workplace;
import dev.kelpie.verb.Spawn;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
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
        door = new HttpDoor(engine, new Tokens("secret"), (_, _, _) -> {}, String::valueOf);
        kelpie = new RemoteKelpie(door.start(), "secret");
    }

    @AfterEach
    void end() {
        kelpie.close();
        door.close();
        engine.close();
    }

    @Test
    void values_of_an_environment_go_in_and_never_come_out() throws Exception {
        var ann = new AgentId("ann");
        var spec =
                new AgentSpec(
                        "fake",
                        new Workplace.Directory("/tmp"),
                        Optional.empty(),
                        Permissions.ASK,
                        Optional.empty(),
                        Optional.empty(),
                        Map.of("TOK", "hush"));
        kelpie.execute(new RequestId("request1"), new Spawn(ann, new SessionId("session1"), spec));
        var told = new LinkedBlockingQueue<Stamped>();
        try (var _ = kelpie.watch(0, told::add)) {
            assertThat(told.poll(10, TimeUnit.SECONDS))
                    .satisfies(e -> assertThat(environment(e)).isEqualTo(Map.of("TOK", "***")));
        }
        assertThat(kelpie.ask(new Query.History(0, 10)))
                .singleElement()
                .satisfies(e -> assertThat(environment(e)).isEqualTo(Map.of("TOK", "***")));
        assertThat(kelpie.world().toString()).contains("TOK=***").doesNotContain("hush");
        assertThat(engine.world().agent(ann).orElseThrow().spec()).isEqualTo(spec);
    }

    private static Map<String, String> environment(Stamped stamped) {
        return ((Event.SessionRequested) stamped.event()).spec().environment();
    }

    @Override
    public Kelpie kelpie() {
        return kelpie;
    }
}
