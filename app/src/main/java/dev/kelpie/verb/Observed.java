package dev.kelpie.verb;

import dev.kelpie.model.Activity;
import dev.kelpie.model.Agent;
import dev.kelpie.model.AgentId;
import dev.kelpie.model.Command;
import dev.kelpie.model.Decision;
import dev.kelpie.model.Effect;
import dev.kelpie.model.Event;
import dev.kelpie.model.Exit;
import dev.kelpie.model.Finding;
import dev.kelpie.model.Message;
import dev.kelpie.model.MessageId;
import dev.kelpie.model.PaneRef;
import dev.kelpie.model.SessionId;
import dev.kelpie.model.Site;
import dev.kelpie.model.Stamped;
import dev.kelpie.model.State;
import dev.kelpie.model.Usage;
import dev.kelpie.model.World;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What hands saw outside. Facts can't be refused; what is said of a session that is over or
/// replaced comes to nothing. Not offered at any door.
public sealed interface Observed extends Command {
    /// The session's pane runs. `paste` is the first prompt, where the program's command could not
    /// hold it: it becomes a message like any other, so that no crash loses it.
    record Started(
            AgentId agent, SessionId session, PaneRef pane, Site site, Optional<String> paste)
            implements Observed {
        @Override
        public Decision decide(World world, Instant now) {
            return of(
                    world,
                    agent,
                    session,
                    found ->
                            switch (found.state()) {
                                case State.Requested _ ->
                                        new Decision.Accept(session.value(), events(), List.of());
                                // Let go of meanwhile: what is the person's stays.
                                case State.Ended _ when found.adopted().isPresent() ->
                                        Decision.nothing(session.value());
                                case State.Ended _, State.Interrupted _ ->
                                        new Decision.Accept(
                                                session.value(),
                                                List.of(
                                                        new Event.SessionStarted(
                                                                agent, session, pane, site)),
                                                List.of(new Effect.End(agent, session, pane)));
                                case State.Live _, State.Stopping _ ->
                                        Decision.nothing(session.value());
                            });
        }

        private List<Event> events() {
            var events = new ArrayList<Event>();
            events.add(new Event.SessionStarted(agent, session, pane, site));
            paste.ifPresent(text ->
                    events.add(
                            new Event.MessageAccepted(
                                    agent,
                                    session,
                                    new MessageId(session.value()),
                                    text,
                                    false,
                                    true)));
            return events;
        }
    }

    /// The session could not be opened.
    record NotStarted(AgentId agent, SessionId session, String why) implements Observed {
        @Override
        public Decision decide(World world, Instant now) {
            return of(
                    world,
                    agent,
                    session,
                    found ->
                            found.state() instanceof State.Requested
                                    ? new Decision.Accept(
                                            session.value(),
                                            List.of(
                                                    new Event.SessionEnded(
                                                            agent,
                                                            session,
                                                            new Exit.NeverStarted(why))),
                                            List.of(
                                                    new Effect.Clear(
                                                            agent, session, !found.resumed())))
                                    : Decision.nothing(session.value()));
        }
    }

    /// The session's process has ended, or its pane is gone.
    record Died(AgentId agent, SessionId session, Exit exit) implements Observed {
        @Override
        public Decision decide(World world, Instant now) {
            return of(
                    world,
                    agent,
                    session,
                    found ->
                            switch (found.state()) {
                                case State.Requested _, State.Live _ -> ended(found, exit, false);
                                case State.Stopping stopping ->
                                        ended(found, new Exit.Stopped(), stopping.removeSite());
                                case State.Ended _, State.Interrupted _ ->
                                        Decision.nothing(session.value());
                            });
        }

        private static Decision ended(Agent found, Exit exit, boolean removeSite) {
            return new Decision.Accept(
                    found.session().value(),
                    List.of(new Event.SessionEnded(found.id(), found.session(), exit)),
                    List.of(new Effect.Clear(found.id(), found.session(), removeSite)));
        }
    }

    /// The tmux server is gone, and with it every pane of that life of it.
    record ServerLost(long server) implements Observed {
        @Override
        public Decision decide(World world, Instant now) {
            var events = new ArrayList<Event>();
            var effects = new ArrayList<Effect>();
            for (Agent agent : world.agents().values()) {
                if (agent.pane().filter(pane -> pane.server() == server).isEmpty()) {
                    continue;
                }
                if (agent.state() instanceof State.Stopping stopping) {
                    events.add(
                            new Event.SessionEnded(
                                    agent.id(), agent.session(), new Exit.Stopped()));
                    effects.add(
                            new Effect.Clear(agent.id(), agent.session(), stopping.removeSite()));
                } else {
                    events.add(
                            new Event.SessionInterrupted(
                                    agent.id(), agent.session(), "the tmux server ended"));
                }
            }
            return new Decision.Accept("tmux", events, effects);
        }
    }

    /// What the session does now, by the evidence.
    record Saw(AgentId agent, SessionId session, Finding finding) implements Observed {
        @Override
        public Decision decide(World world, Instant now) {
            return of(
                    world,
                    agent,
                    session,
                    found -> {
                        if (!(found.state() instanceof State.Live live)
                                || live.finding().activity().equals(finding.activity())) {
                            return Decision.nothing(session.value());
                        }
                        return andDeliver(
                                world, now, new Event.ActivityChanged(agent, session, finding));
                    });
        }
    }

