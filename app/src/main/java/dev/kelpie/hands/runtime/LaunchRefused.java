package dev.kelpie.hands.runtime;

/// A program cannot be started as asked. The message tells what and why, and the next step.
public class LaunchRefused extends RuntimeException {
    private static final long serialVersionUID = 1;

    LaunchRefused(String message) {
        super(message);
    }

    LaunchRefused(String message, Throwable cause) {
        super(message, cause);
    }
}
