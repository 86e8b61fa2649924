package dev.kelpie.fake;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/// The user's status line command: run when something changed, at most every 300 ms.
final class StatusLine implements Runnable {
    private static final long PAUSE_MILLIS = 300;
    private static final long TIMEOUT_SECONDS = 10;

    private final String command;
    private final Path cwd;
    private final Tty tty;
    private volatile String payload = "";
    private volatile String shown = "";
    private volatile boolean running;
    private boolean dirty;
    private long startedAt = Long.MIN_VALUE / 2;

    StatusLine(String command, Path cwd, Tty tty) {
        this.command = command;
        this.cwd = cwd;
        this.tty = tty;
    }

    String shown() {
        return shown;
    }

    void changed(Map<String, Object> now) {
        if (!command.isEmpty()) {
            payload = Json.write(now);
            dirty = true;
        }
    }

    /// Starts the command if it is due; answers when to ask again.
    long tick(long now) {
        if (!dirty) {
            return Long.MAX_VALUE;
        }
        long due = startedAt + PAUSE_MILLIS * 1_000_000;
        if (running || now < due) {
            return Math.max(due, now + 50_000_000);
        }
        dirty = false;
        running = true;
        startedAt = now;
        Thread.ofPlatform().daemon().name("status-line").start(this);
        return Long.MAX_VALUE;
    }

    @Override
    public void run() {
        try {
            shown = Command.run(command, payload, cwd, Map.of(), TIMEOUT_SECONDS).out().strip();
        } catch (IOException e) {
            shown = "status line: " + e.getMessage();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            running = false;
            tty.wake();
        }
    }
}
