package dev.kelpie.door;

import dev.kelpie.door.cli.Call;
import dev.kelpie.door.cli.Cli;
import dev.kelpie.engine.Kelpie;
import dev.kelpie.home.Home;
import dev.kelpie.verb.ExitCode;
import java.io.OutputStream;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// Answers the launcher's command lines from the engine's own process.
public final class CliDoor implements HttpDoor.CommandLine {
    private final Supplier<Cli> cli;
    private final Kelpie kelpie;
    private final Home home;
    private final Clock clock;
    private final Bugs bugs;

    public CliDoor(Supplier<Cli> cli, Kelpie kelpie, Home home, Clock clock, Bugs bugs) {
        this.cli = cli;
        this.kelpie = new Told(kelpie);
        this.home = home;
        this.clock = clock;
        this.bugs = bugs;
    }

    @Override
    public void run(CliRequest request, Tokens.Caller caller, OutputStream answer)
            throws InterruptedException {
        var io = new FrameIo(answer, stdin(request));
        var context =
                new Call.Context(
                        io,
                        Path.of(request.cwd()),
                        request.environment(),
                        () -> kelpie,
                        CliDoor::id,
                        clock::instant);
        ExitCode code;
        try {
            code =
                    switch (caller) {
                        case Tokens.Caller.Person _ -> cli.get().run(request.arguments(), context);
                        case Tokens.Caller.Agent _ ->
                                cli.get().forAgents(request.arguments(), context);
                    };
        } catch (RuntimeException | Error bug) {
            // Without its end the launcher would take the answer for one that was cut off, and say
            // that the engine went away.
            code = told(bug, request.arguments(), io);
        }
        io.end(code);
    }

    private ExitCode told(Throwable bug, List<String> arguments, FrameIo io) {
        String words = bugs.written(bug);
        if (Call.wantsJson(arguments)) {
            io.out(Call.failure(arguments.getFirst(), "bug", words));
        }
        words.lines().forEach(line -> io.err("kelpie: " + line + "\n"));
        return ExitCode.BUG;
    }

    /// Only what the launcher put into the home's own folder is read.
    private Optional<Path> stdin(CliRequest request) {
        return Optional.ofNullable(request.environment().get("KELPIE_STDIN_FILE"))
                .map(file -> Path.of(file).normalize())
                .filter(file -> file.startsWith(home.tmp()));
    }

    private static final SecureRandom RANDOM = new SecureRandom();

    private static String id() {
        String letters = "abcdefghijklmnopqrstuvwxyz0123456789";
        var id = new StringBuilder();
        for (int i = 0; i < 16; i++) {
            id.append(letters.charAt(RANDOM.nextInt(letters.length())));
        }
        return id.toString();
    }
}
