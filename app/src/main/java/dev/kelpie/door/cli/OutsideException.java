package dev.kelpie.door.cli;

/// Something that a verb needs from outside is not to be had: the engine, a file. The message says
/// what to do.
public final class OutsideException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public OutsideException(String message) {
        super(message);
    }

    public OutsideException(String message, Throwable cause) {
        super(message, cause);
    }
}
