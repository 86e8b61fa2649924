package dev.kelpie.standin;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// The real Claude Code for a herd's tests: its program, a configuration with which it starts
/// without a question, and the stand-in that answers for the model.
public final class ClaudeOffline implements OfflineCli {
    private static final String KEY = "kelpie-stand-in-key";

    private final MessagesStandIn model = new MessagesStandIn();
    private final Path binary = RealCli.CLAUDE.binary();

    /// Somebody with an API key. Skips the test, loudly, where the program can't be had.
    public ClaudeOffline() {}

    @Override
    public String runtime() {
        return "claude";
    }

    @Override
    public void configure(Map<String, String> environment, Path repository) throws IOException {
        Path directory = Path.of(Objects.requireNonNull(environment.get("CLAUDE_CONFIG_DIR")));
        Files.createDirectories(directory);
        var state =
                Json.of(
                        "hasCompletedOnboarding",
                        true,
                        "customApiKeyResponses",
                        Json.of("approved", List.of(KEY), "rejected", List.of()),
                        "projects",
                        Json.of(repository.toString(), Json.of("hasTrustDialogAccepted", true)),
                        "hasSeenAutoDefaultNotice",
                        true,
                        "theme",
                        "dark");
        Files.writeString(directory.resolve(".claude.json"), state.toString());
    }

    @Override
    public Path folder() {
        return Objects.requireNonNull(binary.getParent());
    }

    @Override
    public Map<String, String> environment() {
        return Map.of(
                "ANTHROPIC_BASE_URL", model.uri().toString(),
                "ANTHROPIC_API_KEY", KEY,
                "CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC", "1",
                "CLAUDE_CODE_MAX_RETRIES", "1",
                "DISABLE_TELEMETRY", "1",
                "DISABLE_AUTOUPDATER", "1");
    }

    @Override
    public int turns() {
        return model.turns().size();
    }

    @Override
    public void close() {
        model.close();
    }
}
