package dev.kelpie.hands;

import dev.kelpie.model.SessionId;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/// When a session whose message could not be handed over is looked at again for that: after a while
/// that grows, because what stands in the way may stand there for hours.
final class HoldBack {
    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofSeconds(15);

    private final Map<SessionId, Wait> waits = new HashMap<>();

    private record Wait(Instant until, Duration gap) {}

    /// Nothing could be typed just now.
    synchronized void held(SessionId session, Instant now) {
        Wait before = waits.get(session);
        Duration gap = before == null ? FIRST : before.gap().multipliedBy(2);
        gap = gap.compareTo(LONGEST) > 0 ? LONGEST : gap;
        waits.put(session, new Wait(now.plus(gap), gap));
    }

    /// Nothing stands in the way any more.
    synchronized void free(SessionId session) {
        waits.remove(session);
    }

    synchronized boolean over(SessionId session, Instant now) {
        Wait wait = waits.get(session);
        return wait == null || !now.isBefore(wait.until());
    }

    synchronized void keepOnly(Set<SessionId> sessions) {
        waits.keySet().retainAll(sessions);
    }
}
