package dev.kelpie.tui;

/// The panels of the home view, in the order of tab.
enum Spot {
    AGENTS,
    PREVIEW,
    ALERTS,
    LOG
}
