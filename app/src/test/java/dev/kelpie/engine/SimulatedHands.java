package dev.kelpie.engine;

import dev.kelpie.model.Activity;
import dev.kelpie.model.Agent;
import dev.kelpie.model.AgentId;
import dev.kelpie.model.Effect;
import dev.kelpie.model.Exit;
import dev.kelpie.model.Finding;
import dev.kelpie.model.Message;
import dev.kelpie.model.MessageId;
import dev.kelpie.model.PaneRef;
import dev.kelpie.model.Recovery;
import dev.kelpie.model.SessionId;
import dev.kelpie.model.Site;
import dev.kelpie.model.State;
import dev.kelpie.model.World;
import dev.kelpie.verb.Observed;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/// A tmux server and its agents as a few maps, and hands that work on them one step at a time. What
/// is outside outlives every engine; what waits to be done dies with it.
final class SimulatedHands {
    static final String QUESTION = "May I?";
    static final List<String> OPTIONS = List.of("Yes", "No");

    private final Random random;
    private final Map<SessionId, Pane> panes = new HashMap<>();
    private final Map<MessageId, Integer> typed = new HashMap<>();
    private final Set<SessionId> cleared = new HashSet<>();
    private long server = 100;
    private long pids = 1000;

    // These two die with the engine.
    private final Deque<Effect> waiting = new ArrayDeque<>();
    private final Deque<Observed> facts = new ArrayDeque<>();

    private record Pane(AgentId agent, PaneRef ref, boolean dead) {}

    SimulatedHands(Random random) {
        this.random = random;
    }

    synchronized void take(Effect effect) {
        waiting.addLast(effect);
    }

    synchronized boolean idle() {
        return waiting.isEmpty() && facts.isEmpty();
    }

    /// How often each message was typed.
    Map<MessageId, Integer> typed() {
        return typed;
    }

    /// How many panes of the agent run.
    long panes(AgentId agent) {
        return panes.values().stream().filter(p -> p.agent().equals(agent) && !p.dead()).count();
    }

    synchronized Optional<Observed> nextFact() {
        return Optional.ofNullable(facts.peekFirst());
    }

    synchronized void told() {
        facts.removeFirst();
    }

    /// Does the oldest thing that waits, if any.
    synchronized void work(World world) {
        Effect effect = waiting.pollFirst();
        switch (effect) {
            case null -> {}
            case Effect.Open open -> open(world, open);
            case Effect.Deliver deliver -> deliver(deliver);
            case Effect.PressAnswer answer ->
                    facts.add(new Observed.Answered(answer.agent(), answer.session(), true, ""));
            case Effect.BreakTurn turn ->
                    facts.add(saw(turn.agent(), turn.session(), new Activity.BrokenOff()));
            case Effect.End end -> {
                panes.remove(end.session());
                facts.add(new Observed.Died(end.agent(), end.session(), new Exit.Stopped()));
            }
            case Effect.Clear clear -> {
                panes.remove(clear.session());
                cleared.add(clear.session());
                if (clear.removeSite()) {
                    facts.add(new Observed.Cleared(clear.agent(), clear.session(), true, ""));
                }
            }
        }
    }

    private void open(World world, Effect.Open open) {
        boolean wanted =
                world.session(open.session())
                        .filter(a -> a.state() instanceof State.Requested)
                        .isPresent();
        if (!wanted) {
            return;
        }
        if (random.nextInt(10) == 0 && !panes.containsKey(open.session())) {
            facts.add(new Observed.NotStarted(open.agent(), open.session(), "git won't"));
            return;
        }
        Pane pane =
                panes.computeIfAbsent(
                        open.session(),
                        _ ->
                                new Pane(
                                        open.agent(),
                                        new PaneRef("%" + pids, server, pids++),
                                        false));
        facts.add(
                new Observed.Started(
                        open.agent(),
                        open.session(),
                        pane.ref(),
                        new Site("/tree", Optional.empty(), Optional.empty(), List.of()),
                        Optional.empty()));
    }

    private void deliver(Effect.Deliver deliver) {
        Pane pane = panes.get(deliver.session());
        boolean runs = pane != null && !pane.dead();
        Message.Fate fate =
                !runs || random.nextInt(4) == 0
                        ? Message.Fate.HELD
                        : random.nextInt(8) == 0
                                ? Message.Fate.UNCONFIRMED
                                : Message.Fate.DELIVERED;
        if (fate != Message.Fate.HELD) {
            typed.merge(deliver.message(), 1, Integer::sum);
        }
        facts.add(
                new Observed.Delivered(
                        deliver.agent(), deliver.session(), deliver.message(), fate, ""));
    }

