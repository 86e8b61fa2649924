package dev.kelpie;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kelpie.door.cli.CliVerb;
import dev.kelpie.hands.runtime.AgentRuntime;
import dev.kelpie.hands.runtime.Descriptor;
import dev.kelpie.hands.runtime.Runtimes;
import dev.kelpie.model.Permissions;
import dev.kelpie.verb.ExitCode;
import dev.kelpie.verb.Param;
import dev.kelpie.verb.Verb;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// The documentation says what the tables say: each page here is made from one. With
/// `-Ddocs.update` the pages are written anew.
class DocsTest {
    private static final Path DOCS = Path.of("..", "docs");

    @Test
    void verbs() throws IOException {
        var page = page("Verbs", "`kelpie VERB --help` prints the same.");
        page.append(
                "`kelpie` alone opens the screen. Every verb takes `--json` and `--help`, answers on"
                        + " standard output and talks on standard error; how it ends is in"
                        + " [exit-codes.md](exit-codes.md).\n\n");
        for (CliVerb each : Said.verbs().all()) {
            verb(page, each.verb());
        }
        same("verbs.md", page);
    }

    private static void verb(StringBuilder page, Verb verb) {
        page.append("## kelpie ").append(verb.name()).append("\n\n");
        page.append(sentence(verb.summary())).append('\n');
        verb.detail().forEach(d -> page.append(d).append('\n'));
        page.append("\n    ").append(verb.example()).append("\n\n");
        if (!verb.params().isEmpty()) {
            page.append("| | |\n|---|---|\n");
            for (Param param : verb.params()) {
                page.append("| `")
                        .append(String.join("`, `", param.names()))
                        .append(param.name().startsWith("-") ? value(param) : "")
                        .append("` | ")
                        .append(cell(param.help()))
                        .append(" |\n");
            }
            page.append('\n');
        }
        page.append(
                switch (verb.need()) {
                    case ENGINE -> "Starts the engine if none runs.";
                    case WORLD -> "Answers from the disk if no engine runs.";
                    case NOTHING -> "Needs no engine.";
                });
        page.append(verb.agentsMay() ? " Agents may use it.\n\n" : "\n\n");
    }

    private static String value(Param param) {
        return param.label().isEmpty() ? "" : " " + param.label();
    }

    @Test
    void json() throws IOException {
        var page = page("JSON", "What `--json` answers: one object, on one line.");
        page.append(
                "`{\"schema_version\": 1, \"verb\": …, \"data\": …}` when it was done, and"
                        + " `{\"schema_version\": 1, \"verb\": …, \"error\": {\"reason\": …,"
                        + " \"detail\": …}}` when not; the [exit code](exit-codes.md) says why."
                        + " Fields are only ever added; `schema_version` grows when that can't be"
                        + " kept. The schemas are JSON Schema 2020-12, and the tests hold every"
                        + " answer against them.\n\n");
        page.append("| verb | `data` |\n|---|---|\n");
        for (CliVerb each : Said.verbs().all()) {
            String name = each.verb().name();
            page.append("| [").append(name).append("](schema/").append(name).append(".json) | ");
            page.append(cell(Schemas.text(Schemas.of(name), "description"))).append(" |\n");
        }
        for (String part : Schemas.PARTS) {
            part(page, part);
        }
        same("json.md", page);
    }

    private static void part(StringBuilder page, String part) throws IOException {
        JsonNode schema = Schemas.of("parts/" + part);
        page.append("\n## ").append(Schemas.text(schema, "title")).append("\n\n");
        page.append(Schemas.text(schema, "description"));
        page.append(" [Schema](schema/parts/").append(part).append(".json).\n\n");
        page.append("| field | |\n|---|---|\n");
        for (var field : schema.path("properties").properties()) {
            page.append("| `").append(field.getKey()).append("` | ");
            page.append(cell(Schemas.text(field.getValue(), "description"))).append(" |\n");
        }
    }

    @Test
    void exit_codes() throws IOException {
        var page = page("Exit codes", "Scripts may rely on them.");
        page.append("| code | meaning |\n|---|---|\n");
        for (ExitCode code : ExitCode.values()) {
            page.append("| ")
                    .append(code.code())
                    .append(" | ")
                    .append(code.meaning())
                    .append(" |\n");
        }
        same("exit-codes.md", page);
    }

