package dev.kelpie.model;

import java.util.List;

/// What a command comes to in a given world.
public sealed interface Decision {
    /// Make these events true, then do these effects. `subject` goes into the answer.
    record Accept(String subject, List<Event> events, List<Effect> effects) implements Decision {
        public Accept {
            events = List.copyOf(events);
            effects = List.copyOf(effects);
        }
    }

    /// Leave everything as it is.
    record Refuse(Reason reason, String detail) implements Decision {}

    /// Nothing to do, and that is fine.
    static Decision nothing(String subject) {
        return new Accept(subject, List.of(), List.of());
    }

    static Decision refuse(Reason reason, String detail) {
        return new Refuse(reason, detail);
    }
}
