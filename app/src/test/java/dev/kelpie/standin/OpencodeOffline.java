package dev.kelpie.standin;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;

/// The real opencode for a herd's tests.
public final class OpencodeOffline implements OfflineCli {
    private final ChatCompletionsStandIn model = new ChatCompletionsStandIn();
    private final Path binary = RealCli.OPENCODE.binary();

    /// Skips the test, loudly, where the program can't be had.
    public OpencodeOffline() {}

    @Override
    public String runtime() {
        return "opencode";
    }

    @Override
    public Path folder() {
        return Objects.requireNonNull(binary.getParent());
    }

    @Override
    public void configure(Map<String, String> environment, Path repository) throws IOException {
        Path directory =
                Path.of(Objects.requireNonNull(environment.get("XDG_CONFIG_HOME")), "opencode");
        Files.createDirectories(directory);
        Files.writeString(directory.resolve("opencode.json"), settings(model));
    }

    static String settings(ChatCompletionsStandIn model) {
        return """
        {"autoupdate": false, "share": "disabled",
         "model": "standin/standin-model", "small_model": "standin/standin-model",
         "permission": {"bash": "ask", "edit": "ask"},
         "provider": {"standin": {
           "npm": "@ai-sdk/openai-compatible", "name": "Stand-in",
           "options": {"baseURL": "MODEL_API/v1", "apiKey": "stand-in-key"},
           "models": {"standin-model": {"name": "Stand-in Model",
             "limit": {"context": 200000, "output": 32000}}}}}}
        """
                .replace("MODEL_API", model.uri().toString());
    }

    @Override
    public Map<String, String> environment() {
        return Map.of("OPENCODE_DISABLE_MODELS_FETCH", "1", "OPENCODE_DISABLE_AUTOUPDATE", "1");
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
