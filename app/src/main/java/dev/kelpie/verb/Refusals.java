package dev.kelpie.verb;

import dev.kelpie.model.Agent;
import dev.kelpie.model.AgentId;
import dev.kelpie.model.Decision;
import dev.kelpie.model.Reason;
import dev.kelpie.model.State;
import dev.kelpie.model.World;

/// The words of the refusals that several commands share.
final class Refusals {
    private Refusals() {}

    static Decision unknown(World world, AgentId agent) {
        String there =
                world.agents().isEmpty()
                        ? "there are none yet; start one by `kelpie spawn NAME`"
                        : "there are "
                                + String.join(
                                        ", ",
                                        world.agents().keySet().stream()
                                                .limit(8)
                                                .map(AgentId::value)
                                                .toList())
                                + (world.agents().size() > 8 ? ", …" : "");
        return Decision.refuse(Reason.UNKNOWN_AGENT, "no agent is named " + agent + "; " + there);
    }

    static Decision notRunning(Agent agent) {
        String how =
                switch (agent.state()) {
                    case State.Requested _ -> " is being started";
                    case State.Live _ -> " runs";
                    case State.Stopping _ -> " is being stopped";
                    case State.Interrupted _ ->
                            " was interrupted; `kelpie resume " + agent.id() + "` goes on with it";
                    case State.Ended _ ->
                            " has ended; `kelpie resume " + agent.id() + "` goes on with it";
                };
        return Decision.refuse(Reason.NOT_RUNNING, agent.id() + how);
    }
}
