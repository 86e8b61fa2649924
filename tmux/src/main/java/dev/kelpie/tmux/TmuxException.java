package dev.kelpie.tmux;

/// tmux could not do what it was asked. The message says what was asked, what tmux said, and what
/// to do next.
public final class TmuxException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public TmuxException(String message) {
        super(message);
    }

    public TmuxException(String message, Throwable cause) {
        super(message, cause);
    }
}
