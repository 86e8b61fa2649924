package dev.kelpie.door.cli;

import dev.kelpie.verb.ExitCode;
import dev.kelpie.verb.Verb;

/// One verb of the command line: what it is called and takes, and what it does with a call.
public interface CliVerb {
    Verb verb();

    ExitCode run(Call call) throws InterruptedException;
}
