package dev.kelpie.tui;

import dev.kelpie.model.Agent;
import dev.kelpie.model.AgentId;
import dev.kelpie.model.World;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/// What panels and dialogs look at and never own: the world, the time, the size, what was chosen.
record Scene(
        World world,
        Instant now,
        Size size,
        Settings settings,
        Log log,
        Optional<AgentId> chosen,
        Set<AgentId> marked) {
    Scene {
        marked = Set.copyOf(marked);
    }

    Scene world(World next) {
        return new Scene(next, now, size, settings, log, chosen, marked);
    }

    Scene now(Instant next) {
        return new Scene(world, next, size, settings, log, chosen, marked);
    }

    Scene size(Size next) {
        return new Scene(world, now, next, settings, log, chosen, marked);
    }

    Scene log(Log next) {
        return new Scene(world, now, size, settings, next, chosen, marked);
    }

    Scene choosing(Optional<AgentId> agent, Set<AgentId> marks) {
        return new Scene(world, now, size, settings, log, agent, marks);
    }

    Optional<Agent> agent() {
        return chosen.flatMap(world::agent);
    }

    Duration since(Instant then) {
        return Duration.between(then, now);
    }
}
