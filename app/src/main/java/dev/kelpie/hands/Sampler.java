package dev.kelpie.hands;

import dev.kelpie.hands.runtime.Look;
import dev.kelpie.hands.runtime.PaneFacts;
import dev.kelpie.hands.runtime.SessionEye;
import dev.kelpie.model.Activity;
import dev.kelpie.model.Agent;
import dev.kelpie.model.Effect;
import dev.kelpie.model.Exit;
import dev.kelpie.model.Finding;
import dev.kelpie.model.Message;
import dev.kelpie.model.PaneRef;
import dev.kelpie.model.SessionId;
import dev.kelpie.model.State;
import dev.kelpie.model.Workplace;
import dev.kelpie.model.World;
import dev.kelpie.tmux.PaneId;
import dev.kelpie.tmux.PaneInfo;
import dev.kelpie.tmux.Snapshot;
import dev.kelpie.tmux.TmuxException;
import dev.kelpie.verb.Observed;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Looks at the herd and tells the engine what has changed against the world; whatever did not get
/// through is therefore told again at the next look. One tmux client a tick, two when a screen
/// moved that nobody else speaks for, none when no agent has a pane.
final class Sampler {
    /// Figures change with every message of an agent; more often than this nobody reads them.
    private static final Duration USAGE_EVERY = Duration.ofSeconds(1);

    /// A pane is dead to tmux before it knows the program's exit status, by milliseconds.
    private static final Duration STATUS_PATIENCE = Duration.ofSeconds(3);

    private final Gear gear;
    private final PaneHands hands;
    private final Map<SessionId, Seen> seen = new HashMap<>();
    private final Map<SessionId, Instant> deadSince = new HashMap<>();

    /// A program says that it asks before it has drawn what; one whose words never come is not
    /// looked at that often for ever.
    private static final Duration WORDS_PATIENCE = Duration.ofSeconds(3);

    /// So long a herd at rest is believed to be so while only tmux says that nothing moved: a
    /// file's event may be lost.
    private static final Duration SWEEP = Duration.ofSeconds(5);

    /// When the next look is worth it, unless something wakes us before.
    enum Next {
        NEVER,
        /// All is as it was at the look before, so nothing was looked at closely.
        STILL,
        /// No pane has printed anything since the look before.
        RESTING,
        LATER,
        /// An agent starts, and somebody waits for it to be ready.
        BRIEFLY,
        SOON
    }

    /// An agent that takes longer to start is looked at like any other.
    private static final Duration STARTING = Duration.ofSeconds(20);

    /// A herd in which nothing is under way and nothing comes about by the clock alone. Empty is
    /// our own server where no agent is in it.
    private record Calm(
            long seq, Optional<Snapshot> panes, Map<Path, Snapshot> abroad, Instant until) {}

    private Optional<Calm> calm = Optional.empty();

    /// What the last tick saw of a session.
    private record Seen(PaneInfo pane, Instant usageAt, Look look) {}

    Sampler(Gear gear, PaneHands hands) {
        this.gear = gear;
        this.hands = hands;
    }

    /// The evidence of the last look at the session, a line each.
    synchronized List<String> explanation(SessionId session) {
        Seen last = seen.get(session);
        return last == null ? List.of() : Evidences.lines(last.look());
    }

    /// Looks at everything once. Answers when to look again.
    ///
    /// @param woken whether something may have happened; if not, a herd at rest need not be looked
    ///   at closely
    Next tick(boolean woken) throws InterruptedException {
        World world = gear.engine().get().world();
        if (!woken && still(world)) {
            return Next.STILL;
        }
        calm = Optional.empty();
        Map<SessionId, Agent> agents =
                world.agents().values().stream()
                        .filter(a -> a.pane().or(a::foreignPane).isPresent())
                        .collect(Collectors.toMap(Agent::session, a -> a));
        forget(agents.keySet());
        gear.abroad().watch(agents.values().stream().filter(a -> a.pane().isEmpty()).toList());
        if (agents.isEmpty()) {
            return Next.NEVER;
        }
        try {
            return look(world, agents);
        } catch (TmuxException e) {
            // tmux did not answer: nothing is concluded from that; the next tick asks again.
            gear.trouble().accept("tmux did not answer: " + e.getMessage());
            return Next.LATER;
        } catch (UncheckedIOException e) {
            // Nor from files that can't be read or moved, as on a full disk.
            gear.trouble().accept(e.getMessage() + ": " + e.getCause());
            return Next.LATER;
        }
    }

