package dev.kelpie.tmux;

import java.util.List;
import java.util.Map;

/// All panes of the server at one moment, and the screens of those that were asked for and are
/// there. `serverPid` tells one life of the server from the next; it is 0 when no server runs. A
/// screen is plain text, a line per row, without control characters or escape sequences.
public record Snapshot(long serverPid, List<PaneInfo> panes, Map<PaneId, String> screens) {
    public Snapshot {
        panes = List.copyOf(panes);
        screens = Map.copyOf(screens);
    }
}
