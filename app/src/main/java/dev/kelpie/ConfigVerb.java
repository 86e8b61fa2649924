package dev.kelpie;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.kelpie.door.cli.Call;
import dev.kelpie.door.cli.CliVerb;
import dev.kelpie.verb.ExitCode;
import dev.kelpie.verb.Verb;
import java.nio.file.Path;
import java.util.List;

/// Shows the settings.
final class ConfigVerb implements CliVerb {
    @Override
    public Verb verb() {
        return new Verb(
                "config",
                "show the settings, and where they are read from",
                List.of(
                        "Settings are `name = value` lines of TOML in config.toml. Your own"
                                + " runtimes lie beside it in runtimes/, your own themes in"
                                + " themes/."),
                "kelpie config --json",
                List.of(),
                Verb.Need.NOTHING,
                true);
    }

    @Override
    public ExitCode run(Call call) {
        Path directory = Config.directory(System.getenv());
        Config config = Config.read(directory);
        var data = JsonNodeFactory.instance.objectNode();
        data.put("file", directory.resolve("config.toml").toString());
        var words = new StringBuilder("# " + directory.resolve("config.toml") + "\n");
        for (Setting setting : Setting.ALL) {
            data.set(setting.name(), setting.value().apply(config));
            words.append(setting.line(config)).append('\n');
        }
        return call.answer(data, words.toString());
    }
}
