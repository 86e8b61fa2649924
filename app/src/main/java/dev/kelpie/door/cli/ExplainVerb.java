package dev.kelpie.door.cli;

import dev.kelpie.engine.Query;
import dev.kelpie.verb.ExitCode;
import dev.kelpie.verb.Param;
import dev.kelpie.verb.Verb;
import java.util.List;

/// Prints why an agent's state is what it is.
final class ExplainVerb implements CliVerb {
    @Override
    public Verb verb() {
        return new Verb(
                "explain",
                "print the evidence behind an agent's state, and the rule that decided",
                List.of(),
                "kelpie explain fix-login",
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
        return Lines.answer(call, call.kelpie().ask(new Query.Explain(agent)));
    }
}
