package dev.kelpie.hands.runtime;

import dev.kelpie.model.SessionId;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// Whom to watch: the session with its directory, where it works, its conversation as far as known,
/// what its environment had besides the engine's, when it was started, and whether its first prompt
/// was in its command.
public record EyeRequest(
        SessionId session,
        Path directory,
        Path workdir,
        Optional<String> conversation,
        Map<String, String> environment,
        Instant started,
        boolean prompted) {
    public EyeRequest {
        environment = Map.copyOf(environment);
    }
}