    private boolean still(World world) {
        return calm.filter(
                        c -> c.seq() == world.seq() && gear.clock().instant().isBefore(c.until()))
                .filter(c -> c.panes().map(gear.panes()::unchanged).orElse(true))
                .filter(c -> gear.abroad().unchanged(c.abroad()))
                .isPresent();
    }

    private synchronized void forget(Set<SessionId> present) {
        seen.keySet().retainAll(present);
        deadSince.keySet().retainAll(present);
        gear.eyes().keepOnly(present);
        gear.holdBack().keepOnly(present);
    }

    private Next look(World world, Map<SessionId, Agent> agents) throws InterruptedException {
        Instant now = gear.clock().instant();
        var told = new ArrayList<Told>();
        List<Agent> ours = agents.values().stream().filter(a -> a.pane().isPresent()).toList();
        Optional<Sight> own =
                ours.isEmpty()
                        ? Optional.empty()
                        : Sight.of(
                                ours,
                                panes -> Optional.of(gear.panes().snapshot(panes)),
                                gear.eyes(),
                                this::moved,
                                false,
                                now);
        if (own.isPresent()) {
            told.add(own(world, ours, own.get(), now));
        }
        var abroad = new HashMap<Path, Snapshot>();
        Map<Path, List<Agent>> servers =
                agents.values().stream()
                        .filter(a -> a.pane().isEmpty())
                        .collect(
                                Collectors.groupingBy(
                                        a -> Abroad.socket(a.adopted().orElseThrow())));
        for (var server : servers.entrySet()) {
            Optional<Sight> seen = see(server.getKey(), server.getValue(), now);
            seen.ifPresent(sight -> abroad.put(server.getKey(), sight.first()));
            told.add(abroad(world, server.getValue(), seen, now));
        }
        boolean half = told.stream().anyMatch(Told::half);
        boolean moving = told.stream().anyMatch(Told::moving);
        boolean rests =
                !half && !moving && agents.values().stream().allMatch(a -> settled(world, a));
        calm =
                Optional.of(new Calm(world.seq(), own.map(Sight::first), abroad, now.plus(SWEEP)))
                        .filter(_ -> rests);
        return half ? Next.SOON : pace(agents, moving, now);
    }

    /// What a look at one server came to: whether something is half known that will be whole in a
    /// moment, and whether anything moves.
    private record Told(boolean half, boolean moving) {}

    private Optional<Sight> see(Path socket, List<Agent> agents, Instant now) {
        return Sight.of(
                agents,
                panes -> gear.abroad().look(socket, agents, panes, now),
                gear.eyes(),
                this::moved,
                true,
                now);
    }

    private Told own(World world, List<Agent> agents, Sight sight, Instant now)
            throws InterruptedException {
        boolean half = false;
        var lost = new HashSet<Long>();
        for (Agent agent : agents) {
            PaneRef ref = agent.pane().orElseThrow();
            PaneInfo pane = sight.panes().get(Sight.id(agent));
            if (sight.first().serverPid() != ref.server()) {
                lost.add(ref.server());
            } else if (pane == null || !pane.tag().equals(agent.session().value())) {
                gear.reporter()
                        .report(new Observed.Died(agent.id(), agent.session(), new Exit.Lost()));
            } else if (pane.dead()) {
                half |= !dead(agent, pane, now);
            } else {
                half |= !alive(world, agent, pane, sight, now);
            }
        }
        for (long server : lost) {
            gear.reporter().report(new Observed.ServerLost(server));
        }
        return new Told(half, sight.moving());
    }

