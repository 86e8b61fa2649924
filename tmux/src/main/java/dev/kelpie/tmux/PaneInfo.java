package dev.kelpie.tmux;

import java.time.Instant;
import java.util.OptionalInt;

/// One pane as a snapshot saw it. `exitStatus` and `signal` are there only for a dead pane, and at
/// most one of them; tmux before 3.3 tells no signal. `pid` is 0 for a dead pane where tmux has
/// forgotten it (3.8 does). `clients` counts those who can type, not those who only look.
/// `activity` is the window's (a detached session's own clock never moves). `tag` is empty on a
/// pane that is not ours, for example one that an agent split off.
public record PaneInfo(
        PaneId id,
        String session,
        String tag,
        boolean dead,
        OptionalInt exitStatus,
        OptionalInt signal,
        long pid,
        String command,
        String cwd,
        String title,
        Instant activity,
        boolean alternate,
        boolean inMode,
        int cursorX,
        int cursorY,
        int columns,
        int rows,
        int history,
        int clients) {}
