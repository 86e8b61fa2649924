package dev.kelpie.model;

/// A pane of one life of the tmux server. A pane id alone means nothing once the server has died:
/// the next server counts from %0 again. `pid` is the process that the pane started.
public record PaneRef(String pane, long server, long pid) {}
