package dev.kelpie.verb;

import dev.kelpie.model.Agent;
import dev.kelpie.model.AgentId;
import dev.kelpie.model.AgentSpec;
import dev.kelpie.model.Command;
import dev.kelpie.model.Decision;
import dev.kelpie.model.Effect;
import dev.kelpie.model.Event;
import dev.kelpie.model.Exit;
import dev.kelpie.model.Reason;
import dev.kelpie.model.SessionId;
import dev.kelpie.model.State;
import dev.kelpie.model.Workplace;
import dev.kelpie.model.World;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Start a new agent. One name, one agent: whoever comes second is told so. One that never started
/// leaves nothing behind and does not hold its name.
public record Spawn(AgentId agent, SessionId session, AgentSpec spec) implements Command {
    @Override
    public Decision decide(World world, Instant now) {
        Optional<Agent> taken = holder(world, agent);
        if (taken.isPresent()) {
            return Refusals.taken(taken.get());
        }
        if (spec.workplace() instanceof Workplace.Adopted) {
            return adopting(agent);
        }
        return new Decision.Accept(session.value(), events(world), List.of(effect()));
    }

    /// A place where something runs already is for [Adopt].
    static Decision adopting(AgentId agent) {
        return Decision.refuse(
                Reason.INVALID, agent + " can't be started there; `kelpie adopt` takes it over");
    }

    /// Whose the name is.
    static Optional<Agent> holder(World world, AgentId name) {
        return world.agent(name).filter(agent -> !neverWas(agent));
    }

    /// Whether it never ran and nothing was made for it: its row is all there is.
    public static boolean neverWas(Agent agent) {
        return agent.state() instanceof State.Ended(Exit.NeverStarted _, boolean _)
                && agent.sessions() == 1
                && agent.site().isEmpty();
    }

    /// What follows where nobody holds the name.
    List<Event> events(World world) {
        var events = new ArrayList<Event>();
        if (world.agent(agent).isPresent()) {
            events.addAll(Remove.events(world, agent));
        }
        events.add(new Event.SessionRequested(agent, session, spec, false));
        return events;
    }

    Effect effect() {
        return new Effect.Open(agent, session);
    }
}
