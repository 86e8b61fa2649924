package dev.kelpie.hands;

/// The agent can't have the place that was asked for; the message says why and what to do.
final class SiteRefused extends RuntimeException {
    private static final long serialVersionUID = 1;

    SiteRefused(String message) {
        super(message);
    }
}