    @Test
    void config() throws IOException {
        var page =
                page(
                        "Settings",
                        "`kelpie config` shows them as they are, and where they are read from.");
        page.append(
                "`$XDG_CONFIG_HOME/kelpie/config.toml`, else `~/.config/kelpie/config.toml`: lines"
                        + " of `name = value` in TOML. All may be left out. An unknown name or a"
                        + " wrong value is refused with its line.\n\n");
        page.append("| setting | default | |\n|---|---|---|\n");
        for (Setting setting : Setting.ALL) {
            page.append("| `")
                    .append(setting.name())
                    .append("` | `")
                    .append(setting.value().apply(Config.DEFAULT))
                    .append("` | ")
                    .append(cell(setting.help()))
                    .append(" |\n");
        }
        same("config.md", page);
    }

    @Test
    void runtimes() throws IOException {
        var page =
                page(
                        "Runtimes",
                        "`kelpie doctor` tells which of them are installed here, and what it sees"
                                + " of each.");
        page.append(
                "A runtime is a file. One of your own, `NAME.toml` in `runtimes/` beside"
                        + " `config.toml`, adds a runtime, or lies over ours of the same name; an engine that runs"
                        + " sees it at once. One that is not as it should be turns off its own"
                        + " runtime and no other: `kelpie doctor` and `kelpie spawn` name the file,"
                        + " the line and the key.\n\n");
        var nowhere = Path.of("/nowhere");
        for (AgentRuntime each :
                new Runtimes(nowhere, nowhere, Map.of("PATH", ""), Map.of()).all()) {
            runtime(page, each.descriptor());
        }
        same("runtimes.md", page);
    }

    private static void runtime(StringBuilder page, Descriptor runtime) {
        page.append("## ").append(runtime.name()).append("\n\n");
        page.append(runtime.title()).append(". Its command: ");
        page.append(
                runtime.command().candidates().stream()
                        .map(words -> "`" + String.join(" ", words) + "`")
                        .collect(Collectors.joining(", else ")));
        page.append(". Not there? ").append(install(runtime.command().install())).append("\n\n");
        page.append("| | |\n|---|---|\n");
        row(page, "tested versions", versions(runtime.command()));
        row(page, "screens on file", runtime.fixture().name().toLowerCase(Locale.ROOT));
        row(page, "permissions", permissions(runtime));
        row(page, "model", flag(runtime.flags().model()));
        row(page, "resume", flag(runtime.flags().resume()));
        row(page, "hooks", String.join(", ", runtime.hooks().events()));
        row(
                page,
                "register of sessions",
                runtime.files().registry().name().toLowerCase(Locale.ROOT));
        row(page, "transcript", runtime.files().transcript().name().toLowerCase(Locale.ROOT));
        page.append('\n');
        runtime.supports().forEach(note -> page.append("- ").append(note).append('\n'));
        page.append(runtime.supports().isEmpty() ? "" : "\n");
    }

    private static String versions(Descriptor.Command command) {
        return command.testedMin()
                .map(min -> min + " to " + command.testedMax().orElse(""))
                .orElse("");
    }

    private static String permissions(Descriptor runtime) {
        return List.of(Permissions.values()).stream()
                .filter(p -> runtime.permissions().get(p) instanceof Descriptor.Argv.Arguments)
                .map(Permissions::word)
                .collect(Collectors.joining(", "));
    }

    private static String flag(List<String> words) {
        return words.isEmpty() ? "" : "`" + String.join(" ", words) + "`";
    }

    private static void row(StringBuilder page, String name, String value) {
        boolean none = value.isEmpty() || value.equals("none");
        page.append("| ").append(name).append(" | ").append(none ? "–" : value).append(" |\n");
    }

    private static StringBuilder page(String title, String first) {
        return new StringBuilder("# ")
                .append(title)
                .append("\n\n<!-- Made from the program's own tables by DocsTest; `mvn -pl app -am")
                .append(" test -Dtest=DocsTest -Ddocs.update` writes it anew. -->\n\n")
                .append(first)
                .append("\n\n");
    }

    private static String cell(String text) {
        return text.replace("|", "\\|");
    }

    private static String sentence(String text) {
        return text.substring(0, 1).toUpperCase(Locale.ROOT)
                + text.substring(1)
                + (text.endsWith(".") ? "" : ".");
    }

    /// A command to run, or words.
    private static String install(String text) {
        return text.matches("(npm|python|pip|curl|brew|cargo)\\b.*")
                ? "`" + text + "`."
                : sentence(text);
    }

    private static void same(String name, StringBuilder page) throws IOException {
        String text = page.toString().stripTrailing() + "\n";
        Path file = DOCS.resolve(name);
        if (System.getProperty("docs.update") != null) {
            Files.writeString(file, text);
        }
        assertThat(file).as("run with -Ddocs.update").exists();
        assertThat(Files.readString(file)).as(name + ": run with -Ddocs.update").isEqualTo(text);
    }
}
