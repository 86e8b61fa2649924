package dev.kelpie.store;

/// The store could not do what it was asked. The message says what was asked and what to do next;
/// the cause is what the database said.
public final class StoreException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /// Whether what was asked may have been done all the same. Then repeat it with the same request
    /// id, or ask for the request's outcome.
    private final boolean outcomeUnknown;

    public StoreException(String message) {
        super(message);
        outcomeUnknown = false;
    }

    public StoreException(String message, Throwable cause) {
        this(message, cause, false);
    }

    StoreException(String message, Throwable cause, boolean outcomeUnknown) {
        super(message, cause);
        this.outcomeUnknown = outcomeUnknown;
    }

    public boolean outcomeUnknown() {
        return outcomeUnknown;
    }
}
