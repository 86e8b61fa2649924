package dev.kelpie.tui.term;

/// There is no terminal that a screen can be drawn on; the message says why and what to do.
public final class NoTerminalException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public NoTerminalException(String message) {
        super(message);
    }

    public NoTerminalException(String message, Throwable cause) {
        super(message, cause);
    }
}
