package dev.kelpie.door.cli;

import dev.kelpie.engine.Query;
import dev.kelpie.verb.ExitCode;
import dev.kelpie.verb.Param;
import dev.kelpie.verb.Verb;
import java.util.List;

/// Prints what an agent changed.
final class DiffVerb implements CliVerb {
    @Override
    public Verb verb() {
        return new Verb(
                "diff",
                "print what an agent changed in its worktree, against its base",
                List.of(),
                "kelpie diff fix-login",
                List.of(Param.positional("NAME", "the agent")),
                Verb.Need.ENGINE,
                true);
    }

    @Override
    public ExitCode run(Call call) throws InterruptedException {
        var agent = call.agent();
        if (call.kelpie().world().agent(agent).isEmpty()) {
            return StatusVerb.unknown(call);
        }
        String diff = call.kelpie().ask(new Query.Diff(agent));
        return call.answer(
                Shape.object().put("agent", agent.value()).put("diff", diff),
                Text.cleanLines(diff));
    }
}
