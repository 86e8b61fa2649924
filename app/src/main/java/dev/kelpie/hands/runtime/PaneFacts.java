package dev.kelpie.hands.runtime;

import java.time.Instant;

/// What the terminal multiplexer says of a pane, as far as it tells about the agent.
public record PaneFacts(
        boolean dead, long pid, String command, Instant activity, int cursorX, int cursorY) {}
