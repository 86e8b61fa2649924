package dev.kelpie.model;

import java.util.Optional;

/// Where a session really runs, found out when it was opened: the directory, and the worktree's
/// branch and base commit if it has one. `notices` are said to the person once (dirty base,
/// detached HEAD).
public record Site(
        String directory,
        Optional<String> branch,
        Optional<String> base,
        java.util.List<String> notices) {
    public Site {
        notices = java.util.List.copyOf(notices);
    }
}
