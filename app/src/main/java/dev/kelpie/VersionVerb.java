package dev.kelpie;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.kelpie.door.cli.Call;
import dev.kelpie.door.cli.CliVerb;
import dev.kelpie.verb.ExitCode;
import dev.kelpie.verb.Verb;
import java.util.List;

/// Says which Kelpie this is.
final class VersionVerb implements CliVerb {
    @Override
    public Verb verb() {
        return new Verb(
                "version",
                "say which Kelpie this is",
                List.of(),
                "kelpie version --json",
                List.of(),
                Verb.Need.NOTHING,
                true);
    }

    @Override
    public ExitCode run(Call call) {
        return call.answer(
                JsonNodeFactory.instance.objectNode().put("version", Version.words()),
                "kelpie " + Version.words());
    }
}
