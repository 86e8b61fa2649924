package dev.kelpie.door.cli;

import dev.kelpie.model.AgentId;
import dev.kelpie.model.Event;
import dev.kelpie.model.SessionId;
import dev.kelpie.verb.ExitCode;
import dev.kelpie.verb.Kill;
import dev.kelpie.verb.Param;
import dev.kelpie.verb.Remove;
import dev.kelpie.verb.Verb;
import java.util.HashSet;
import java.util.List;
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
                                + " the row back."),
                "kelpie kill fix-login --remove",
                List.of(
                        Param.positionalsMaybe("NAME", "the agents"),
                        Param.flag("--all", "all of them"),
                        Param.flag("--remove", "take the row off the list too")),
                Verb.Need.ENGINE,
                false);
    }

    @Override
    public ExitCode run(Call call) throws InterruptedException {
        List<AgentId> agents = EachAgent.named(call, _ -> true);
        var sessions = new HashSet<SessionId>();
        for (AgentId agent : agents) {
            call.kelpie().world().agent(agent).ifPresent(a -> sessions.add(a.session()));
        }
        long before = call.kelpie().world().seq();
        ExitCode code =
                EachAgent.run(
                        call,
                        agents,
                        Kill::new,
                        agent -> agent.over() && agent.pane().isEmpty(),
                        "ended");
        if (code != ExitCode.DONE) {
            return code;
        }
        Waiting.cleared(call, before, sessions, e -> call.io().err(said(e)));
        for (AgentId agent : agents) {
            if (call.flag("--remove")) {
                call.execute(new Remove(agent));
            }
        }
        return ExitCode.DONE;
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
