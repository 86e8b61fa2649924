package dev.kelpie.hands;

import dev.kelpie.hands.runtime.EyeRequest;
import dev.kelpie.hands.runtime.Runtimes;
import dev.kelpie.hands.runtime.SessionEye;
import dev.kelpie.home.Home;
import dev.kelpie.model.Agent;
import dev.kelpie.model.SessionId;
import dev.kelpie.model.Site;
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

    /// The eye on the agent's present session. Empty when its runtime is no longer there.
    Optional<SessionEye> on(Agent agent) {
        SessionEye known = eyes.get(agent.session());
        if (known != null) {
            return Optional.of(known);
        }
        return runtimes.named(agent.spec().runtime())
                .map(runtime ->
                        eyes.computeIfAbsent(agent.session(), _ -> runtime.eye(request(agent))));
    }

    private EyeRequest request(Agent agent) {
        String workdir = agent.site().map(Site::directory).orElse(agent.spec().workplace().path());
        return new EyeRequest(
                agent.session(),
                home.session(agent.session()),
                Path.of(workdir),
                agent.conversation(),
                agent.spec().environment(),
                agent.spawned(),
                agent.prompted());
    }

    /// Lets go of those that nobody looks at any more.
    void keepOnly(Set<SessionId> sessions) {
        eyes.keySet().retainAll(sessions);
    }
}
