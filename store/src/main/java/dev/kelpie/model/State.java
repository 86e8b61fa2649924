package dev.kelpie.model;

import java.time.Instant;

/// Where a session stands. Only the living have a pane.
public sealed interface State {
    /// Accepted; its worktree and pane are being made.
    record Requested() implements State {}

    /// Runs in a pane.
    record Live(PaneRef pane, Finding finding) implements State {}

    /// Is being ended, by force after the deadline. `removeSite` tells that its worktree is to go
    /// too, if nothing would be lost by it.
    record Stopping(PaneRef pane, Instant deadline, boolean removeSite) implements State {}

    /// The tmux server went under it. Nothing is known about its end; it can be resumed.
    record Interrupted(String reason) implements State {}

    /// Over. `removeSite` tells that its worktree is still to go, if nothing would be lost by it.
    record Ended(Exit exit, boolean removeSite) implements State {}
}
