package dev.kelpie.verb;

import dev.kelpie.model.Agent;
import dev.kelpie.model.AgentId;
import dev.kelpie.model.Command;
import dev.kelpie.model.Decision;
import dev.kelpie.model.Effect;
import dev.kelpie.model.Event;
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
                            case State.Ended ended -> clear(found, ended, now);
                            case State.Requested _ when found.adopted().isPresent() ->
                                    Refusals.notRunning(found);
                            case State.Requested _,
                                    State.Live _,
                                    State.Stopping _,
                                    State.Interrupted _ ->
                                    Stop.end(found, now, true);
                        })
                .orElseGet(() -> Refusals.unknown(world, agent));
    }

    /// The wish is written down, so that no crash forgets it.
    private static Decision clear(Agent agent, State.Ended ended, Instant now) {
        return new Decision.Accept(
                agent.session().value(),
                ended.removeSite()
                        ? List.of()
                        : List.of(new Event.StopRequested(agent.id(), agent.session(), now, true)),
                List.of(new Effect.Clear(agent.id(), agent.session(), true)));
    }
}
