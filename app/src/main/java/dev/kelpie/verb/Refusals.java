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
                    case State.Ended _ when agent.adopted().isPresent() -> " has ended";
                    case State.Interrupted _ ->
                            " was interrupted; `kelpie resume " + agent.id() + "` goes on with it";
                    case State.Ended _ ->
                            " has ended; `kelpie resume " + agent.id() + "` goes on with it";
                };
        return Decision.refuse(Reason.NOT_RUNNING, agent.id() + how);
    }

    /// Somebody has the name.
    static Decision taken(Agent holder) {
        AgentId name = holder.id();
        String free = "free the name by `kelpie kill --remove " + name + "`";
        String how =
                holder.adopted().isPresent()
                        ? free
                        : "go on with it by `kelpie resume " + name + "`, or " + free;
        return Decision.refuse(
                Reason.NAME_TAKEN,
                holder.over()
                        ? name + " has ended but is still on the list; " + how
                        : name + " is there already; choose another name");
    }

    /// Nothing is typed or pressed where a person may be typing themselves.
    static Decision handsOff(Agent agent) {
        return Decision.refuse(
                Reason.ADOPTED,
                agent.id()
                        + " runs in a terminal of your own, where Kelpie types nothing; go there:"
                        + " `kelpie attach "
                        + agent.id()
                        + "`");
    }
}
