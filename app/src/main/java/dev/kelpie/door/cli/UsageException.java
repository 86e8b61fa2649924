package dev.kelpie.door.cli;

/// The command line is wrong, in words for the one who typed it.
public final class UsageException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public UsageException(String message) {
        super(message);
    }
}
