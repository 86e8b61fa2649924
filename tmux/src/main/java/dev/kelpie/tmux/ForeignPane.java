package dev.kelpie.tmux;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A pane in one of the user's own tmux servers, as seen from outside.
///
/// @param programs the pane's process and all that descends from it by their names, the pane's own
///   first
public record ForeignPane(
        Path socket,
        PaneId id,
        String session,
        long pid,
        Optional<Instant> start,
        String cwd,
        List<Program> programs) {
    public ForeignPane {
        programs = List.copyOf(programs);
    }

    /// One process by one of its names.
    public record Program(long pid, String name) {}
}
