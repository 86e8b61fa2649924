package dev.kelpie.verb;

import dev.kelpie.model.Agent;
import dev.kelpie.model.AgentId;
import dev.kelpie.model.Command;
import dev.kelpie.model.Decision;
import dev.kelpie.model.Effect;
import dev.kelpie.model.Event;
import dev.kelpie.model.Exit;
import dev.kelpie.model.Reason;
import dev.kelpie.model.State;
import dev.kelpie.model.World;
import java.time.Instant;
import java.util.List;

/// Let an adopted agent go: its row ends, and it runs on. The undo of [Adopt].
public record Release(AgentId agent) implements Command {
    @Override
    public Decision decide(World world, Instant now) {
        return world.agent(agent)
                .map(found ->
                        found.adopted().isEmpty()
                                ? Decision.refuse(
                                        Reason.INVALID,
                                        agent
                                                + " was started by Kelpie and can't be released;"
                                                + " `kelpie stop "
                                                + agent
                                                + "` ends it")
                                : release(found))
                .orElseGet(() -> Refusals.unknown(world, agent));
    }

    private static Decision release(Agent found) {
        return switch (found.state()) {
            case State.Requested _, State.Live _ ->
                    new Decision.Accept(
                            found.session().value(),
                            List.of(
                                    new Event.SessionEnded(
                                            found.id(), found.session(), new Exit.Released())),
                            List.of(new Effect.Clear(found.id(), found.session(), false)));
            case State.Stopping _, State.Interrupted _, State.Ended _ -> Refusals.notRunning(found);
        };
    }
}
