package dev.kelpie.model;

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
}
