package dev.kelpie.verb;

import dev.kelpie.model.Activity;
import dev.kelpie.model.Agent;
import dev.kelpie.model.AgentId;
import dev.kelpie.model.Effect;
import dev.kelpie.model.Event;
import dev.kelpie.model.Message;
import dev.kelpie.model.State;
import dev.kelpie.model.World;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Which message an agent gets next, if any: the oldest that is queued, one at a time, when the
/// agent takes a prompt. The start of the delivery is an event of its own, so that after a crash it
/// is known that the message may have been typed.
final class Outbox {
    private Outbox() {}

    record Step(List<Event> events, List<Effect> effects) {}

    static Step next(World world, AgentId id) {
        return world.agent(id)
                .flatMap(agent -> due(world, agent))
                .map(message ->
                        new Step(
                                List.of(
                                        new Event.DeliveryStarted(
                                                id, message.session(), message.id())),
                                List.of(new Effect.Deliver(id, message.session(), message.id()))))
                .orElse(new Step(List.of(), List.of()));
    }

    private static Optional<Message> due(World world, Agent agent) {
        if (!(agent.state() instanceof State.Live live)) {
            return Optional.empty();
        }
        List<Message> mine =
                world.messages().values().stream()
                        .filter(m -> m.session().equals(agent.session()))
                        .sorted(Comparator.comparing(Message::accepted).thenComparing(Message::id))
                        .toList();
        boolean busy = mine.stream().anyMatch(m -> m.phase() != Message.Phase.QUEUED);
        if (busy || mine.isEmpty()) {
            return Optional.empty();
        }
        Activity activity = live.finding().activity();
        return activity.takesPrompt() ? Optional.of(mine.getFirst()) : forced(mine, activity);
    }

    /// Force goes past the end of the turn, never past a dialog or a start that is not over.
    private static Optional<Message> forced(List<Message> mine, Activity activity) {
        boolean midTurn =
                switch (activity) {
                    case Activity.Working _,
                            Activity.Stalled _,
                            Activity.Limited _,
                            Activity.Unclear _ ->
                            true;
                    case Activity.Waiting _,
                            Activity.Booting _,
                            Activity.Setup _,
                            Activity.Failing _,
                            Activity.BrokenOff _,
                            Activity.Zombie _ ->
                            false;
                };
        return midTurn ? mine.stream().filter(Message::force).findFirst() : Optional.empty();
    }
}
