package dev.kelpie.door;

import dev.kelpie.model.SessionId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Who may open the door: the person, and each agent session with a token of its own.
public final class Tokens {
    private final String person;

    private final Map<String, SessionId> sessions = new ConcurrentHashMap<>();

    /// Who stands at the door.
    public sealed interface Caller {
        /// The one who owns the home.
        record Person() implements Caller {}

        /// An agent, in this session.
        record Agent(SessionId session) implements Caller {}
    }

    public Tokens(String person) {
        this.person = person;
    }

    /// The person's own token.
    public String person() {
        return person;
    }

    /// Lets a session in by this token.
    public void admit(String token, SessionId session) {
        sessions.put(token, session);
    }

    /// Shuts the door to a session.
    public void dismiss(SessionId session) {
        sessions.values().removeIf(session::equals);
    }

    /// Whose token it is. Compared in constant time, so that the time taken tells nothing.
    Optional<Caller> caller(String token) {
        if (same(token, person)) {
            return Optional.of(new Caller.Person());
        }
        return sessions.entrySet().stream()
                .filter(e -> same(token, e.getKey()))
                .map(e -> (Caller) new Caller.Agent(e.getValue()))
                .findFirst();
    }

    private static boolean same(String a, String b) {
        return MessageDigest.isEqual(
                a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));
    }
}
