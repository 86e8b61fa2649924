package dev.kelpie.hands.runtime;

import dev.kelpie.model.Finding;
import dev.kelpie.model.Usage;
import java.util.List;
import java.util.Optional;

/// What one look at a session found. `notes` are for the timeline, new since the last look.
public record Look(
        Finding finding,
        Usage usage,
        Optional<String> conversation,
        List<String> notes,
        Explanation explanation) {
    public Look {
        notes = List.copyOf(notes);
    }
}
