package dev.kelpie.verb;

import dev.kelpie.model.Agent;
import dev.kelpie.model.AgentId;
import dev.kelpie.model.AgentSpec;
import dev.kelpie.model.Command;
import dev.kelpie.model.Decision;
import dev.kelpie.model.Effect;
import dev.kelpie.model.Event;
import dev.kelpie.model.Reason;
import dev.kelpie.model.SessionId;
import dev.kelpie.model.World;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Start a new agent. One name, one agent: whoever comes second is told so.
public record Spawn(AgentId agent, SessionId session, AgentSpec spec) implements Command {
    @Override
    public Decision decide(World world, Instant now) {
        Optional<Agent> taken = world.agent(agent);
        if (taken.isPresent()) {
            return Decision.refuse(
                    Reason.NAME_TAKEN,
                    taken.get().over()
                            ? agent
                                    + " has ended but is still on the list; go on with it by"
                                    + " `kelpie resume "
                                    + agent
                                    + "`, or free the name by `kelpie kill --remove "
                                    + agent
                                    + "`"
                            : agent + " is there already; choose another name");
        }
        return new Decision.Accept(
                session.value(),
                List.of(new Event.SessionRequested(agent, session, spec, false)),
                List.of(new Effect.Open(agent, session)));
    }
}
