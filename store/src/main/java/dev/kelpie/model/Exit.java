package dev.kelpie.model;

/// How a session ended.
public sealed interface Exit {
    /// By itself, with this status.
    record Code(int status) implements Exit {}

    /// By a signal that we did not send.
    record Signal(int number) implements Exit {}

    /// Because somebody asked for it.
    record Stopped() implements Exit {}

    /// The pane is gone and nobody saw how.
    record Lost() implements Exit {}

    /// Its program is gone, and nobody could see how: it was no child of ours.
    record Unseen() implements Exit {}

    /// It runs on; only its row has ended.
    record Released() implements Exit {}

    /// It never ran: why.
    record NeverStarted(String why) implements Exit {}
}
