package dev.kelpie.model;

/// What is to be done outside, after the events that led to it are on disk. The repeatable ones may
/// be done again after a crash. The once-only ones are bracketed by two events.
public sealed interface Effect {
    /// Effects of one agent are done in order; those of different agents side by side.
    AgentId agent();

    /// Make the worktree if it needs one, and open the pane. Repeatable: finds what it made.
    record Open(AgentId agent, SessionId session) implements Effect {}

    /// Type the message. Once only.
    record Deliver(AgentId agent, SessionId session, MessageId message) implements Effect {}

    /// After a crash between paste and Enter: press Enter, if the message's text and nothing else
    /// stands in the composer. Once only.
    record Finish(AgentId agent, SessionId session, MessageId message) implements Effect {}

    /// Press the option's key at the dialog. Once only.
    record PressAnswer(AgentId agent, SessionId session, String question, String option)
            implements Effect {}

    /// Press the key that breaks off a turn. Once only, and harmless when repeated.
    record BreakTurn(AgentId agent, SessionId session) implements Effect {}

    /// End the process tree of the pane. Repeatable.
    record End(AgentId agent, SessionId session, PaneRef pane) implements Effect {}

    /// After the end: keep the output, close the pane, take the overlay away, and remove the
    /// worktree where `removeSite` says so and nothing would be lost. Repeatable.
    record Clear(AgentId agent, SessionId session, boolean removeSite) implements Effect {}
}
