package dev.kelpie.door.cli;

import dev.kelpie.engine.Watch;
import dev.kelpie.model.Activity;
import dev.kelpie.model.Agent;
import dev.kelpie.model.Event;
import dev.kelpie.model.SessionId;
import dev.kelpie.model.Stamped;
import dev.kelpie.model.World;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

/// Waiting for the world to come to something, by watching its events; nothing is polled.
final class Waiting {
    /// How long at most between two looks at whether the caller is still there.
    private static final Duration PULSE = Duration.ofSeconds(1);

    /// A large worktree takes a while to go.
    private static final Duration CLEAR_PATIENCE = Duration.ofSeconds(30);

    /// An agent's register or hook tells of a question before its screen is read for the choices.
    /// Longer, and nobody can read them.
    private static final Duration WORDS_PATIENCE = Duration.ofSeconds(10);

    private Waiting() {}

    /// True as soon as the condition holds, false when the time is up or the caller has gone.
    static boolean until(Call call, Duration patience, Predicate<World> condition)
            throws InterruptedException {
        long from = call.kelpie().world().seq();
        return event(
                        call,
                        patience,
                        from,
                        _ ->
                                condition.test(call.kelpie().world())
                                        ? Optional.of(true)
                                        : Optional.empty())
                .isPresent();
    }

    /// Whether the agent asks something whose choices are still to be read from its screen.
    static boolean unread(Agent agent, Instant now) {
        return agent.activity().orElse(null) instanceof Activity.Waiting question
                && question.why() != Activity.Why.TURN_DONE
                && question.options().isEmpty()
                && Duration.between(agent.since(), now).compareTo(WORDS_PATIENCE) < 0;
    }

    /// Waits until the place of each session was seen to, and tells what came of it.
    static void cleared(
            Call call, long from, Set<SessionId> sessions, Consumer<Event.SiteCleared> told)
            throws InterruptedException {
        var open = new HashSet<>(sessions);
        event(
                call,
                CLEAR_PATIENCE,
                from,
                stamped -> {
                    stamped.map(Stamped::event)
                            .filter(Event.SiteCleared.class::isInstance)
                            .map(Event.SiteCleared.class::cast)
                            .filter(e -> open.remove(e.session()))
                            .ifPresent(told);
                    return open.isEmpty() ? Optional.of(true) : Optional.empty();
                });
    }

    /// The first thing that the probe finds in an event after `from`. The probe is also asked once
    /// at the beginning and at every pulse, with no event.
    static <T> Optional<T> event(
            Call call, Duration patience, long from, Function<Optional<Stamped>, Optional<T>> probe)
            throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        BlockingQueue<Stamped> events = new LinkedBlockingQueue<>();
        try (Watch watch = call.kelpie().watch(from, events::add)) {
            Optional<T> found = probe.apply(Optional.empty());
            while (found.isEmpty() && watch.open() && !call.io().gone()) {
                long left = end - System.nanoTime();
                if (left <= 0) {
                    return Optional.empty();
                }
                Stamped next = events.poll(Math.min(left, PULSE.toNanos()), TimeUnit.NANOSECONDS);
                found = probe.apply(Optional.ofNullable(next));
            }
            return found;
        }
    }
}
