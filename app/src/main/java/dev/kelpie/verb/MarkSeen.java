package dev.kelpie.verb;

import dev.kelpie.model.AgentId;
import dev.kelpie.model.Command;
import dev.kelpie.model.Decision;
import dev.kelpie.model.Event;
import dev.kelpie.model.World;
import java.time.Instant;
import java.util.List;

/// A person has looked at what the agent said.
public record MarkSeen(AgentId agent) implements Command {
    @Override
    public Decision decide(World world, Instant now) {
        return world.agent(agent)
                .map(found ->
                        found.seen()
                                ? Decision.nothing(found.session().value())
                                : new Decision.Accept(
                                        found.session().value(),
                                        List.of(new Event.Seen(agent, found.session())),
                                        List.of()))
                .orElseGet(() -> Refusals.unknown(world, agent));
    }
}
