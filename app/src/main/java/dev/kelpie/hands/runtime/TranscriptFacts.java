package dev.kelpie.hands.runtime;

import java.time.Instant;
import java.util.Optional;

/// What the end of a transcript tells. `turn` is whether its last word leaves a turn open.
public record TranscriptFacts(
        Optional<Instant> grew,
        Optional<Instant> prompt,
        Optional<Instant> interrupted,
        Optional<Instant> done,
        Optional<HookFacts.Failure> failure,
        Optional<String> openTool,
        boolean turn) {
    /// Nothing read.
    public static final TranscriptFacts NONE =
            new TranscriptFacts(
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    false);
}
