package dev.kelpie.verb;

import dev.kelpie.model.Agent;
import dev.kelpie.model.AgentId;
import dev.kelpie.model.AgentSpec;
import dev.kelpie.model.Command;
import dev.kelpie.model.Decision;
import dev.kelpie.model.Effect;
import dev.kelpie.model.Event;
import dev.kelpie.model.Permissions;
import dev.kelpie.model.Reason;
import dev.kelpie.model.SessionId;
import dev.kelpie.model.Workplace;
import dev.kelpie.model.World;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Give an agent that a person started by hand a name in the herd. It runs on where it is: opening
/// its session is looking whether it is there.
public record Adopt(AgentId agent, SessionId session, String runtime, Workplace.Adopted place)
        implements Command {
    @Override
    public Decision decide(World world, Instant now) {
        Optional<Agent> here = at(world, place);
        if (here.isPresent()) {
            return Decision.refuse(
                    Reason.ADOPTED, "it is in the herd already, as " + here.get().id());
        }
        Optional<Agent> taken = holder(world, agent);
        if (taken.isPresent()) {
            return Refusals.taken(taken.get());
        }
        var events = new ArrayList<Event>();
        if (world.agent(agent).isPresent()) {
            events.addAll(Remove.events(world, agent));
        }
        events.add(new Event.SessionRequested(agent, session, spec(), false));
        return new Decision.Accept(
                session.value(), events, List.of(new Effect.Open(agent, session)));
    }

    private AgentSpec spec() {
        return new AgentSpec(
                runtime,
                place,
                Optional.empty(),
                Permissions.DEFAULT,
                Optional.empty(),
                Optional.empty(),
                Map.of());
    }

    /// The agent of the herd that this is, if it was adopted and is not over.
    public static Optional<Agent> at(World world, Workplace.Adopted place) {
        return world.agents().values().stream()
                .filter(a -> !a.over() && a.adopted().filter(place::same).isPresent())
                .findFirst();
    }

    /// The name that an agent of this runtime gets where nobody gives it one.
    public static AgentId freeName(World world, String runtime) {
        String form =
                runtime.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9-]", "").replaceAll("^-+", "");
        String stem = form.isEmpty() ? "agent" : form.substring(0, Math.min(30, form.length()));
        var name = new AgentId(stem);
        for (int i = 2; holder(world, name).isPresent(); i++) {
            name = new AgentId(stem + "-" + i);
        }
        return name;
    }

    /// Whose the name is. One that was adopted and is over can't be resumed, so it holds no name.
    private static Optional<Agent> holder(World world, AgentId name) {
        return Spawn.holder(world, name).filter(a -> !(a.over() && a.adopted().isPresent()));
    }
}
