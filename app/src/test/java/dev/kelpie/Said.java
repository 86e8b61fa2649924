package dev.kelpie;

import dev.kelpie.door.Paper;
import dev.kelpie.door.cli.Call;
import dev.kelpie.door.cli.Cli;
import dev.kelpie.door.cli.CliVerbs;
import dev.kelpie.engine.Kelpie;
import dev.kelpie.home.Home;
import dev.kelpie.verb.ExitCode;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/// What one command line said in this very process.
record Said(ExitCode code, String out, String err) {
    static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

    static CliVerbs verbs() {
        Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
        var home = new Home(Path.of("/nowhere/kelpie"), false);
        return Verbs.all(() -> true, Verbs.elsewhere(LocalVerbs.all(home, Map.of(), clock)));
    }

    static Said by(Supplier<Kelpie> kelpie, String... argv) throws InterruptedException {
        var io = new Paper();
        var context =
                new Call.Context(
                        io,
                        Path.of("/nowhere"),
                        Map.of(),
                        kelpie,
                        () -> "0123456789abcdef",
                        () -> NOW);
        ExitCode code = new Cli(verbs(), () -> "0").run(List.of(argv), context);
        Outside.Ran ran = new Outside.Ran(code.code(), io.written(), io.complaints());
        return new Said(code, ran.out(), ran.err());
    }

    /// Without an engine: a verb that asks for one is a bug.
    static Said alone(String... argv) throws InterruptedException {
        return by(
                () -> {
                    throw new AssertionError("nobody may ask for the engine here");
                },
                argv);
    }
}
