package dev.kelpie.hands.runtime;

import java.util.List;
import java.util.Optional;

/// What one screen of an agent says, and by which rule and line.
public sealed interface Reading {
    /// The rule that fired and the line it fired on.
    Cause cause();

    /// In a turn.
    record Busy(String doing, Cause cause) implements Reading {}

    /// At its prompt. A draft is text that somebody has typed and not sent.
    record Ready(Optional<String> draft, Cause cause) implements Reading {}

    /// Asks something.
    record Dialog(Kind kind, String question, List<Option> options, Cause cause)
            implements Reading {
        public Dialog {
            options = List.copyOf(options);
        }
    }

    /// Out of quota. `resets` is the time in its own words.
    record Limited(Optional<String> resets, String text, Cause cause) implements Reading {}

    /// The last turn ended in an error.
    record Failing(String text, Cause cause) implements Reading {}

    /// Somebody broke the turn off.
    record Interrupted(Cause cause) implements Reading {}

    /// At its prompt, and agents that it started still work.
    record Background(String doing, Cause cause) implements Reading {}

    /// Says that it has ended.
    record Exited(Cause cause) implements Reading {}

    /// No rule fired.
    record Unclear(Cause cause) implements Reading {}

    /// A rule's id and what it went by.
    record Cause(String rule, String excerpt) {}

    /// An option of a dialog, the keys (by tmux name, in order) that take it, and whether it is the
    /// one that Enter would take.
    record Option(String label, List<String> keys, boolean current) {
        public Option {
            keys = List.copyOf(keys);
        }
    }

    /// What a dialog is about.
    enum Kind {
        PERMISSION,
        QUESTION,
        PLAN,
        TRUST,
        LOGIN,
        SETTINGS;

        /// Whether it stands before the program has started properly.
        public boolean setup() {
            return switch (this) {
                case TRUST, LOGIN, SETTINGS -> true;
                case PERMISSION, QUESTION, PLAN -> false;
            };
        }
    }
}
