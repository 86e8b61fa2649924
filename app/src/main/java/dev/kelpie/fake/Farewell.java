package dev.kelpie.fake;

/// The way out of any depth of a script: the process is to end with this status.
final class Farewell extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final int status;
    private final String reason;

    Farewell(int status, String reason) {
        super("exit " + status, null, false, false);
        this.status = status;
        this.reason = reason;
    }

    int status() {
        return status;
    }

    /// As the SessionEnd hook is told it.
    String reason() {
        return reason;
    }
}
