package dev.kelpie.model;

import java.time.Instant;

/// An activity with the evidence for it: which source spoke, by which rule, since when, and the
/// words that it went by. Two findings of the same activity are the same to the world.
public record Finding(
        Activity activity, Source source, String rule, Instant since, String excerpt) {
    /// The kinds of evidence, the strongest first.
    public enum Source {
        TMUX,
        REGISTRY,
        HOOK,
        TRANSCRIPT,
        SCREEN,
        NONE
    }
}