    /// The session could take a prompt now: a message that was held back has its next chance.
    record Ready(AgentId agent, SessionId session) implements Observed {
        @Override
        public Decision decide(World world, Instant now) {
            return of(
                    world,
                    agent,
                    session,
                    _ -> {
                        Outbox.Step step = Outbox.next(world, agent);
                        return new Decision.Accept(session.value(), step.events(), step.effects());
                    });
        }
    }

    /// What it has used so far.
    record Metered(AgentId agent, SessionId session, Usage usage) implements Observed {
        @Override
        public Decision decide(World world, Instant now) {
            return of(
                    world,
                    agent,
                    session,
                    found ->
                            found.usage().equals(usage)
                                    ? Decision.nothing(session.value())
                                    : accept(session, new Event.UsageSeen(agent, session, usage)));
        }
    }

    /// The runtime's own id of the conversation.
    record Conversation(AgentId agent, SessionId session, String conversation) implements Observed {
        @Override
        public Decision decide(World world, Instant now) {
            return of(
                    world,
                    agent,
                    session,
                    found ->
                            found.conversation().filter(conversation::equals).isPresent()
                                    ? Decision.nothing(session.value())
                                    : accept(
                                            session,
                                            new Event.ConversationKnown(
                                                    agent, session, conversation)));
        }
    }

    /// How a delivery ended.
    record Delivered(
            AgentId agent, SessionId session, MessageId message, Message.Fate fate, String detail)
            implements Observed {
        @Override
        public Decision decide(World world, Instant now) {
            if (!world.messages().containsKey(message)) {
                return Decision.nothing(message.value());
            }
            var events = new ArrayList<Event>();
            events.add(new Event.DeliveryEnded(agent, session, message, fate, detail));
            boolean takesPrompt =
                    world.session(session)
                            .flatMap(Agent::activity)
                            .filter(Activity::takesPrompt)
                            .isPresent();
            if (fate == Message.Fate.DELIVERED && takesPrompt) {
                // The turn that it began is the newest that is known; without this the next message
                // would be typed into that very turn.
                events.add(
                        new Event.ActivityChanged(
                                agent,
                                session,
                                new Finding(
                                        new Activity.Working(""),
                                        Finding.Source.HOOK,
                                        "message-delivered",
                                        now,
                                        detail)));
            }
            return new Decision.Accept(message.value(), events, List.of());
        }
    }

    /// The engine starts and finds this message on its way. Its text may stand in the composer: it
    /// is looked there, once, and that is written down before.
    record CutOff(AgentId agent, SessionId session, MessageId message) implements Observed {
        @Override
        public Decision decide(World world, Instant now) {
            Message found = world.messages().get(message);
            if (found == null) {
                return Decision.nothing(message.value());
            }
            boolean runs =
                    world.session(session).filter(a -> a.state() instanceof State.Live).isPresent();
            return switch (found.phase()) {
                case QUEUED -> Decision.nothing(message.value());
                case DELIVERING ->
                        runs
                                ? new Decision.Accept(
                                        message.value(),
                                        List.of(new Event.DeliveryStarted(agent, session, message)),
                                        List.of(new Effect.Finish(agent, session, message)))
                                : unsure();
                case FINISHING -> unsure();
            };
        }

        private Decision unsure() {
            return new Decision.Accept(
                    message.value(),
                    List.of(
                            new Event.DeliveryEnded(
                                    agent,
                                    session,
                                    message,
                                    Message.Fate.UNSURE,
                                    "the engine ended while it was typed")),
                    List.of());
        }
    }

    /// Whether the answer's key was pressed.
    record Answered(AgentId agent, SessionId session, boolean pressed, String detail)
            implements Observed {
        @Override
        public Decision decide(World world, Instant now) {
            return of(
                    world,
                    agent,
                    session,
                    _ -> accept(session, new Event.AnswerEnded(agent, session, pressed, detail)));
        }
    }

    /// What the clean-up did. The row may be off the list by then.
    record Cleared(AgentId agent, SessionId session, boolean removed, String detail)
            implements Observed {
        @Override
        public Decision decide(World world, Instant now) {
            boolean known =
                    Stream.concat(world.agents().values().stream(), world.removed().stream())
                            .anyMatch(a -> a.id().equals(agent) && a.session().equals(session));
            return known
                    ? accept(session, new Event.SiteCleared(agent, session, removed, detail))
                    : Decision.nothing(session.value());
        }
    }

    /// A line for the log.
    record Noted(AgentId agent, SessionId session, String text) implements Observed {
        @Override
        public Decision decide(World world, Instant now) {
            return of(world, agent, session, _ -> accept(session, new Event.Noted(agent, text)));
        }
    }

    private static Decision of(
            World world,
            AgentId agent,
            SessionId session,
            java.util.function.Function<Agent, Decision> step) {
        return world.agent(agent)
                .filter(found -> found.session().equals(session))
                .map(step)
                .orElseGet(() -> Decision.nothing(session.value()));
    }

    private static Decision accept(SessionId session, Event event) {
        return new Decision.Accept(session.value(), List.of(event), List.of());
    }

    private static Decision andDeliver(World world, Instant now, Event event) {
        World with = world.after(new Stamped(world.seq() + 1, now, event));
        var events = new ArrayList<Event>(List.of(event));
        Outbox.Step step = Outbox.next(with, event.agent());
        events.addAll(step.events());
        return new Decision.Accept(event.agent().value(), events, step.effects());
    }
}
