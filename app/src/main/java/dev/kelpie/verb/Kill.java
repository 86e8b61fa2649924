package dev.kelpie.verb;

import dev.kelpie.model.AgentId;
import dev.kelpie.model.Command;
import dev.kelpie.model.Decision;
import dev.kelpie.model.Effect;
import dev.kelpie.model.State;
import dev.kelpie.model.World;
import java.time.Instant;
import java.util.List;

/// End an agent for good: its session, and its worktree if nothing would be lost by that. A
/// worktree with uncommitted or unmerged work stays, and the log says why.
public record Kill(AgentId agent) implements Command {
    @Override
    public Decision decide(World world, Instant now) {
        return world.agent(agent)
                .map(found ->
                        switch (found.state()) {
                            case State.Ended _, State.Interrupted _ ->
                                    new Decision.Accept(
                                            found.session().value(),
                                            List.of(),
                                            List.of(
                                                    new Effect.Clear(
                                                            agent, found.session(), true)));
                            case State.Requested _, State.Live _, State.Stopping _ ->
                                    Stop.end(found, now, true);
                        })
                .orElseGet(() -> Refusals.unknown(world, agent));
    }
}
