package dev.kelpie.door;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kelpie.door.cli.Call;
import dev.kelpie.door.cli.Cli;
import dev.kelpie.door.cli.CliVerb;
import dev.kelpie.door.cli.CliVerbs;
import dev.kelpie.door.cli.Io;
import dev.kelpie.engine.Engine;
import dev.kelpie.engine.Lookup;
import dev.kelpie.engine.Query;
import dev.kelpie.home.Home;
import dev.kelpie.model.World;
import dev.kelpie.store.SqliteStore;
import dev.kelpie.store.StoreException;
import dev.kelpie.verb.ExitCode;
import dev.kelpie.verb.Verb;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A bug in what the engine does for somebody ends neither the engine nor the answer.
final class BugsTest {
    @TempDir Path folder;
    private final List<Throwable> written = new ArrayList<>();
    private Engine engine;
    private HttpDoor door;
    private int port;

    @BeforeEach
    void start() throws IOException {
        engine =
                new Engine(
                                SqliteStore.open(folder.resolve("kelpie.db")),
                                Clock.systemUTC(),
                                _ -> _ -> {},
                                _ -> new Buggy())
                        .start();
        Bugs bugs =
                bug -> {
                    written.add(bug);
                    return "a bug\nreport it with FILE";
                };
        var cli = new Cli(new CliVerbs(List.of(new Stumble())), () -> "");
        var home = Home.of(Map.of("KELPIE_HOME", folder.toString()));
        var line = new CliDoor(() -> cli, engine, home, Clock.systemUTC(), bugs);
        door = new HttpDoor(engine, new Tokens("person"), line, bugs);
        port = door.start();
    }

    @AfterEach
    void end() {
        door.close();
        engine.close();
    }

    @Test
    void a_verbs_is_told_to_its_end() {
        var paper = new Paper();
        assertThat(run(paper, "stumble")).isEqualTo(new CliClient.Answer.Ended(70));
        assertThat(paper.complaints()).isEqualTo("kelpie: a bug\nkelpie: report it with FILE\n");
        assertThat(paper.written()).isEqualTo("begun\n");
        assertThat(written).hasSize(1).first().isInstanceOf(AssertionError.class);
    }

    @Test
    void a_verbs_is_an_object_where_json_is_wanted() throws IOException {
        var paper = new Paper();
        assertThat(run(paper, "stumble", "--json")).isEqualTo(new CliClient.Answer.Ended(70));
        String last = paper.written().lines().reduce((_, line) -> line).orElseThrow();
        JsonNode object = new ObjectMapper().readTree(last);
        assertThat(object.at("/error/reason").asText()).isEqualTo("bug");
        assertThat(object.at("/error/detail").asText()).contains("report it with FILE");
    }

    @Test
    void a_lookups_is_told_as_one_and_the_door_stays_open() {
        try (var kelpie = new RemoteKelpie(port, "person")) {
            assertThatThrownBy(() -> kelpie.ask(new Query.Doctor()))
                    .isInstanceOf(StoreException.class)
                    .hasMessage("a bug\nreport it with FILE");
            assertThat(written).hasSize(1).first().isInstanceOf(IllegalStateException.class);
            assertThat(kelpie.world().seq()).isZero();
        }
    }

    private CliClient.Answer run(Io io, String... words) {
        return CliClient.run(port, "person", new CliRequest("/", Map.of(), List.of(words)), io);
    }

    private record Stumble() implements CliVerb {
        @Override
        public Verb verb() {
            return new Verb(
                    "stumble",
                    "have a bug",
                    List.of(),
                    "kelpie stumble",
                    List.of(),
                    Verb.Need.NOTHING,
                    false);
        }

        @Override
        public ExitCode run(Call call) {
            call.io().out("begun\n");
            throw new AssertionError("which nobody expects");
        }
    }

    private record Buggy() implements Lookup {
        @Override
        public <R> R answer(Query<R> query, World world) {
            throw new IllegalStateException("which nobody expects");
        }
    }
}
