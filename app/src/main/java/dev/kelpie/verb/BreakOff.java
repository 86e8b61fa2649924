package dev.kelpie.verb;

import dev.kelpie.model.Activity;
import dev.kelpie.model.AgentId;
import dev.kelpie.model.Command;
import dev.kelpie.model.Decision;
import dev.kelpie.model.Effect;
import dev.kelpie.model.Event;
import dev.kelpie.model.Reason;
import dev.kelpie.model.State;
import dev.kelpie.model.World;
import java.time.Instant;
import java.util.List;

/// Break off an agent's turn, as its own Escape key would. Only in a turn: elsewhere Escape means
/// something else (it rewinds, or refuses).
public record BreakOff(AgentId agent) implements Command {
    @Override
    public Decision decide(World world, Instant now) {
        return world.agent(agent)
                .map(found -> {
                    if (found.adopted().isPresent() && !found.over()) {
                        return Refusals.handsOff(found);
                    }
                    if (!(found.state() instanceof State.Live live)) {
                        return Refusals.notRunning(found);
                    }
                    boolean inTurn =
                            switch (live.finding().activity()) {
                                case Activity.Working _, Activity.Stalled _ -> true;
                                case Activity.Booting _,
                                        Activity.Setup _,
                                        Activity.Waiting _,
                                        Activity.Limited _,
                                        Activity.Failing _,
                                        Activity.BrokenOff _,
                                        Activity.Zombie _,
                                        Activity.Unclear _ ->
                                        false;
                            };
                    if (!inTurn) {
                        return Decision.refuse(Reason.NOT_RUNNING, agent + " is not in a turn");
                    }
                    return new Decision.Accept(
                            found.session().value(),
                            List.of(new Event.TurnBroken(agent, found.session())),
                            List.of(new Effect.BreakTurn(agent, found.session())));
                })
                .orElseGet(() -> Refusals.unknown(world, agent));
    }
}
