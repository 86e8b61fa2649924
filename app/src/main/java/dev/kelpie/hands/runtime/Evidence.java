package dev.kelpie.hands.runtime;

import dev.kelpie.model.Finding;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// All that is known about a session at one moment, each fact with its time. `touched` is when we
/// last did something that redraws the screen; `fresh` whether the screen is of this very look.
public record Evidence(
        Instant now,
        Instant started,
        boolean prompted,
        Traits traits,
        PaneFacts pane,
        boolean agentGone,
        Optional<RegistryFacts> registry,
        HookFacts hooks,
        TranscriptFacts transcript,
        Optional<ScreenFacts> screen,
        boolean fresh,
        Optional<Instant> limitResets,
        Optional<Instant> touched,
        Optional<Finding> previous,
        int misses) {
    /// What can be expected of the runtime at all.
    public record Traits(
            boolean registry, boolean hooks, boolean transcript, java.time.ZoneId zone) {}

    /// A screen that was read, when it was captured.
    public record ScreenFacts(Reading reading, Instant at) {}

    /// Since when the session runs.
    Duration age() {
        return Duration.between(started, now);
    }
}
