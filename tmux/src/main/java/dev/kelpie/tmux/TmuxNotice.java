package dev.kelpie.tmux;

/// What the server tells by itself, between two snapshots.
public sealed interface TmuxNotice {
    /// Something happened that a snapshot will show: a pane died, a bell rang.
    record Changed() implements TmuxNotice {}

    /// The server that was there is there no more. Nothing is known about the agents' ends.
    record ServerLost(long serverPid) implements TmuxNotice {}
}