    /// Something happens outside by itself.
    synchronized void happen(World world) {
        var living = panes.entrySet().stream().filter(e -> !e.getValue().dead()).toList();
        if (living.isEmpty()) {
            return;
        }
        var entry = living.get(random.nextInt(living.size()));
        Pane pane = entry.getValue();
        switch (random.nextInt(12)) {
            case 0 -> {
                panes.put(entry.getKey(), new Pane(pane.agent(), pane.ref(), true));
                facts.add(new Observed.Died(pane.agent(), entry.getKey(), new Exit.Code(3)));
            }
            case 1 -> {
                panes.clear();
                facts.add(new Observed.ServerLost(server));
                server++;
            }
            case 2, 3 ->
                    facts.add(
                            saw(
                                    pane.agent(),
                                    entry.getKey(),
                                    new Activity.Waiting(
                                            Activity.Why.PERMISSION, QUESTION, OPTIONS)));
            case 4, 5, 6 -> facts.add(saw(pane.agent(), entry.getKey(), new Activity.Working("")));
            default -> quiet(world, pane.agent(), entry.getKey());
        }
    }

    private void quiet(World world, AgentId agent, SessionId session) {
        boolean known =
                world.agent(agent)
                        .flatMap(Agent::activity)
                        .filter(Activity::takesPrompt)
                        .isPresent();
        facts.add(
                known
                        ? new Observed.Ready(agent, session)
                        : saw(
                                agent,
                                session,
                                new Activity.Waiting(Activity.Why.TURN_DONE, "", List.of())));
    }

    /// Every agent that runs comes to wait for a prompt, and whoever was to be ended is ended.
    synchronized void settle(World world) {
        for (Agent agent : world.agents().values()) {
            Pane pane = panes.get(agent.session());
            if (agent.state() instanceof State.Stopping stopping) {
                waiting.add(new Effect.End(agent.id(), agent.session(), stopping.pane()));
            } else if (agent.pane().isPresent() && (pane == null || pane.dead())) {
                facts.add(new Observed.Died(agent.id(), agent.session(), new Exit.Lost()));
            } else if (agent.pane().isPresent()) {
                quiet(world, agent.id(), agent.session());
            }
        }
    }

    /// The engine is gone, and with it what waited; the next one looks at what is there.
    synchronized void restart(World world) {
        waiting.clear();
        facts.clear();
        for (Message message : world.messages().values()) {
            if (message.phase() == Message.Phase.DELIVERING) {
                facts.add(
                        new Observed.Delivered(
                                message.agent(),
                                message.session(),
                                message.id(),
                                Message.Fate.UNSURE,
                                ""));
            }
        }
        var lost = new HashSet<Long>();
        world.agents().values().stream()
                .flatMap(a -> a.pane().stream())
                .filter(p -> p.server() != server)
                .forEach(p -> lost.add(p.server()));
        lost.forEach(l -> facts.add(new Observed.ServerLost(l)));
        var rest = new ArrayList<>(panes.keySet());
        for (Agent agent : world.agents().values()) {
            rest.remove(agent.session());
            recover(agent);
        }
        rest.forEach(panes::remove);
    }

    private void recover(Agent agent) {
        Pane pane = panes.get(agent.session());
        Recovery.Seen seen =
                pane == null
                        ? Recovery.Seen.NO_PANE
                        : pane.dead() ? Recovery.Seen.DEAD : Recovery.Seen.ALIVE;
        switch (Recovery.action(Recovery.recorded(agent.state()), seen)) {
            case NOTHING -> {}
            case OPEN -> waiting.add(new Effect.Open(agent.id(), agent.session()));
            case ADOPT, RECORD_EXIT -> {
                if (agent.state() instanceof State.Requested) {
                    waiting.add(new Effect.Open(agent.id(), agent.session()));
                } else if (pane != null && pane.dead()) {
                    facts.add(new Observed.Died(agent.id(), agent.session(), new Exit.Code(3)));
                }
            }
            case RECORD_LOST ->
                    facts.add(new Observed.Died(agent.id(), agent.session(), new Exit.Lost()));
            case KILL -> {
                if (agent.state() instanceof State.Stopping stopping) {
                    waiting.add(new Effect.End(agent.id(), agent.session(), stopping.pane()));
                } else {
                    panes.remove(agent.session());
                }
            }
        }
    }

    private static Observed saw(AgentId agent, SessionId session, Activity activity) {
        return new Observed.Saw(
                agent,
                session,
                new Finding(activity, Finding.Source.HOOK, "simulated", Instant.EPOCH, ""));
    }
}
