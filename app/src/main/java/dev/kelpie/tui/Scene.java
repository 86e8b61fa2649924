package dev.kelpie.tui;

import dev.kelpie.model.Agent;
import dev.kelpie.model.AgentId;
import dev.kelpie.model.World;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/// What panels and dialogs look at and never own: the world, the time, the size, what was chosen.
///
/// @param hidden the marked ones that the filter does not show
/// @param lost whether the engine does not answer, so that the world may be old
/// @param spending what the changes of the world have cost
record Scene(
        World world,
        Instant now,
        Size size,
        Settings settings,
        Log log,
        Optional<AgentId> chosen,
        Set<AgentId> marked,
        Set<AgentId> hidden,
        boolean lost,
        Spending spending,
        Around around) {
    Scene {
        marked = Set.copyOf(marked);
        hidden = Set.copyOf(hidden);
    }

    Scene world(World next) {
        var spent = spending.with(world, next, now);
        return new Scene(
                next,
                now,
                size,
                settings,
                log,
                chosen,
                marked,
                hidden,
                lost,
                spent,
                around.in(next));
    }

    Scene now(Instant next) {
        return new Scene(
                world, next, size, settings, log, chosen, marked, hidden, lost, spending, around);
    }

    Scene size(Size next) {
        return new Scene(
                world, now, next, settings, log, chosen, marked, hidden, lost, spending, around);
    }

    Scene log(Log next) {
        return new Scene(
                world, now, size, settings, next, chosen, marked, hidden, lost, spending, around);
    }

    Scene lost(boolean now) {
        return new Scene(
                world, this.now, size, settings, log, chosen, marked, hidden, now, spending,
                around);
    }

    Scene around(Around next) {
        return new Scene(
                world,
                now,
                size,
                settings,
                log,
                chosen,
                marked,
                hidden,
                lost,
                spending,
                next.in(world));
    }

    /// With what is chosen and marked among the agents.
    Scene choosing(AgentsPanel agents) {
        return new Scene(
                world,
                now,
                size,
                settings,
                log,
                agents.chosen(),
                agents.marked(),
                agents.hidden(this),
                lost,
                spending,
                around.choosing(agents.cursor().id()));
    }

    Optional<Agent> agent() {
        return chosen.flatMap(world::agent);
    }

    Duration since(Instant then) {
        return Duration.between(then, now);
    }
}
