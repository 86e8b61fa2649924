package dev.kelpie.hands;

import dev.kelpie.hands.runtime.AgentRuntime;
import dev.kelpie.hands.runtime.EyeRequest;
import dev.kelpie.hands.runtime.Runtimes;
import dev.kelpie.hands.runtime.SessionEye;
import dev.kelpie.home.Home;
import dev.kelpie.model.Agent;
import dev.kelpie.model.SessionId;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// The eyes on the sessions, one each, made when they are first needed.
final class Eyes {
    private final Runtimes runtimes;
    private final Home home;
    private final Map<SessionId, SessionEye> eyes = new ConcurrentHashMap<>();

    Eyes(Runtimes runtimes, Home home) {
        this.runtimes = runtimes;
        this.home = home;
    }

    /// The eye on the agent's present session. Empty when its runtime is no longer there, and as
    /// long as nobody knows where it will work: by that its transcript is found.
    Optional<SessionEye> on(Agent agent) {
        SessionEye known = eyes.get(agent.session());
        if (known != null) {
            return Optional.of(known);
        }
        if (agent.site().isEmpty()) {
            return Optional.empty();
        }
        Path workdir = Path.of(agent.site().get().directory());
        return runtimes.named(agent.spec().runtime())
                .map(runtime ->
                        eyes.computeIfAbsent(
                                agent.session(),
                                _ -> runtime.eye(request(agent, runtime, workdir))));
    }

    private EyeRequest request(Agent agent, AgentRuntime runtime, Path workdir) {
        return new EyeRequest(
                agent.session(),
                home.session(agent.session()),
                workdir,
                agent.conversation(),
                agent.spec().environment(),
                agent.begun(),
                runtime.beginsByItself(agent.spec(), agent.resumed()));
    }

    /// Lets go of those that nobody looks at any more.
    void keepOnly(Set<SessionId> sessions) {
        eyes.keySet().retainAll(sessions);
    }
}
