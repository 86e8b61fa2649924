package dev.kelpie.standin;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;

/// The real Codex for a herd's tests.
public final class CodexOffline implements OfflineCli {
    private final ResponsesStandIn model = new ResponsesStandIn();
    private final Path binary = RealCli.CODEX.binary();
    private final CliHome home = new CliHome();

    /// Skips the test, loudly, where the program can't be had.
    public CodexOffline() {}

    @Override
    public String runtime() {
        return "codex";
    }

    @Override
    public Path folder() {
        return Objects.requireNonNull(binary.getParent());
    }

    @Override
    public void configure(Map<String, String> environment, Path repository) throws IOException {
        Files.createDirectories(directory());
        Files.writeString(
                directory().resolve("config.toml"),
                """
                model_provider = "standin"
                check_for_update_on_startup = false
                [model_providers.standin]
                name = "standin"
                base_url = "URL/v1"
                wire_api = "responses"
                env_key = "STANDIN_KEY"
                request_max_retries = 1
                stream_max_retries = 2
                [projects."REPOSITORY"]
                trust_level = "trusted"
                """
                        .replace("URL", model.uri().toString())
                        .replace("REPOSITORY", repository.toString()));
    }

    /// Not in the test's own folder: below `/tmp` Codex refuses to set up its helpers.
    private Path directory() {
        return home.root().resolve(".codex");
    }

    @Override
    public Map<String, String> environment() {
        return Map.of("CODEX_HOME", directory().toString(), "STANDIN_KEY", "stand-in-key");
    }

    @Override
    public int turns() {
        // It asks for a title of the conversation too.
        return (int)
                model.turns().stream()
                        .filter(body -> !body.path("input").toString().contains(Conversation.TITLE))
                        .count();
    }

    @Override
    public void close() {
        model.close();
        home.close();
    }
}
