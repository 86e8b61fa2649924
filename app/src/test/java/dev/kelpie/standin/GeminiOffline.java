package dev.kelpie.standin;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;

/// The real Gemini CLI for a herd's tests.
public final class GeminiOffline implements OfflineCli {
    private final GeminiStandIn model = new GeminiStandIn();
    private final Path binary = RealCli.GEMINI.binary();

    /// Skips the test, loudly, where the program can't be had.
    public GeminiOffline() {}

    @Override
    public String runtime() {
        return "gemini";
    }

    @Override
    public Path folder() {
        return Objects.requireNonNull(binary.getParent());
    }

    @Override
    public void configure(Map<String, String> environment, Path repository) throws IOException {
        Path directory = Path.of(Objects.requireNonNull(environment.get("HOME")), ".gemini");
        Files.createDirectories(directory);
        var settings =
                Json.of(
                        "security",
                        Json.of("auth", Json.of("selectedType", "gemini-api-key")),
                        "general",
                        Json.of("enableAutoUpdate", false, "enableAutoUpdateNotification", false),
                        "privacy",
                        Json.of("usageStatisticsEnabled", false));
        Files.writeString(directory.resolve("settings.json"), settings.toString());
    }

    @Override
    public Map<String, String> environment() {
        return Map.of(
                "GEMINI_API_KEY",
                "stand-in-key",
                "GEMINI_CLI_TRUST_WORKSPACE",
                "true",
                "GOOGLE_GEMINI_BASE_URL",
                model.uri().toString());
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
