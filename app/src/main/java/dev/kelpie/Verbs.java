package dev.kelpie;

import dev.kelpie.door.cli.Call;
import dev.kelpie.door.cli.CliVerb;
import dev.kelpie.door.cli.CliVerbs;
import dev.kelpie.door.cli.CompletionVerb;
import dev.kelpie.hands.runtime.Runtimes;
import dev.kelpie.verb.ExitCode;
import dev.kelpie.verb.Verb;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/// All verbs: those of the doors, and those that need a process or a terminal of their own.
final class Verbs {
    private Verbs() {}

    /// With those that need a process of their own, as they are here: done, or refused. `down` ends
    /// the engine and tells whether there was one.
    static CliVerbs all(BooleanSupplier down, List<CliVerb> local) {
        var all = new ArrayList<>(CliVerbs.standard());
        local.forEach(all::add);
        all.add(new Down(down));
        all.add(new ConfigVerb());
        all.add(new VersionVerb());
        all.add(new CompletionVerb(() -> new CliVerbs(all), Runtimes.builtIn()));
        return new CliVerbs(all);
    }

    /// As the engine has them: what needs no engine can't be done there.
    static List<CliVerb> elsewhere(List<CliVerb> local) {
        return local.stream()
                .map(v -> v.verb().need() == Verb.Need.NOTHING ? new Here(v.verb()) : v)
                .toList();
    }

    /// A verb that needs a process or a terminal of its own.
    record Here(Verb verb) implements CliVerb {
        @Override
        public ExitCode run(Call call) {
            return call.fail(
                    ExitCode.ENVIRONMENT,
                    "no_terminal",
                    "this needs a process of its own; run it by the `kelpie` command");
        }
    }

    /// Ends the engine.
    record Down(BooleanSupplier down) implements CliVerb {
        @Override
        public Verb verb() {
            return new Verb(
                    "down",
                    "end the engine; agents live on, and the next verb finds them again",
                    List.of(),
                    "kelpie down",
                    List.of(),
                    Verb.Need.WORLD,
                    false);
        }

        @Override
        public ExitCode run(Call call) {
            boolean ends = down.getAsBoolean();
            return call.answer(
                    com.fasterxml.jackson.databind.node.JsonNodeFactory.instance
                            .objectNode()
                            .put("down", true),
                    ends ? "the engine ends; agents live on" : "no engine runs");
        }
    }
}