    /// Of an adopted agent its own process tells whether it lives: around it a shell may go on.
    private Told abroad(World world, List<Agent> agents, Optional<Sight> sight, Instant now)
            throws InterruptedException {
        boolean half = false;
        for (Agent agent : agents) {
            PaneRef ref = agent.foreignPane().orElseThrow();
            Workplace.Adopted place = agent.adopted().orElseThrow();
            Optional<PaneInfo> pane =
                    sight.filter(s -> s.first().serverPid() == ref.server())
                            .flatMap(s -> s.pane(agent));
            boolean gone =
                    sight.isPresent()
                            ? pane.filter(p -> p.pid() == ref.pid()).isEmpty()
                            : !serverLives(ref);
            if (!Abroad.lives(place)) {
                left(agent, pane.filter(p -> p.pid() == place.pid()).flatMap(Panes::exit));
            } else if (gone) {
                left(agent, Optional.of(new Exit.Lost()));
            } else if (pane.isPresent()) {
                half |= !alive(world, agent, pane.get(), sight.orElseThrow(), now);
            } else if (gear.abroad().mute(Abroad.socket(place), now)) {
                gear.reporter().report(new Observed.Saw(agent.id(), agent.session(), unseen(now)));
            }
        }
        return new Told(half, sight.filter(Sight::moving).isPresent());
    }

    /// What it does while its server shows nobody anything.
    private static Finding unseen(Instant now) {
        return new Finding(
                new Activity.Unclear(), Finding.Source.NONE, "tmux-server-silent", now, "");
    }

    /// One that does not answer may only be slow, or have lost its socket.
    private static boolean serverLives(PaneRef ref) {
        return ProcessHandle.of(ref.server()).filter(ProcessHandle::isAlive).isPresent();
    }

    /// Its pane goes with it, so what was seen of it last is kept.
    private void left(Agent agent, Optional<Exit> exit) throws InterruptedException {
        gear.abroad()
                .lastScreen(agent.session())
                .ifPresent(screen -> gear.panes().keep(agent.session(), screen));
        gear.reporter()
                .report(
                        new Observed.Died(
                                agent.id(), agent.session(), exit.orElse(new Exit.Unseen())));
    }

    private static Next pace(Map<SessionId, Agent> agents, boolean moving, Instant now) {
        return agents.values().stream().anyMatch(agent -> starts(agent, now))
                ? Next.BRIEFLY
                : moving ? Next.LATER : Next.RESTING;
    }

    private static boolean starts(Agent agent, Instant now) {
        return agent.pane().isPresent()
                && agent.activity().filter(Activity.Booting.class::isInstance).isPresent()
                && Duration.between(agent.spawned(), now).compareTo(STARTING) < 0;
    }

    /// Whether only the agent itself can change what is known of it.
    private static boolean settled(World world, Agent agent) {
        return agent.state() instanceof State.Live
                && agent.activity().filter(a -> a.takesPrompt() || a.atDialog()).isPresent()
                && !waits(world, agent);
    }

    /// Its status comes a moment after its end; one that never comes is said to be unknown. Answers
    /// whether it was there.
    private boolean dead(Agent agent, PaneInfo pane, Instant now) throws InterruptedException {
        Instant since = deadSince.computeIfAbsent(agent.session(), _ -> now);
        Optional<Exit> exit = Panes.exit(pane);
        if (exit.isEmpty() && Duration.between(since, now).compareTo(STATUS_PATIENCE) > 0) {
            exit = Optional.of(new Exit.Lost());
        }
        if (exit.isPresent()) {
            gear.reporter().report(new Observed.Died(agent.id(), agent.session(), exit.get()));
        }
        return exit.isPresent();
    }

