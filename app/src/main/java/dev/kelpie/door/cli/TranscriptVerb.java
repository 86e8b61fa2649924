package dev.kelpie.door.cli;

import dev.kelpie.engine.Query;
import dev.kelpie.verb.ExitCode;
import dev.kelpie.verb.Param;
import dev.kelpie.verb.Verb;
import java.util.List;

/// Prints the end of a conversation.
final class TranscriptVerb implements CliVerb {
    @Override
    public Verb verb() {
        return new Verb(
                "transcript",
                "print the end of an agent's conversation",
                List.of(),
                "kelpie transcript fix-login --last 20",
                List.of(
                        Param.positional("NAME", "the agent"),
                        Param.option("--last", "N", "so many entries; default 40")),
                Verb.Need.ENGINE,
                true);
    }

    @Override
    public ExitCode run(Call call) throws InterruptedException {
        var agent = call.agent();
        if (call.kelpie().world().agent(agent).isEmpty()) {
            return StatusVerb.unknown(call);
        }
        int last = Numbers.positive("--last", call.value("--last").orElse("40"));
        return Lines.answer(call, call.kelpie().ask(new Query.Transcript(agent, last)));
    }
}
