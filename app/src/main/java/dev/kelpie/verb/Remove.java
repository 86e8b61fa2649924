package dev.kelpie.verb;

import dev.kelpie.model.AgentId;
import dev.kelpie.model.Command;
import dev.kelpie.model.Decision;
import dev.kelpie.model.Event;
import dev.kelpie.model.Message;
import dev.kelpie.model.Reason;
import dev.kelpie.model.World;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Take the row of an agent that is over off the list. Undone by [Restore].
public record Remove(AgentId agent) implements Command {
    @Override
    public Decision decide(World world, Instant now) {
        return world.agent(agent)
                .map(found -> {
                    if (!found.over()) {
                        return Decision.refuse(
                                Reason.STILL_RUNNING,
                                agent + " runs; stop it first: `kelpie kill " + agent + "`");
                    }
                    return new Decision.Accept(agent.value(), events(world, agent), List.of());
                })
                .orElseGet(() -> Refusals.unknown(world, agent));
    }

    /// The end of its row, and of what was kept for it.
    static List<Event> events(World world, AgentId agent) {
        var events = new ArrayList<Event>();
        world.messages().values().stream()
                .filter(m -> m.agent().equals(agent))
                .forEach(m ->
                        events.add(
                                new Event.DeliveryEnded(
                                        agent,
                                        m.session(),
                                        m.id(),
                                        Message.Fate.UNDELIVERABLE,
                                        "the agent was removed")));
        events.add(new Event.AgentRemoved(agent));
        return events;
    }
}
