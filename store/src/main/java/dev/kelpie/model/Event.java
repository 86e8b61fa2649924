package dev.kelpie.model;

import java.time.Instant;

/// What happened. Events are the truth: the world is what they add up to.
public sealed interface Event {
    /// The agent that it is about.
    AgentId agent();

    /// A session was accepted, for a new agent or as the next session of one.
    record SessionRequested(AgentId agent, SessionId session, AgentSpec spec, boolean resume)
            implements Event {}

    /// Its pane runs.
    record SessionStarted(AgentId agent, SessionId session, PaneRef pane, Site site)
            implements Event {}

    /// The runtime's own id of the conversation became known.
    record ConversationKnown(AgentId agent, SessionId session, String conversation)
            implements Event {}

    /// It does something else now.
    record ActivityChanged(AgentId agent, SessionId session, Finding finding) implements Event {}

    /// What it has used so far. The last one of a session stands for all before it.
    record UsageSeen(AgentId agent, SessionId session, Usage usage) implements Event {}

    /// A person has looked at what it said.
    record Seen(AgentId agent, SessionId session) implements Event {}

    /// A message was accepted: from now on it is never lost.
    record MessageAccepted(
            AgentId agent,
            SessionId session,
            MessageId message,
            String text,
            boolean force,
            boolean first)
            implements Event {}

    /// From here on the message may have been typed. A second one without an end between them comes
    /// after a crash: from there on Enter may have been pressed for the text in the composer.
    record DeliveryStarted(AgentId agent, SessionId session, MessageId message) implements Event {}

    /// How that ended.
    record DeliveryEnded(
            AgentId agent, SessionId session, MessageId message, Message.Fate fate, String detail)
            implements Event {}

    /// From here on the key may have been pressed at the dialog with this question.
    record AnswerStarted(AgentId agent, SessionId session, String question, String option)
            implements Event {}

    /// Whether the key was pressed, or why not.
    record AnswerEnded(AgentId agent, SessionId session, boolean pressed, String detail)
            implements Event {}

    /// Somebody asked to end it, and with `removeSite` to remove its worktree where that is safe.
    /// Of one that has ended, only the latter.
    record StopRequested(AgentId agent, SessionId session, Instant deadline, boolean removeSite)
            implements Event {}

    /// Somebody asked to break off its turn.
    record TurnBroken(AgentId agent, SessionId session) implements Event {}

    /// It is over.
    record SessionEnded(AgentId agent, SessionId session, Exit exit) implements Event {}

    /// The tmux server went under it.
    record SessionInterrupted(AgentId agent, SessionId session, String reason) implements Event {}

    /// What the clean-up did with its directory, in words: removed, or kept and why. It is not
    /// asked for again by itself.
    record SiteCleared(AgentId agent, SessionId session, boolean removed, String detail)
            implements Event {}

    /// Its row was taken off the list.
    record AgentRemoved(AgentId agent) implements Event {}

    /// Its row was put back.
    record AgentRestored(AgentId agent) implements Event {}

    /// Something worth a line in the log, about this agent.
    record Noted(AgentId agent, String text) implements Event {}
}
