package dev.kelpie.door.cli;

import dev.kelpie.model.Agent;
import dev.kelpie.verb.BreakOff;
import dev.kelpie.verb.ExitCode;
import dev.kelpie.verb.Param;
import dev.kelpie.verb.Stop;
import dev.kelpie.verb.Verb;
import java.util.List;

/// Ends sessions; worktrees and conversations stay.
final class StopVerb implements CliVerb {
    @Override
    public Verb verb() {
        return new Verb(
                "stop",
                "end an agent's session; its worktree and conversation stay",
                List.of(
                        "`kelpie resume` goes on with it. With --turn only the running turn is"
                                + " broken off, as by the agent's own Escape key."),
                "kelpie stop fix-login",
                List.of(
                        Param.positionalsMaybe("NAME", "the agents"),
                        Param.flag("--all", "all that run"),
                        Param.flag("--turn", "only break off the turn")),
                Verb.Need.ENGINE,
                false);
    }

    @Override
    public ExitCode run(Call call) throws InterruptedException {
        var agents = EachAgent.named(call, a -> !a.over());
        return call.flag("--turn")
                ? EachAgent.run(
                        call, agents, new EachAgent.Act(BreakOff::new, _ -> true, "broken off"))
                : EachAgent.run(call, agents, new EachAgent.Act(Stop::new, Agent::over, "stopped"));
    }
}
