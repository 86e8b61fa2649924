package dev.kelpie.door.cli;

import dev.kelpie.engine.Query;
import dev.kelpie.model.Agent;
import dev.kelpie.model.State;
import dev.kelpie.model.StateName;
import dev.kelpie.verb.ExitCode;
import dev.kelpie.verb.Param;
import dev.kelpie.verb.Verb;
import java.util.List;
import java.util.Optional;

/// Prints an agent's screen.
final class CaptureVerb implements CliVerb {
    /// tmux keeps 5,000 lines and takes a tenth of them away whenever they are full: who has so
    /// many may have had more.
    private static final int FULL = 4_500;

    @Override
    public Verb verb() {
        return new Verb(
                "capture",
                "print an agent's screen; of an ended one the output that was kept",
                List.of(
                        "The last 4,500 to 5,000 lines are kept. Where earlier ones may be missing"
                                + " it is said, in JSON by `truncated`; so too where nothing could"
                                + " be kept because the tmux server was lost."),
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
        Optional<Agent> found = call.kelpie().world().agent(agent);
        if (found.isEmpty()) {
            return StatusVerb.unknown(call);
        }
        int lines = Numbers.positive("--lines", call.value("--lines").orElse("0"));
        String screen = call.kelpie().ask(new Query.Screen(agent, lines, call.flag("--colours")));
        Optional<String> missing = missing(found.get(), screen);
        if (!call.json()) {
            missing.ifPresent(words -> call.io().err(agent + ": " + words + "\n"));
        }
        return call.answer(
                Shape.object()
                        .put("agent", agent.value())
                        .put("screen", screen)
                        .put("truncated", missing.isPresent()),
                screen);
    }

    /// What was printed and can't be told any more.
    private static Optional<String> missing(Agent agent, String screen) {
        if (agent.state() instanceof State.Interrupted && screen.isBlank()) {
            return Optional.of("nothing it printed is left: " + StateName.detail(agent));
        }
        return screen.lines().count() >= FULL
                ? Optional.of("earlier lines may be missing; the last 5,000 are kept at most")
                : Optional.empty();
    }
}
