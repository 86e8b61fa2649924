package dev.kelpie.engine;

import dev.kelpie.model.Workplace;
import java.time.Instant;
import java.util.Optional;

/// An agent that runs in one of the person's own tmux servers, where Kelpie changes nothing.
///
/// @param target `SOCKET:%PANE`, by which it can be jumped to
/// @param session the tmux session's name
/// @param pid of the pane's own process, which may be a shell around the agent
/// @param place the agent itself, as it can be adopted
public record Stranger(
        String target,
        String runtime,
        String session,
        long pid,
        String directory,
        Optional<String> branch,
        Optional<Instant> since,
        String lastLine,
        Workplace.Adopted place) {}
