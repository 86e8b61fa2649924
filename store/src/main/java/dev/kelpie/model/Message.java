package dev.kelpie.model;

import java.time.Instant;
import java.util.Optional;

/// A message to a session that has not come to its end yet. `force` hands it over in the middle of
/// a turn too; no message is ever handed over at a dialog. `first` marks the prompt of the spawn.
public record Message(
        MessageId id,
        AgentId agent,
        SessionId session,
        String text,
        boolean force,
        boolean first,
        Instant accepted,
        Phase phase,
        Optional<Hold> hold) {
    /// What kept it from being typed at the last try, and since when it has been that.
    public record Hold(String why, Instant since) {}

    /// Where a message stands on its way.
    public enum Phase {
        /// Kept until the agent can take it.
        QUEUED,
        /// Being typed. Found so after a crash it is never typed again; but when its text stands in
        /// the composer, Enter may be pressed, once.
        DELIVERING,
        /// Its Enter is being pressed after a crash. Found so after another, it is unsure.
        FINISHING;

        Phase next() {
            return switch (this) {
                case QUEUED -> DELIVERING;
                case DELIVERING, FINISHING -> FINISHING;
            };
        }
    }

    /// How a delivery ended.
    public enum Fate {
        /// The runtime's own evidence says that it was taken.
        DELIVERED,
        /// Nothing was typed; it is queued again.
        HELD,
        /// It was typed, and nothing shows that it was taken.
        UNCONFIRMED,
        /// Nothing was typed and nothing will be: the session is over.
        UNDELIVERABLE,
        /// The engine died while typing, and its text is not to be seen: nobody knows. It is not
        /// typed again.
        UNSURE
    }

    /// What waits for an agent waits for its next session too.
    Message to(SessionId next) {
        return new Message(id, agent, next, text, force, first, accepted, phase, Optional.empty());
    }

    /// Back in the queue.
    Message held(String why, Instant at) {
        Hold now = hold.filter(h -> h.why().equals(why)).orElse(new Hold(why, at));
        return new Message(
                id, agent, session, text, force, first, accepted, Phase.QUEUED, Optional.of(now));
    }

    Message in(Phase next) {
        return new Message(id, agent, session, text, force, first, accepted, next, hold);
    }
}
