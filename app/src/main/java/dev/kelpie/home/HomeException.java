package dev.kelpie.home;

/// The home or the configuration is not usable. The message says what to do.
public final class HomeException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public HomeException(String message) {
        super(message);
    }

    public HomeException(String message, Throwable cause) {
        super(message, cause);
    }
}
