package dev.kelpie.tui;

/// What can be looked up about an agent.
public enum Topic {
    SCREEN,
    TRANSCRIPT,
    DIFF,
    LOSSES
}
