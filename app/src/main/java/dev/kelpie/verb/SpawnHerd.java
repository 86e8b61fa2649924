package dev.kelpie.verb;

import dev.kelpie.model.Agent;
import dev.kelpie.model.Command;
import dev.kelpie.model.Decision;
import dev.kelpie.model.Effect;
import dev.kelpie.model.Event;
import dev.kelpie.model.Reason;
import dev.kelpie.model.Workplace;
import dev.kelpie.model.World;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Start all of these agents, or none when a name belongs to somebody else. Those that are there
/// already as they are wanted are left alone, so that the same wish can be repeated.
public record SpawnHerd(List<Spawn> spawns) implements Command {
    public SpawnHerd {
        spawns = List.copyOf(spawns);
    }

    @Override
    public Decision decide(World world, Instant now) {
        var events = new ArrayList<Event>();
        var effects = new ArrayList<Effect>();
        var sessions = new ArrayList<String>();
        var taken = new ArrayList<String>();
        for (Spawn spawn : spawns) {
            if (spawn.spec().workplace() instanceof Workplace.Adopted) {
                return Spawn.adopting(spawn.agent());
            }
            Optional<Agent> holder = Spawn.holder(world, spawn.agent());
            if (holder.isEmpty()) {
                events.addAll(spawn.events(world));
                effects.add(spawn.effect());
                sessions.add(spawn.session().value());
            } else if (!holder.get().spec().equals(spawn.spec())) {
                taken.add(
                        spawn.agent()
                                + " is there already, and was started otherwise; choose another"
                                + " name, or free it by `kelpie kill --remove "
                                + spawn.agent()
                                + "`");
            }
        }
        return taken.isEmpty()
                ? new Decision.Accept(String.join(" ", sessions), events, effects)
                : Decision.refuse(Reason.NAME_TAKEN, String.join("; ", taken));
    }
}
