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
import java.util.stream.Stream;

/// A tmux server and its agents as a few maps, and hands that work on them one step at a time. What
/// is outside outlives every engine; what waits to be done dies with it.
final class SimulatedHands {
    static final String QUESTION = "May I?";
    static final List<String> OPTIONS = List.of("Yes", "No");

    private final Random random;
    private final Map<SessionId, Pane> panes = new HashMap<>();
    private final Map<MessageId, Integer> typed = new HashMap<>();
    private final Map<MessageId, Integer> submitted = new HashMap<>();
    private final Map<SessionId, Draft> drafts = new HashMap<>();
    private final Map<SessionId, String> trees = new HashMap<>();
    private boolean cut;
    private boolean steady;
    private long server = 100;
    private long pids = 1000;

    // These two die with the engine.
    private final Deque<Effect> waiting = new ArrayDeque<>();
    private final Deque<Observed> facts = new ArrayDeque<>();

    private record Pane(AgentId agent, PaneRef ref, boolean dead) {}

    /// Unsent text: a message's, or a person's, or a message's that only a person may touch.
    private record Draft(Optional<MessageId> message, boolean persons) {}

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

    /// How often each message was sent off by Enter.
    Map<MessageId, Integer> submitted() {
        return submitted;
    }

    /// Whether the engine was killed in the middle of a delivery just now.
    synchronized boolean cut() {
        boolean was = cut;
        cut = false;
        return was;
    }

    /// From now on nobody kills it.
    synchronized void steady() {
        steady = true;
    }

    private boolean cutHere() {
        cut = !steady && random.nextInt(5) == 0;
        return cut;
    }

    /// Whether the session's worktree is there, as somebody sees who looks by himself.
    boolean tree(SessionId session) {
        return trees.containsKey(session);
    }

    /// Messages that are said to be over while their text, and nothing of a person's, still blocks
    /// a composer.
    List<MessageId> leftBehind(World world) {
        return drafts.entrySet().stream()
                .filter(e -> runs(e.getKey()) && !e.getValue().persons())
                .flatMap(e -> e.getValue().message().stream())
                .filter(m -> !world.messages().containsKey(m))
                .toList();
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
            case Effect.Finish finish -> finish(finish);
            case Effect.PressAnswer answer ->
                    facts.add(new Observed.Answered(answer.agent(), answer.session(), true, ""));
            case Effect.BreakTurn turn ->
                    facts.add(saw(turn.agent(), turn.session(), new Activity.BrokenOff()));
            case Effect.End end -> {
                panes.remove(end.session());
                facts.add(new Observed.Died(end.agent(), end.session(), new Exit.Stopped()));
            }
            case Effect.Clear clear -> clear(world, clear);
        }
    }

    private void clear(World world, Effect.Clear clear) {
        boolean opening =
                facts.stream()
                        .anyMatch(f ->
                                f instanceof Observed.Started s
                                        && s.session().equals(clear.session()));
        if (opening) {
            waiting.addLast(clear); // A lane tells what it did before it goes on.
            return;
        }
        Optional<Agent> agent =
                Stream.concat(world.agents().values().stream(), world.removed().stream())
                        .filter(a -> a.session().equals(clear.session()) && a.over())
                        .findFirst();
        if (agent.isEmpty()) {
            return;
        }
        panes.remove(clear.session());
        if (clear.removeSite()) {
            trees.remove(clear.session());
            agent.flatMap(Agent::site).map(Site::directory).ifPresent(trees.values()::remove);
            facts.add(new Observed.Cleared(clear.agent(), clear.session(), true, ""));
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
        Site site =
                world.session(open.session())
                        .flatMap(Agent::site)
                        .filter(s -> trees.containsValue(s.directory()))
                        .orElseGet(() -> made(open.session()));
        facts.add(
                new Observed.Started(
                        open.agent(), open.session(), pane.ref(), site, Optional.empty()));
    }

    private Site made(SessionId session) {
        String tree = trees.computeIfAbsent(session, s -> "/tree/" + s);
        return new Site(tree, Optional.empty(), Optional.empty(), List.of());
    }

    private boolean runs(SessionId session) {
        Pane pane = panes.get(session);
        return pane != null && !pane.dead();
    }

    /// Enter, if just this text stands in the composer.
    private void finish(Effect.Finish finish) {
        boolean stands =
                runs(finish.session())
                        && new Draft(Optional.of(finish.message()), false)
                                .equals(drafts.get(finish.session()));
        if (stands && cutHere()) {
            drafts.put(finish.session(), new Draft(Optional.of(finish.message()), true));
            return;
        }
        if (stands) {
            drafts.remove(finish.session());
            submitted.merge(finish.message(), 1, Integer::sum);
            if (cutHere()) {
                return;
            }
        }
        facts.add(
                new Observed.Delivered(
                        finish.agent(),
                        finish.session(),
                        finish.message(),
                        stands ? Message.Fate.DELIVERED : Message.Fate.UNSURE,
                        ""));
    }

    private void deliver(Effect.Deliver deliver) {
        boolean runs = runs(deliver.session());
        Message.Fate fate =
                !runs || drafts.containsKey(deliver.session()) || random.nextInt(4) == 0
                        ? Message.Fate.HELD
                        : random.nextInt(8) == 0
                                ? Message.Fate.UNCONFIRMED
                                : Message.Fate.DELIVERED;
        if (fate != Message.Fate.HELD) {
            typed.merge(deliver.message(), 1, Integer::sum);
            if (cutHere()) {
                drafts.put(deliver.session(), new Draft(Optional.of(deliver.message()), false));
                return;
            }
            submitted.merge(deliver.message(), 1, Integer::sum);
            if (cutHere()) {
                return;
            }
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
            case 4 ->
                    drafts.compute(
                            entry.getKey(),
                            (_, draft) ->
                                    new Draft(
                                            draft == null ? Optional.empty() : draft.message(),
                                            true));
            case 5, 6 -> facts.add(saw(pane.agent(), entry.getKey(), new Activity.Working("")));
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
        drafts.values().removeIf(Draft::persons);
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
        cut = false;
        var lost = new HashSet<Long>();
        world.agents().values().stream()
                .flatMap(a -> a.pane().stream())
                .filter(p -> p.server() != server)
                .forEach(p -> lost.add(p.server()));
        lost.forEach(l -> facts.add(new Observed.ServerLost(l)));
        world.messages().values().stream()
                .filter(m -> m.phase() != Message.Phase.QUEUED)
                .forEach(m -> facts.add(new Observed.CutOff(m.agent(), m.session(), m.id())));
        var rest = new ArrayList<>(panes.keySet());
        for (Agent agent : world.agents().values()) {
            rest.remove(agent.session());
            recover(agent);
        }
        rest.forEach(panes::remove);
        world.removed().stream()
                .filter(a -> Recovery.recorded(a.state()) == Recovery.Recorded.TO_CLEAR)
                .forEach(this::clear);
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
                    clear(agent);
                }
            }
            case CLEAR -> clear(agent);
        }
    }

    private void clear(Agent agent) {
        boolean removeSite = agent.state() instanceof State.Ended ended && ended.removeSite();
        waiting.add(new Effect.Clear(agent.id(), agent.session(), removeSite));
    }

    private static Observed saw(AgentId agent, SessionId session, Activity activity) {
        return new Observed.Saw(
                agent,
                session,
                new Finding(activity, Finding.Source.HOOK, "simulated", Instant.EPOCH, ""));
    }
}
