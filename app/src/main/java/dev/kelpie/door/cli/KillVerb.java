package dev.kelpie.door.cli;

import dev.kelpie.model.Agent;
import dev.kelpie.model.AgentId;
import dev.kelpie.model.Event;
import dev.kelpie.model.Outcome;
import dev.kelpie.verb.ExitCode;
import dev.kelpie.verb.Kill;
import dev.kelpie.verb.Param;
import dev.kelpie.verb.Remove;
import dev.kelpie.verb.Verb;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Ends agents for good.
final class KillVerb implements CliVerb {
    @Override
    public Verb verb() {
        return new Verb(
                "kill",
                "end an agent and remove its worktree, if nothing would be lost by that",
                List.of(
                        "A worktree with uncommitted, untracked or unmerged work always stays, and"
                                + " one with a repository or worktree inside it, also where git"
                                + " ignores that; what kept it is said. Plain files that git"
                                + " ignores go with a worktree, and are counted and named. With"
                                + " --remove the row goes too, with what waits to be delivered,"
                                + " and the name is free again, once a worktree that stayed is"
                                + " gone too (`kelpie worktree remove`); `kelpie restore` brings"
                                + " the row back.",
                        "An adopted agent's pane is closed with all that runs in it, so --all"
                                + " passes over those, and one that is named takes --yes."),
                "kelpie kill fix-login --remove",
                List.of(
                        Param.positionalsMaybe("NAME", "the agents"),
                        Param.flag("--all", "all of them"),
                        Param.flag("--remove", "take the row off the list too"),
                        Param.flag("--yes", "close the pane of an adopted agent")),
                Verb.Need.ENGINE,
                false);
    }

    @Override
    public ExitCode run(Call call) throws InterruptedException {
        var agents = new ArrayList<AgentId>();
        var apart = new ArrayList<EachAgent.Apart>();
        for (AgentId agent : EachAgent.named(call, _ -> true)) {
            yours(call, agent).ifPresentOrElse(apart::add, () -> agents.add(agent));
        }
        long before = call.kelpie().world().seq();
        return EachAgent.run(
                call,
                agents,
                apart,
                new EachAgent.Act(
                        Kill::new, Agent::over, "ended", done -> cleared(call, before, done)));
    }

    /// What a person started by hand is ended on a word about it alone.
    private static Optional<EachAgent.Apart> yours(Call call, AgentId agent) {
        return call.kelpie()
                .world()
                .agent(agent)
                .filter(a -> a.foreignPane().isPresent())
                .filter(_ -> call.flag("--all") || !call.flag("--yes"))
                .flatMap(Agent::adopted)
                .map(place ->
                        new EachAgent.Apart(
                                agent,
                                !call.flag("--all"),
                                "not_confirmed",
                                agent
                                        + " was started by you: its pane "
                                        + place.pane()
                                        + " closes with all that runs in it; `kelpie kill --yes "
                                        + agent
                                        + "` does that, `kelpie adopt --release "
                                        + agent
                                        + "` lets it go"));
    }

    /// Waits until their places were seen to, says what stays, and takes the rows off if asked to.
    private static List<EachAgent.Apart> cleared(Call call, long before, List<AgentId> done)
            throws InterruptedException {
        var world = call.kelpie().world();
        var sessions =
                done.stream()
                        .flatMap(agent -> world.agent(agent).stream())
                        .map(Agent::session)
                        .collect(Collectors.toSet());
        Waiting.cleared(call, before, sessions, e -> call.io().err(said(e)));
        var refused = new ArrayList<EachAgent.Apart>();
        for (AgentId agent : call.flag("--remove") ? done : List.<AgentId>of()) {
            if (call.execute(new Remove(agent)) instanceof Outcome.Refused why) {
                refused.add(EachAgent.Apart.refused(agent, why));
            }
        }
        return refused;
    }

    /// Nothing, when it had no worktree.
    private static String said(Event.SiteCleared e) {
        String words =
                Stream.of(e.removed() ? "worktree removed" : "", Text.clean(e.detail()))
                        .filter(part -> !part.isEmpty())
                        .collect(Collectors.joining("; "));
        return words.isEmpty() ? "" : e.agent() + ": " + words + "\n";
    }
}
