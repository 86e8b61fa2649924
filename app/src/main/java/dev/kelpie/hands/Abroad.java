package dev.kelpie.hands;

import dev.kelpie.model.Agent;
import dev.kelpie.model.PaneRef;
import dev.kelpie.model.SessionId;
import dev.kelpie.model.Workplace;
import dev.kelpie.tmux.ForeignPanes;
import dev.kelpie.tmux.PaneEnds;
import dev.kelpie.tmux.PaneId;
import dev.kelpie.tmux.PaneInfo;
import dev.kelpie.tmux.ProcessBirth;
import dev.kelpie.tmux.Snapshot;
import dev.kelpie.tmux.TmuxException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/// Adopted agents, in the person's own tmux servers. Looks there and sets nothing; only [#end]
/// acts, when a person says so.
final class Abroad implements AutoCloseable {
    /// So long a server is left in peace that did not answer: each question to it costs a second,
    /// in which nobody is looked at.
    private static final Duration PEACE = Duration.ofSeconds(10);

    private final ForeignPanes panes;
    private final PaneEnds ends;
    private final Consumer<String> trouble;
    private final Map<Path, Silence> silences = new ConcurrentHashMap<>();
    private final Map<SessionId, String> screens = new ConcurrentHashMap<>();

    /// How long a server has not answered, and when it is asked again.
    private record Silence(Instant since, Instant until) {}

    /// @param wake called when one of those that are watched has ended
    Abroad(ForeignPanes panes, Runnable wake, Consumer<String> trouble) {
        this.panes = panes;
        this.ends = new PaneEnds(wake);
        this.trouble = trouble;
    }

    /// Its pane, if this very program still runs there.
    Optional<PaneRef> find(Workplace.Adopted place) {
        return panes.look(socket(place), Set.of())
                .flatMap(now ->
                        now.panes().stream()
                                .filter(p -> p.id().equals(pane(place)) && !p.dead())
                                .filter(p -> ForeignPanes.runs(p, place.pid(), place.birth()))
                                .findFirst()
                                .map(p -> new PaneRef(place.pane(), now.serverPid(), p.pid())));
    }

    static boolean lives(Workplace.Adopted place) {
        return ProcessBirth.lives(place.pid(), place.birth());
    }

    /// What the server shows of these panes, and nothing of its others. Empty when nobody answers:
    /// it may be gone, or only silent.
    Optional<Snapshot> look(
            Path socket, Collection<Agent> agents, Set<PaneId> capture, Instant now) {
        Optional<Silence> before = Optional.ofNullable(silences.get(socket));
        if (before.filter(s -> now.isBefore(s.until())).isPresent()) {
            return Optional.empty();
        }
        try {
            Optional<Snapshot> seen = look(socket, agents, capture);
            silences.remove(socket);
            return seen;
        } catch (TmuxException e) {
            Instant since = before.map(Silence::since).orElse(now);
            silences.put(socket, new Silence(since, now.plus(PEACE)));
            if (before.isEmpty()) {
                trouble.accept("the tmux server " + socket + ": " + e.getMessage());
            }
            return Optional.empty();
        }
    }

    /// Whether the server was asked twice, and was silent both times.
    boolean mute(Path socket, Instant now) {
        return Optional.ofNullable(silences.get(socket))
                .filter(s -> !now.isBefore(s.since().plus(PEACE)))
                .isPresent();
    }

    private Optional<Snapshot> look(Path socket, Collection<Agent> agents, Set<PaneId> capture) {
        Map<PaneId, SessionId> wanted =
                agents.stream()
                        .collect(
                                Collectors.toMap(
                                        a -> pane(a.adopted().orElseThrow()),
                                        Agent::session,
                                        (_, newer) -> newer));
        Optional<Snapshot> seen =
                panes.look(socket, capture)
                        .map(all ->
                                new Snapshot(
                                        all.serverPid(),
                                        all.panes().stream()
                                                .filter(p -> wanted.containsKey(p.id()))
                                                .toList(),
                                        all.screens()));
        seen.ifPresent(now -> agents.forEach(agent -> keepScreen(now, agent)));
        return seen;
    }

    /// Of a pane in which another program was started the screen is not the agent's any more.
    private void keepScreen(Snapshot now, Agent agent) {
        PaneId pane = pane(agent.adopted().orElseThrow());
        boolean same =
                now.panes().stream()
                        .filter(p -> p.id().equals(pane))
                        .anyMatch(p ->
                                agent.foreignPane()
                                        .filter(ref -> ref.pid() == p.pid())
                                        .isPresent());
        if (same) {
            Optional.ofNullable(now.screens().get(pane))
                    .ifPresent(text -> screens.put(agent.session(), text));
        }
    }

    /// Whether the servers tell of these panes what they told then.
    boolean unchanged(Map<Path, Snapshot> before) {
        try {
            return silences.isEmpty()
                    && before.entrySet().stream()
                            .allMatch(each -> same(each.getKey(), each.getValue()));
        } catch (TmuxException e) {
            return false; // whoever looks closely says what is wrong
        }
    }

    private boolean same(Path socket, Snapshot before) {
        Set<PaneId> wanted = before.panes().stream().map(PaneInfo::id).collect(Collectors.toSet());
        return panes.look(socket, Set.of())
                .filter(now ->
                        now.serverPid() == before.serverPid()
                                && now.panes().stream()
                                        .filter(p -> wanted.contains(p.id()))
                                        .toList()
                                        .equals(before.panes()))
                .isPresent();
    }

    /// From now on the ends of these are noticed, and of no others.
    void watch(Collection<Agent> agents) {
        ends.watch(
                agents.stream()
                        .flatMap(a -> a.adopted().stream())
                        .map(Workplace.Adopted::pid)
                        .collect(Collectors.toSet()));
        silences.keySet()
                .retainAll(
                        agents.stream()
                                .flatMap(a -> a.adopted().stream())
                                .map(Abroad::socket)
                                .collect(Collectors.toSet()));
        screens.keySet().retainAll(agents.stream().map(Agent::session).collect(Collectors.toSet()));
    }

    /// What was last seen of its screen; its pane goes with its program.
    Optional<String> lastScreen(SessionId session) {
        return Optional.ofNullable(screens.get(session));
    }

    String capture(Workplace.Adopted place, int history, boolean colours) {
        return panes.capture(socket(place), pane(place), history, colours);
    }

    /// Ends what runs in its pane, and the pane; false when it does not run there any more.
    boolean end(Workplace.Adopted place) {
        return panes.end(socket(place), pane(place), place.pid(), place.birth());
    }

    /// The pids of all that [#end] would end now.
    Set<Long> processes(Workplace.Adopted place) {
        return panes.processes(socket(place), pane(place));
    }

    /// The argv by which a person gets there from outside of that server.
    List<String> attachCommand(Workplace.Adopted place) {
        return panes.jump(socket(place), pane(place), Optional.empty());
    }

    static Path socket(Workplace.Adopted place) {
        return Path.of(place.socket());
    }

    private static PaneId pane(Workplace.Adopted place) {
        return new PaneId(place.pane());
    }

    @Override
    public void close() {
        ends.close();
    }
}
