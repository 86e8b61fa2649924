package dev.kelpie;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// One file brings up a herd, each agent in a directory of its own.
class HerdFileIT {
    private static final List<String> NAMES =
            List.of("nox", "metrics", "email", "growth", "trades", "health", "writing", "personal");

    @TempDir Path folder;
    private Built built;
    private Path file;

    @BeforeEach
    void home() throws Exception {
        built = new Built(folder);
        file = built.folder.resolve("panopticon.yaml");
    }

    @AfterEach
    void end() throws Exception {
        built.close();
    }

    @Test
    void eight_agents_come_up_each_for_itself_and_one_that_is_killed_takes_nobody_along()
            throws Exception {
        var yaml = new StringBuilder("# my life\nagents:\n");
        for (String name : NAMES) {
            Files.createDirectories(built.folder.resolve("life/" + name));
            yaml.append("  - name: ").append(name).append('\n');
            yaml.append("    dir: life/").append(name).append('\n');
            yaml.append("    runtime: fake\n    env: {SECRET_").append(name).append(": x}\n");
        }
        Files.writeString(file, yaml);

        built.done("spawn", "--herd", file.toString());

        List<JsonNode> agents = agents();
        assertThat(agents).extracting(a -> a.path("name").asText()).hasSameElementsAs(NAMES);
        for (JsonNode agent : agents) {
            String name = agent.path("name").asText();
            Path process = Path.of("/proc", agent.path("pid").asText());
            assertThat(process.resolve("cwd").toRealPath())
                    .isEqualTo(built.folder.resolve("life/" + name));
            assertThat(Files.readString(process.resolve("environ")).split("\0"))
                    .filteredOn(v -> v.startsWith("SECRET_"))
                    .containsExactly("SECRET_" + name + "=x");
            assertThat(built.folder.resolve("life/" + name + "/CLAUDE.local.md"))
                    .content()
                    .contains("The agent `" + name + "` works");
        }

        built.done("kill", "nox");

        assertThat(agents())
                .filteredOn(a -> !a.path("name").asText().equals("nox"))
                .hasSize(7)
                .allMatch(a -> ProcessHandle.of(a.path("pid").asLong()).isPresent());
        var names = new ArrayList<>(List.of("kill"));
        names.addAll(NAMES.subList(1, 8));
        built.done(names.toArray(String[]::new));
        for (String name : NAMES) {
            Built.until(
                    "the note of " + name + " has gone with it",
                    () -> !Files.exists(built.folder.resolve("life/" + name + "/CLAUDE.local.md")));
        }
    }

    private List<JsonNode> agents() throws Exception {
        var agents = new ArrayList<JsonNode>();
        built.done("ls", "--json").json().path("data").forEach(agents::add);
        return agents;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    - {name: a, dir: x, promt: hi}        | line 2: there is no key 'promt'
                    - {name: a, dir: x, permissions: all} | permissions is ask
                    - {name: ../a, dir: x}                | is no name
                    - {name: a}                           | no dir
                    - {name: a, dir: x, env: {"A B": c}}  | environment variable
                    - {name: a, dir: [1]                  | line
                    """)
    void what_it_does_not_know_is_refused_with_its_line_and_nothing_starts(
            String line, String words) throws Exception {
        Files.createDirectories(built.folder.resolve("x"));
        Files.writeString(file, "agents:\n  " + line + "\n");

        Built.Answer answer = built.kelpie("spawn", "--herd", file.toString());

        assertThat(answer.code()).as(answer.err()).isEqualTo(2);
        assertThat(answer.err()).contains(words);
        assertThat(agents()).isEmpty();
    }
}
