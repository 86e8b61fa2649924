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
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// End an agent's session. Its worktree and its conversation stay, so that it can be resumed.
public record Stop(AgentId agent) implements Command {
    /// TERM, 2 s, KILL takes about 3 s; after this the engine asks again.
    static final Duration PATIENCE = Duration.ofSeconds(10);

    @Override
    public Decision decide(World world, Instant now) {
        return world.agent(agent)
                .map(found ->
                        switch (found.state()) {
                            case State.Stopping _ ->
                                    Decision.refuse(
                                            Reason.ALREADY_STOPPING,
                                            agent + " is being stopped already");
                            case State.Ended _, State.Interrupted _ -> Refusals.notRunning(found);
                            case State.Requested _, State.Live _ when found.adopted().isPresent() ->
                                    Decision.refuse(Reason.ADOPTED, yours(agent));
                            case State.Requested _, State.Live _ -> end(found, now, false);
                        })
                .orElseGet(() -> Refusals.unknown(world, agent));
    }

    /// What was stopped could be resumed, which only who started it can do.
    private static String yours(AgentId agent) {
        return agent
                + " was started by you, and can't be resumed from here: end it for good by `kelpie"
                + " kill "
                + agent
                + "`, or let it go by `kelpie adopt --release "
                + agent
                + "`";
    }

    static Decision end(Agent agent, Instant now, boolean removeSite) {
        return agent.pane()
                .or(agent::foreignPane)
                .<Decision>map(pane ->
                        new Decision.Accept(
                                agent.session().value(),
                                List.of(
                                        new Event.StopRequested(
                                                agent.id(),
                                                agent.session(),
                                                now.plus(PATIENCE),
                                                removeSite)),
                                List.of(new Effect.End(agent.id(), agent.session(), pane))))
                .orElseGet(() -> endAtOnce(agent, now, removeSite));
    }

    private static Decision endAtOnce(Agent agent, Instant now, boolean removeSite) {
        var events = new ArrayList<Event>();
        events.add(new Event.SessionEnded(agent.id(), agent.session(), new Exit.Stopped()));
        if (removeSite) {
            events.add(new Event.StopRequested(agent.id(), agent.session(), now, true));
        }
        return new Decision.Accept(
                agent.session().value(),
                events,
                List.of(new Effect.Clear(agent.id(), agent.session(), removeSite)));
    }
}
