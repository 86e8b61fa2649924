package dev.kelpie.door.cli;

import dev.kelpie.model.World;
import dev.kelpie.verb.ExitCode;
import dev.kelpie.verb.Param;
import dev.kelpie.verb.Restore;
import dev.kelpie.verb.Verb;
import java.util.List;

/// Brings removed rows back.
final class RestoreVerb implements CliVerb {
    @Override
    public Verb verb() {
        return new Verb(
                "restore",
                "put a removed agent back on the list (the last " + World.UNDO_MAX + " can be)",
                List.of(),
                "kelpie restore fix-login",
                List.of(Param.positionals("NAME", "the agents")),
                Verb.Need.ENGINE,
                false);
    }

    @Override
    public ExitCode run(Call call) throws InterruptedException {
        return EachAgent.run(
                call,
                EachAgent.named(call, _ -> true),
                new EachAgent.Act(Restore::new, _ -> true, "restored"));
    }
}
