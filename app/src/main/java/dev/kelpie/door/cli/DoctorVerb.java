package dev.kelpie.door.cli;

import dev.kelpie.engine.Query;
import dev.kelpie.verb.ExitCode;
import dev.kelpie.verb.Verb;
import java.util.List;

/// Says what the machine has.
final class DoctorVerb implements CliVerb {
    @Override
    public Verb verb() {
        return new Verb(
                "doctor",
                "say what is installed, what is missing, and how to get it",
                List.of(
                        "Worktrees that are locked, vanished or orphaned are named too, with what"
                                + " to do."),
                "kelpie doctor",
                List.of(),
                Verb.Need.ENGINE,
                false);
    }

    @Override
    public ExitCode run(Call call) throws InterruptedException {
        return Lines.answer(call, call.kelpie().ask(new Query.Doctor()));
    }
}