    private synchronized boolean moved(Map<PaneId, PaneInfo> now, Agent agent) {
        Seen before = seen.get(agent.session());
        PaneInfo pane = now.get(Sight.id(agent));
        return pane != null
                && (before == null
                        || !before.pane().activity().equals(pane.activity())
                        || before.pane().cursorX() != pane.cursorX()
                        || before.pane().cursorY() != pane.cursorY()
                        || before.pane().history() != pane.history());
    }

    /// Answers whether all is known that there is to know now.
    private boolean alive(World world, Agent agent, PaneInfo pane, Sight sight, Instant now)
            throws InterruptedException {
        if (agent.state() instanceof State.Stopping stopping) {
            again(agent, stopping, now);
            return true;
        }
        Optional<SessionEye> eye = gear.eyes().on(agent);
        if (eye.isEmpty()) {
            return true;
        }
        Look look = eye.get().look(facts(agent, pane), sight.screen(pane), now);
        for (Observed fact : facts(world, agent, look, now)) {
            gear.reporter().report(fact);
        }
        remember(agent, pane, look, now);
        Finding finding = look.finding();
        return !finding.activity().atDialog()
                || Duration.between(finding.since(), now).compareTo(WORDS_PATIENCE) > 0
                || !eye.get().wantsScreen(now, false);
    }

    private synchronized void remember(Agent agent, PaneInfo pane, Look look, Instant now) {
        Seen before = seen.get(agent.session());
        boolean told = !agent.usage().equals(look.usage());
        Instant usageAt = before == null || told ? now : before.usageAt();
        seen.put(agent.session(), new Seen(pane, usageAt, look));
    }

    /// A stop that did not come to its end in time is asked for once more.
    private void again(Agent agent, State.Stopping stopping, Instant now) {
        if (now.isAfter(stopping.deadline())) {
            hands.perform(new Effect.End(agent.id(), agent.session(), stopping.pane()));
        }
    }

    private List<Observed> facts(World world, Agent agent, Look look, Instant now) {
        var facts = new ArrayList<Observed>();
        boolean news = agent.activity().filter(a -> a.equals(look.finding().activity())).isEmpty();
        if (news) {
            facts.add(new Observed.Saw(agent.id(), agent.session(), look.finding()));
        } else if (look.finding().activity().takesPrompt()
                && waits(world, agent)
                && gear.holdBack().over(agent.session(), now)) {
            // A try is two lines in the log; one that would come to the same as the last is none.
            if (world.hold(agent.id()).isPresent() && hands.stillHeld(world, agent)) {
                gear.holdBack().held(agent.session(), now);
            } else {
                facts.add(new Observed.Ready(agent.id(), agent.session()));
            }
        }
        if (!agent.usage().equals(look.usage()) && due(agent, now)) {
            facts.add(new Observed.Metered(agent.id(), agent.session(), look.usage()));
        }
        look.conversation()
                .filter(c -> !agent.conversation().equals(Optional.of(c)))
                .ifPresent(
                        c -> facts.add(new Observed.Conversation(agent.id(), agent.session(), c)));
        look.notes()
                .forEach(note -> facts.add(new Observed.Noted(agent.id(), agent.session(), note)));
        return facts;
    }

    private synchronized boolean due(Agent agent, Instant now) {
        Seen before = seen.get(agent.session());
        return before == null
                || Duration.between(before.usageAt(), now).compareTo(USAGE_EVERY) >= 0;
    }

    private static boolean waits(World world, Agent agent) {
        return world.messages().values().stream()
                .anyMatch(m ->
                        m.session().equals(agent.session()) && m.phase() == Message.Phase.QUEUED);
    }

    /// Of an adopted agent the pane's own process may be a shell around it, and the one that was
    /// adopted is known to live.
    static PaneFacts facts(Agent agent, PaneInfo pane) {
        return new PaneFacts(
                pane.dead(),
                agent.adopted().map(Workplace.Adopted::pid).orElse(pane.pid()),
                agent.adopted().map(_ -> agent.spec().runtime()).orElse(pane.command()),
                pane.activity(),
                pane.cursorX(),
                pane.cursorY());
    }
}
