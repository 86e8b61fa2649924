package dev.kelpie.model;

import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/// All that is true now: every agent on the list, the messages under way, and the last removed
/// agents (for undo). A value: each event makes the next world.
public record World(
        long seq,
        SortedMap<AgentId, Agent> agents,
        SortedMap<MessageId, Message> messages,
        List<Agent> removed) {
    /// How many removed rows can be put back: a kill of many is one act, and some acts are kept.
    public static final int UNDO_MAX = 100;

    /// Before the first event.
    public static final World EMPTY = new World(0, new TreeMap<>(), new TreeMap<>(), List.of());

    public World {
        agents = Collections.unmodifiableSortedMap(agents);
        messages = Collections.unmodifiableSortedMap(messages);
        removed = List.copyOf(removed);
    }

    public Optional<Agent> agent(AgentId id) {
        return Optional.ofNullable(agents.get(id));
    }

    /// The agent whose present session this is. Empty for a session that is over and replaced.
    public Optional<Agent> session(SessionId session) {
        return agents.values().stream().filter(a -> a.session().equals(session)).findFirst();
    }

    /// What keeps this agent's messages from being typed, though it would take one.
    public Optional<Message.Hold> hold(AgentId id) {
        Optional<Agent> ready =
                agent(id).filter(a -> a.activity().filter(Activity::takesPrompt).isPresent());
        return ready.flatMap(agent ->
                messages.values().stream()
                        .filter(m -> m.session().equals(agent.session()))
                        .flatMap(m -> m.hold().stream())
                        .min(Comparator.comparing(Message.Hold::since)));
    }

    /// Total: every event has a place here, so that a new kind does not compile until it has one. A
    /// word about a session that is no longer the agent's changes nothing.
    public World after(Stamped stamped) {
        World next =
                switch (stamped.event()) {
                    case Event.SessionRequested e -> requested(e, stamped);
                    case Event.SessionStarted e ->
                            change(e.agent(), e.session(), a -> Agents.started(a, e, stamped.at()));
                    case Event.ConversationKnown e ->
                            change(
                                    e.agent(),
                                    e.session(),
                                    a -> Agents.conversation(a, e.conversation()));
                    case Event.ActivityChanged e ->
                            change(
                                    e.agent(),
                                    e.session(),
                                    a -> Agents.activity(a, e.finding(), stamped.at()));
                    case Event.UsageSeen e ->
                            change(e.agent(), e.session(), a -> Agents.usage(a, e.usage()));
                    case Event.Seen e -> change(e.agent(), e.session(), Agents::seen);
                    case Event.MessageAccepted e -> accepted(e, stamped);
                    case Event.DeliveryStarted e -> delivering(e);
                    case Event.DeliveryEnded e -> delivered(e, stamped.at());
                    case Event.StopRequested e ->
                            change(
                                    e.agent(),
                                    e.session(),
                                    a -> Agents.stopping(a, e, stamped.at()));
                    case Event.SessionEnded e ->
                            change(
                                    e.agent(),
                                    e.session(),
                                    a -> Agents.ended(a, e.exit(), stamped.at()));
                    case Event.SessionInterrupted e ->
                            change(
                                    e.agent(),
                                    e.session(),
                                    a -> Agents.interrupted(a, e.reason(), stamped.at()));
                    case Event.SiteCleared e -> cleared(e);
                    case Event.AgentRemoved e -> removed(e.agent());
                    case Event.AgentRestored e -> restored(e.agent());
                    case Event.AnswerStarted _,
                            Event.AnswerEnded _,
                            Event.TurnBroken _,
                            Event.Noted _ ->
                            this;
                };
        return new World(stamped.seq(), next.agents, next.messages, next.removed);
    }

    private World requested(Event.SessionRequested e, Stamped stamped) {
        if (agent(e.agent()).filter(a -> a.session().equals(e.session())).isPresent()) {
            return this;
        }
        Agent agent = Agents.requested(Optional.ofNullable(agents.get(e.agent())), e, stamped.at());
        var readdressed = new TreeMap<>(messages);
        readdressed.replaceAll((_, message) ->
                message.agent().equals(e.agent()) ? message.to(e.session()) : message);
        return new World(seq, with(agent).agents, readdressed, removed);
    }

    private World change(AgentId id, SessionId session, UnaryOperator<Agent> step) {
        Agent agent = agents.get(id);
        if (agent == null || !agent.session().equals(session)) {
            return this;
        }
        return with(step.apply(agent));
    }

    /// The row may have been taken off before the clean-up came to its end.
    private World cleared(Event.SiteCleared e) {
        World next = change(e.agent(), e.session(), a -> Agents.cleared(a, e.removed()));
        List<Agent> gone =
                removed.stream()
                        .map(a ->
                                a.id().equals(e.agent()) && a.session().equals(e.session())
                                        ? Agents.cleared(a, e.removed())
                                        : a)
                        .toList();
        return new World(seq, next.agents, messages, gone);
    }

    private World with(Agent agent) {
        var next = new TreeMap<>(agents);
        next.put(agent.id(), agent);
        return new World(seq, next, messages, removed);
    }

    private World accepted(Event.MessageAccepted e, Stamped stamped) {
        var next = new TreeMap<>(messages);
        next.put(
                e.message(),
                new Message(
                        e.message(),
                        e.agent(),
                        e.session(),
                        e.text(),
                        e.force(),
                        e.first(),
                        stamped.at(),
                        Message.Phase.QUEUED,
                        Optional.empty()));
        return new World(seq, agents, next, removed);
    }

    private World delivering(Event.DeliveryStarted e) {
        Message message = messages.get(e.message());
        return message == null ? this : phase(e.message(), message.phase().next());
    }

    private World phase(MessageId id, Message.Phase phase) {
        Message message = messages.get(id);
        if (message == null) {
            return this;
        }
        var next = new TreeMap<>(messages);
        next.put(id, message.in(phase));
        return new World(seq, agents, next, removed);
    }

    private World delivered(Event.DeliveryEnded e, Instant at) {
        return switch (e.fate()) {
            case HELD -> held(e, at);
            case DELIVERED, UNDELIVERABLE -> without(e.message());
            case UNCONFIRMED, UNSURE ->
                    without(e.message())
                            .change(e.agent(), e.session(), a -> Agents.doubted(a, e.detail(), at));
        };
    }

    private World held(Event.DeliveryEnded e, Instant at) {
        Message message = messages.get(e.message());
        if (message == null) {
            return this;
        }
        var next = new TreeMap<>(messages);
        next.put(e.message(), message.held(e.detail(), at));
        return new World(seq, agents, next, removed);
    }

    private World without(MessageId message) {
        var next = new TreeMap<>(messages);
        next.remove(message);
        return new World(seq, agents, next, removed);
    }

    private World removed(AgentId id) {
        Agent agent = agents.get(id);
        if (agent == null) {
            return this;
        }
        var next = new TreeMap<>(agents);
        next.remove(id);
        var gone = new java.util.ArrayList<>(removed);
        gone.addFirst(agent);
        return new World(seq, next, messages, gone.subList(0, Math.min(gone.size(), UNDO_MAX)));
    }

    private World restored(AgentId id) {
        Optional<Agent> agent = removed.stream().filter(a -> a.id().equals(id)).findFirst();
        if (agent.isEmpty() || agents.containsKey(id)) {
            return this;
        }
        World back = with(agent.get());
        var rest = new java.util.ArrayList<>(removed);
        rest.remove(agent.get());
        return new World(seq, back.agents, messages, rest);
    }
}
