package dev.kelpie.hands;

import dev.kelpie.model.Agent;
import dev.kelpie.tmux.PaneId;
import dev.kelpie.tmux.PaneInfo;
import dev.kelpie.tmux.Snapshot;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// What one tmux server shows of its agents: their panes, the screens that were worth a look, and
/// whether any of it has moved. One question to the server, two when a screen moved that nobody
/// else speaks for.
record Sight(
        Snapshot first, Map<PaneId, PaneInfo> panes, Map<PaneId, String> screens, boolean moving) {
    /// Asks the server for its panes and the screens of some. Empty when nobody answers.
    interface Server extends Function<Set<PaneId>, Optional<Snapshot>> {}

    /// @param moved whether the agent's pane is another than at the look before
    /// @param keep whether the screen of each that moved is wanted, to be had when its pane is gone
    static Optional<Sight> of(
            List<Agent> agents,
            Server server,
            Eyes eyes,
            BiPredicate<Map<PaneId, PaneInfo>, Agent> moved,
            boolean keep,
            Instant now) {
        Optional<Snapshot> first = server.apply(wanting(agents, eyes, _ -> false, now));
        if (first.isEmpty()) {
            return Optional.empty();
        }
        Map<PaneId, PaneInfo> panes =
                first.get().panes().stream().collect(Collectors.toMap(PaneInfo::id, p -> p));
        boolean moving = agents.stream().anyMatch(agent -> moved.test(panes, agent));
        Set<PaneId> more = wanting(agents, eyes, agent -> moved.test(panes, agent), now);
        if (keep) {
            agents.stream()
                    .filter(agent -> moved.test(panes, agent))
                    .forEach(agent -> more.add(id(agent)));
        }
        more.removeAll(first.get().screens().keySet());
        Map<PaneId, String> screens = new HashMap<>(first.get().screens());
        if (!more.isEmpty()) {
            server.apply(more).ifPresent(second -> screens.putAll(second.screens()));
        }
        return Optional.of(new Sight(first.get(), panes, screens, moving));
    }

    private static Set<PaneId> wanting(
            List<Agent> agents, Eyes eyes, Predicate<Agent> moved, Instant now) {
        var wanting = new HashSet<PaneId>();
        for (Agent agent : agents) {
            eyes.on(agent)
                    .filter(eye -> eye.wantsScreen(now, moved.test(agent)))
                    .ifPresent(_ -> wanting.add(id(agent)));
        }
        return wanting;
    }

    /// Of an agent that has a pane, ours or the person's.
    static PaneId id(Agent agent) {
        return new PaneId(agent.pane().or(agent::foreignPane).orElseThrow().pane());
    }

    Optional<PaneInfo> pane(Agent agent) {
        return Optional.ofNullable(panes.get(id(agent)));
    }

    Optional<String> screen(PaneInfo pane) {
        return Optional.ofNullable(screens.get(pane.id()));
    }
}
