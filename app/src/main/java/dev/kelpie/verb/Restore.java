package dev.kelpie.verb;

import dev.kelpie.model.AgentId;
import dev.kelpie.model.Command;
import dev.kelpie.model.Decision;
import dev.kelpie.model.Event;
import dev.kelpie.model.Reason;
import dev.kelpie.model.World;
import java.time.Instant;
import java.util.List;

/// Put a removed agent's row back: the undo of [Remove].
public record Restore(AgentId agent) implements Command {
    @Override
    public Decision decide(World world, Instant now) {
        if (world.agent(agent).isPresent()) {
            return Decision.refuse(Reason.NAME_TAKEN, agent + " is on the list");
        }
        if (world.removed().stream().noneMatch(a -> a.id().equals(agent))) {
            return Decision.refuse(
                    Reason.NOTHING_TO_UNDO,
                    agent + " is not among the last " + World.UNDO_MAX + " removed agents");
        }
        return new Decision.Accept(
                agent.value(), List.of(new Event.AgentRestored(agent)), List.of());
    }
}
