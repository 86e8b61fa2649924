package dev.kelpie.tui;

import dev.kelpie.model.Agent;
import dev.kelpie.model.World;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What the herd has cost lately, as far as this screen has seen.
///
/// @param since when it began to look
record Spending(Optional<Instant> since, List<Part> parts) {
    /// What became dearer by so much.
    record Part(Instant at, double dollars) {}

    static final Spending UNSEEN = new Spending(Optional.empty(), List.of());

    /// An hour's figure that is about now.
    private static final Duration WINDOW = Duration.ofMinutes(10);

    /// Less says nothing about an hour.
    private static final Duration TOO_SHORT = Duration.ofMinutes(1);

    /// So a busy herd is sixty parts, not thousands.
    private static final Duration STEP = Duration.ofSeconds(10);

    Spending {
        parts = List.copyOf(parts);
    }

    /// With what is dearer in the later world. What came with a new agent was spent before.
    Spending with(World before, World after, Instant now) {
        double dollars =
                after.agents().values().stream()
                        .mapToDouble(a ->
                                before.agent(a.id())
                                        .map(old -> Math.max(0, cost(a) - cost(old)))
                                        .orElse(0.0))
                        .sum();
        var next = new ArrayList<>(parts);
        next.removeIf(part -> part.at().isBefore(now.minus(WINDOW)));
        boolean joins = !next.isEmpty() && next.getLast().at().isAfter(now.minus(STEP));
        if (dollars > 0) {
            var last = joins ? next.removeLast() : new Part(now, 0);
            next.add(new Part(last.at(), last.dollars() + dollars));
        }
        return new Spending(Optional.of(since.orElse(now)), next);
    }

    /// Dollars an hour; nothing while nothing is spent or too little was seen.
    Optional<Double> perHour(Instant now) {
        var seen = since.map(begun -> Duration.between(begun, now)).orElse(Duration.ZERO);
        double dollars =
                parts.stream()
                        .filter(part -> !part.at().isBefore(now.minus(WINDOW)))
                        .mapToDouble(Part::dollars)
                        .sum();
        if (seen.compareTo(TOO_SHORT) < 0 || dollars == 0) {
            return Optional.empty();
        }
        var span = seen.compareTo(WINDOW) < 0 ? seen : WINDOW;
        return Optional.of(dollars * Duration.ofHours(1).toMillis() / span.toMillis());
    }

    private static double cost(Agent agent) {
        return agent.usage().costDollars().orElse(0.0);
    }
}
