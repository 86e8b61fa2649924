package dev.kelpie.door;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kelpie.door.cli.Call;
import dev.kelpie.door.cli.Cli;
import dev.kelpie.door.cli.CliVerbs;
import dev.kelpie.engine.Engine;
import dev.kelpie.engine.Kelpie;
import dev.kelpie.engine.Query;
import dev.kelpie.engine.Watch;
import dev.kelpie.model.Activity;
import dev.kelpie.model.AgentId;
import dev.kelpie.model.AgentSpec;
import dev.kelpie.model.Command;
import dev.kelpie.model.Finding;
import dev.kelpie.model.Outcome;
import dev.kelpie.model.PaneRef;
import dev.kelpie.model.Permissions;
import dev.kelpie.model.RequestId;
import dev.kelpie.model.SessionId;
import dev.kelpie.model.Site;
import dev.kelpie.model.Stamped;
import dev.kelpie.model.Workplace;
import dev.kelpie.model.World;
import dev.kelpie.verb.Observed;
import dev.kelpie.verb.Spawn;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A question that is known by the agent's register before its choices are read from the screen.
final class LateWordsTest {
    private static final AgentId ANN = new AgentId("ann");
    private static final SessionId SESSION = new SessionId("sessionann");
    private static final AgentSpec SPEC =
            new AgentSpec(
                    "fake",
                    new Workplace.Directory("/tmp"),
                    Optional.empty(),
                    Permissions.ASK,
                    Optional.empty(),
                    Optional.empty(),
                    Map.of());

    @TempDir Path folder;
    private Engine engine;
    private int ids;

    @BeforeEach
    void ann_asks_something() throws InterruptedException {
        engine = BareEngine.started(folder);
        engine.execute(fresh(), new Spawn(ANN, SESSION, SPEC));
        var site = new Site("/", Optional.empty(), Optional.empty(), List.of());
        var pane = new PaneRef("%0", 1, 2);
        engine.execute(fresh(), new Observed.Started(ANN, SESSION, pane, site, Optional.empty()));
        asks("", List.of());
    }

    @AfterEach
    void end() {
        engine.close();
    }

    @Test
    void who_asks_for_the_choices_gets_them() throws InterruptedException {
        assertThat(says("answer", "ann")).isEqualTo("May I?\n  1  Yes\n  2  No\n");
    }

    @Test
    void who_waits_for_the_question_waits_for_its_choices() throws InterruptedException {
        assertThat(says("wait", "ann", "--until", "waiting", "--json"))
                .contains("\"options\":[\"Yes\",\"No\"]");
    }

    private void asks(String question, List<String> options) {
        var waiting = new Activity.Waiting(Activity.Why.PERMISSION, question, options);
        var finding = new Finding(waiting, Finding.Source.REGISTRY, "test", Instant.now(), "");
        try {
            engine.execute(fresh(), new Observed.Saw(ANN, SESSION, finding));
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts this test", e);
        }
    }

    private RequestId fresh() {
        return new RequestId("request" + ids++);
    }

    /// The choices are read as soon as somebody watches, and not before.
    private String says(String... words) throws InterruptedException {
        var io = new Paper();
        var context =
                new Call.Context(
                        io,
                        Path.of("/"),
                        Map.of(),
                        Late::new,
                        () -> "request" + ids++,
                        Instant::now);
        new Cli(new CliVerbs(CliVerbs.standard()), () -> "").run(List.of(words), context);
        return io.written();
    }

    private final class Late implements Kelpie {
        @Override
        public Outcome execute(RequestId id, Command command) throws InterruptedException {
            return engine.execute(id, command);
        }

        @Override
        public World world() {
            return engine.world();
        }

        @Override
        public Watch watch(long afterSeq, Consumer<Stamped> sink) {
            Watch watch = engine.watch(afterSeq, sink);
            Thread.startVirtualThread(() -> asks("May I?", List.of("Yes", "No")));
            return watch;
        }

        @Override
        public <R> R ask(Query<R> query) throws InterruptedException {
            return engine.ask(query);
        }

        @Override
        public void close() {}
    }
}
