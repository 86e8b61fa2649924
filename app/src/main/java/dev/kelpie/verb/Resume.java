package dev.kelpie.verb;

import dev.kelpie.model.AgentId;
import dev.kelpie.model.Command;
import dev.kelpie.model.Decision;
import dev.kelpie.model.Effect;
import dev.kelpie.model.Event;
import dev.kelpie.model.Reason;
import dev.kelpie.model.SessionId;
import dev.kelpie.model.World;
import java.time.Instant;
import java.util.List;

/// Go on with an agent whose session is over, in its own conversation. The first prompt is never
/// given again.
public record Resume(AgentId agent, SessionId session) implements Command {
    @Override
    public Decision decide(World world, Instant now) {
        return world.agent(agent)
                .map(found -> {
                    if (!found.over()) {
                        return Decision.refuse(
                                Reason.STILL_RUNNING, agent + " runs; there is nothing to resume");
                    }
                    if (found.adopted().isPresent()) {
                        return Decision.refuse(Reason.NOT_RESUMABLE, byHand(agent));
                    }
                    return new Decision.Accept(
                            session.value(),
                            List.of(new Event.SessionRequested(agent, session, found.spec(), true)),
                            List.of(new Effect.Open(agent, session)));
                })
                .orElseGet(() -> Refusals.unknown(world, agent));
    }

    /// Why what was adopted can't be gone on with.
    public static String byHand(AgentId agent) {
        return agent
                + " was started by hand: start it there again, and adopt it by `kelpie adopt TARGET"
                + " --name "
                + agent
                + "`";
    }
}
