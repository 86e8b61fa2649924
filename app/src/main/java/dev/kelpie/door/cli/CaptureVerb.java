package dev.kelpie.door.cli;

import dev.kelpie.engine.Query;
import dev.kelpie.verb.ExitCode;
import dev.kelpie.verb.Param;
import dev.kelpie.verb.Verb;
import java.util.List;

/// Prints an agent's screen.
final class CaptureVerb implements CliVerb {
    @Override
    public Verb verb() {
        return new Verb(
                "capture",
                "print an agent's screen; of an ended one the output that was kept",
                List.of(),
                "kelpie capture fix-login --lines 200",
                List.of(
                        Param.positional("NAME", "the agent"),
                        Param.option("--lines", "N", "so many lines above the screen too"),
                        Param.flag("--colours", "keep the colours")),
                Verb.Need.ENGINE,
                true);
    }

    @Override
    public ExitCode run(Call call) throws InterruptedException {
        var agent = call.agent();
        if (call.kelpie().world().agent(agent).isEmpty()) {
            return StatusVerb.unknown(call);
        }
        int lines = Numbers.positive("--lines", call.value("--lines").orElse("0"));
        String screen = call.kelpie().ask(new Query.Screen(agent, lines, call.flag("--colours")));
        return call.answer(
                Shape.object().put("agent", agent.value()).put("screen", screen), screen);
    }
}
