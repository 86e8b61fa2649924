package dev.kelpie.model;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What a live session does, as far as the evidence tells.
public sealed interface Activity {
    /// Started, not yet ready for a prompt.
    record Booting() implements Activity {}

    /// Stands at a start-up dialog (trust, login, settings) that only a person may answer.
    record Setup(String dialog) implements Activity {}

    /// In a turn. `doing` is a short line such as the running tool, or empty.
    record Working(String doing) implements Activity {}

    /// Needs a person before it goes on.
    record Waiting(Why why, String question, List<String> options) implements Activity {
        public Waiting {
            options = List.copyOf(options);
        }
    }

    /// Out of quota, until the time that it named.
    record Limited(Optional<Instant> until, String text) implements Activity {}

    /// The last turn ended in an error of the model's API or of the runtime.
    record Failing(String text) implements Activity {}

    /// No sign of progress for long. Soft: nothing is done about it by itself.
    record Stalled(String text) implements Activity {}

    /// A person broke the turn off (Esc); it waits for the next prompt.
    record BrokenOff() implements Activity {}

    /// The pane lives, the agent in it does not.
    record Zombie(String reason) implements Activity {}

    /// Nothing tells what it does. Never shown as waiting.
    record Unclear() implements Activity {}

    /// Why an agent waits.
    enum Why {
        TURN_DONE,
        QUESTION,
        PERMISSION,
        PLAN
    }

    /// Whether a prompt may be handed over now.
    default boolean takesPrompt() {
        return switch (this) {
            case Waiting w -> w.why() == Why.TURN_DONE;
            case BrokenOff _, Failing _ -> true;
            case Booting _, Setup _, Working _, Limited _, Stalled _, Zombie _, Unclear _ -> false;
        };
    }

    /// Whether a dialog is up, at which nothing may be typed.
    default boolean atDialog() {
        return switch (this) {
            case Waiting w -> w.why() != Why.TURN_DONE;
            case Setup _ -> true;
            case BrokenOff _,
                    Failing _,
                    Booting _,
                    Working _,
                    Limited _,
                    Stalled _,
                    Zombie _,
                    Unclear _ ->
                    false;
        };
    }
}
