package dev.kelpie.model;

/// The answer to a command.
public sealed interface Outcome {
    /// Accepted and on disk. `subject` is what it made or touched (a session, a message), `seq` the
    /// number of its last event.
    record Done(String subject, long seq) implements Outcome {}

    /// An expected "no", in words that a user may read.
    record Refused(Reason reason, String detail) implements Outcome {}
}
