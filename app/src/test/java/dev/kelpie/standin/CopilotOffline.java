package dev.kelpie.standin;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// The real GitHub Copilot CLI for a herd's tests, with a model of one's own.
public final class CopilotOffline implements OfflineCli {
    private final ChatCompletionsStandIn model = new ChatCompletionsStandIn();
    private final Path binary = RealCli.COPILOT.binary();

    /// Skips the test, loudly, where the program can't be had.
    public CopilotOffline() {}

    @Override
    public String runtime() {
        return "copilot";
    }

    @Override
    public Path folder() {
        return Objects.requireNonNull(binary.getParent());
    }

    /// It knows no way from a worktree to its repository: the folder of all worktrees is trusted.
    @Override
    public void configure(Map<String, String> environment, Path repository) throws IOException {
        Path directory = Path.of(Objects.requireNonNull(environment.get("HOME")), ".copilot");
        Files.createDirectories(directory);
        var folders = List.of(repository.toString(), environment.get("KELPIE_HOME"));
        Files.writeString(
                directory.resolve("config.json"),
                Json.of("trustedFolders", folders, "appTipShown", true).toString());
    }

    @Override
    public Map<String, String> environment() {
        return Map.of(
                "COPILOT_OFFLINE", "true",
                "COPILOT_AUTO_UPDATE", "false",
                "COPILOT_PROVIDER_BASE_URL", model.uri() + "/v1",
                "COPILOT_PROVIDER_API_KEY", "stand-in-key",
                "COPILOT_MODEL", "standin-model");
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
