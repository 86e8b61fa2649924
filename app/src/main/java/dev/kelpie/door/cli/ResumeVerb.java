package dev.kelpie.door.cli;

import dev.kelpie.engine.Query;
import dev.kelpie.model.Agent;
import dev.kelpie.model.AgentId;
import dev.kelpie.model.Exit;
import dev.kelpie.model.SessionId;
import dev.kelpie.model.State;
import dev.kelpie.model.StateName;
import dev.kelpie.verb.ExitCode;
import dev.kelpie.verb.Param;
import dev.kelpie.verb.Resume;
import dev.kelpie.verb.Verb;
import java.util.ArrayList;
import java.util.List;

/// Goes on with agents whose session is over.
final class ResumeVerb implements CliVerb {
    @Override
    public Verb verb() {
        return new Verb(
                "resume",
                "go on with an agent that ended or was interrupted, in its own conversation",
                List.of(
                        "The first prompt is never given again. An agent that was killed before a"
                                + " word of its conversation was kept begins anew, and that is"
                                + " said. --all passes over those that can't be resumed, such as"
                                + " shell commands, and names them."),
                "kelpie resume --all",
                List.of(
                        Param.positionalsMaybe("NAME", "the agents"),
                        Param.flag("--all", "all that were interrupted and can be resumed")),
                Verb.Need.ENGINE,
                false);
    }

    @Override
    public ExitCode run(Call call) throws InterruptedException {
        List<AgentId> agents = EachAgent.named(call, a -> a.state() instanceof State.Interrupted);
        var willing = new ArrayList<AgentId>();
        var refused = new ArrayList<EachAgent.Apart>();
        for (AgentId agent : agents) {
            List<String> against = call.kelpie().ask(new Query.ResumeObjections(agent));
            if (against.isEmpty()) {
                willing.add(agent);
            } else {
                refused.add(
                        new EachAgent.Apart(
                                agent,
                                !call.flag("--all"),
                                "not_resumable",
                                agent + ": " + String.join("; ", against)));
            }
        }
        ExitCode code =
                EachAgent.run(
                        call,
                        willing,
                        refused,
                        new EachAgent.Act(
                                agent -> new Resume(agent, new SessionId(call.freshId())),
                                ResumeVerb::decided,
                                "resumed",
                                done -> failed(call, done)));
        if (!call.json()) {
            willing.stream()
                    .flatMap(agent -> call.kelpie().world().agent(agent).stream())
                    .forEach(agent -> call.io().err(SpawnVerb.notices(agent)));
        }
        return code;
    }

    /// Those that did not come to run, and why; they can be resumed once that is mended.
    private static List<EachAgent.Apart> failed(Call call, List<AgentId> done) {
        var world = call.kelpie().world();
        return done.stream()
                .flatMap(id -> world.agent(id).stream())
                .filter(a -> a.state() instanceof State.Ended(Exit.NeverStarted _, boolean _))
                .map(a ->
                        new EachAgent.Apart(
                                a.id(), true, "not_started", a.id() + ": " + StateName.detail(a)))
                .toList();
    }

    private static boolean decided(Agent agent) {
        return !(agent.state() instanceof State.Requested);
    }
}
