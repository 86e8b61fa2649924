package dev.kelpie.hands.runtime;

import java.util.Optional;

/// How full a context is, as the programs' own status lines count it.
final class Percent {
    private Percent() {}

    /// `round(100 · tokens / window)`; nothing when either is unknown.
    static Optional<Integer> of(Optional<Long> tokens, Optional<Long> window) {
        if (tokens.isEmpty() || window.isEmpty() || window.get() <= 0) {
            return Optional.empty();
        }
        return Optional.of((int) Math.min(100, Math.round(100.0 * tokens.get() / window.get())));
    }
}
