package dev.kelpie.model;

import java.time.Instant;
import java.util.Optional;

/// Where an agent works.
public sealed interface Workplace {
    /// The absolute path that the person named.
    String path();

    /// In a git worktree of its own, made from the repository at `path`.
    record Worktree(String path, Optional<String> branch, Optional<String> base)
            implements Workplace {}

    /// In the directory itself, next to whoever else works there.
    record Directory(String path) implements Workplace {}

    /// In a pane of a tmux server of the person's own, where they started it by hand. Kelpie only
    /// looks there. `birth` is when the process began, as the system counts it, and tells it from a
    /// later one with its number; `since` is the same as a time.
    record Adopted(
            String path, String socket, String pane, long pid, long birth, Optional<Instant> since)
            implements Workplace {
        /// Whether it is the same program in the same pane, wherever it works by now.
        public boolean same(Adopted other) {
            return socket.equals(other.socket)
                    && pane.equals(other.pane)
                    && pid == other.pid
                    && birth == other.birth;
        }
    }
}
