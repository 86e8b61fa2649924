package dev.kelpie.hands.runtime;

import dev.kelpie.model.AgentId;
import dev.kelpie.model.AgentSpec;
import dev.kelpie.model.SessionId;
import java.nio.file.Path;
import java.util.Optional;

/// What it takes to start an agent's program: `directory` is the session's own (made if missing),
/// `workdir` where the agent works, `resume` the conversation to go on with, `token` and `door`
/// what it needs to talk to the engine.
public record LaunchRequest(
        AgentId agent,
        SessionId session,
        Path directory,
        Path workdir,
        AgentSpec spec,
        Optional<String> resume,
        String token,
        Path door) {
    public LaunchRequest {
        if (!directory.isAbsolute() || !workdir.isAbsolute()) {
            throw new IllegalArgumentException("directories of a launch must be absolute");
        }
    }

    /// The token is a secret: never in a log.
    @Override
    public String toString() {
        return "launch of " + agent + " (" + session + ", " + spec.runtime() + ")";
    }
}
