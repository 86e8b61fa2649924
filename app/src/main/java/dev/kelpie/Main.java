package dev.kelpie;

import dev.kelpie.door.CliClient;
import dev.kelpie.door.CliRequest;
import dev.kelpie.door.cli.Call;
import dev.kelpie.door.cli.Cli;
import dev.kelpie.door.cli.CliVerb;
import dev.kelpie.door.cli.OutsideException;
import dev.kelpie.engine.Kelpie;
import dev.kelpie.home.Home;
import dev.kelpie.home.HomeException;
import dev.kelpie.store.StoreException;
import dev.kelpie.tmux.TmuxException;
import dev.kelpie.verb.ExitCode;
import dev.kelpie.verb.Verb;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// The way in: looks which process this is to be, and puts it together. The only place where one is
/// ended.
public final class Main {
    private final Map<String, String> environment;
    private final Home home;
    private final Clock clock = Clock.systemUTC();

    private Main(Map<String, String> environment) {
        this.environment = environment;
        this.home = Home.of(environment);
    }

    public static void main(String[] args) {
        var main = new Main(System.getenv());
        int code;
        try {
            code = main.run(List.of(args));
        } catch (HomeException | StoreException | TmuxException | OutsideException e) {
            code = main.failed(List.of(args), String.valueOf(e.getMessage())).code();
        } catch (InterruptedException e) {
            code = ExitCode.INTERRUPTED.code();
        } catch (RuntimeException | Error e) {
            code = Crash.report(e, main.home, main.clock);
        }
        System.exit(code);
    }

    /// Ends the process at once: a thread died of a bug, and what others would still do is not to
    /// be trusted.
    static void end(int code) {
        Runtime.getRuntime().halt(code);
    }

    /// What went wrong before a verb could answer for itself.
    private ExitCode failed(List<String> args, String detail) {
        if (args.contains("--json")) {
            new ProcessIo().out(Call.failure(args.getFirst(), "environment", detail));
        }
        System.err.println("kelpie: " + detail);
        return ExitCode.ENVIRONMENT;
    }

    private int run(List<String> args) throws InterruptedException {
        if (args.isEmpty()) {
            return screen().code();
        }
        if (args.equals(List.of("train"))) {
            new Training(home, environment, clock).run();
            return verb(List.of("status", "--json"), false); // a script's way, without an engine
        }
        return verb(args, args.contains("--help") || args.contains("-h"));
    }

    private ExitCode screen() throws InterruptedException {
        if (environment.containsKey("KELPIE_SESSION")) {
            throw new OutsideException(
                    "this is an agent's own pane; open the screen in another terminal");
        }
        Config config = Config.read(Config.directory(environment));
        try (Kelpie kelpie = new LastingKelpie(new Connection(home))) {
            return Herd.show(kelpie, home, config, Herd.Offer.here(), environment, clock);
        }
    }

    /// Any other verb: by the engine if one answers, else here.
    private int verb(List<String> args, boolean help) throws InterruptedException {
        var verbs = Verbs.all(() -> {}, LocalVerbs.all(home, environment, clock));
        var cli = new Cli(verbs, Version::words);
        Optional<CliVerb> verb = verbs.named(args.getFirst());
        Verb.Need need = verb.map(v -> v.verb().need()).orElse(Verb.Need.NOTHING);
        if (help || need == Verb.Need.NOTHING) {
            return cli.run(args, context(Main::none)).code();
        }
        var connection = new Connection(home);
        Optional<Integer> code = post(connection, args);
        if (code.isPresent()) {
            return code.get();
        }
        if (need == Verb.Need.WORLD) {
            return cli.run(args, context(() -> new OfflineKelpie(home))).code();
        }
        connection.reach().close();
        return post(connection, args)
                .orElseThrow(() -> new HomeException("the engine went away; try again"));
    }

    private static Kelpie none() {
        throw new IllegalStateException("a verb that needs nothing asked for the engine");
    }

    private Optional<Integer> post(Connection connection, List<String> args) {
        Optional<Connection.Door> door = connection.door();
        if (door.isEmpty()) {
            return Optional.empty();
        }
        Optional<Path> stdin = stdin(args);
        try {
            var passed = new HashMap<String, String>();
            for (String name : List.of("NO_COLOR", "COLUMNS", "LANG", "TERM", "TMUX")) {
                Optional.ofNullable(environment.get(name)).ifPresent(v -> passed.put(name, v));
            }
            stdin.ifPresent(file -> passed.put("KELPIE_STDIN_FILE", file.toString()));
            String token = environment.getOrDefault("KELPIE_TOKEN", door.get().token());
            var request = new CliRequest(Path.of("").toAbsolutePath().toString(), passed, args);
            return CliClient.run(door.get().port(), token, request, new ProcessIo());
        } catch (IOException e) {
            return Optional.empty();
        } finally {
            stdin.ifPresent(Main::delete);
        }
    }

    private Optional<Path> stdin(List<String> args) {
        if (!args.contains("-")) {
            return Optional.empty();
        }
        try {
            home.make();
            Path file = Files.createTempFile(home.tmp(), "stdin", "");
            Files.write(file, new ProcessIo().stdin());
            return Optional.of(file);
        } catch (IOException e) {
            throw new OutsideException("can't keep standard input: " + e.getMessage(), e);
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new OutsideException("can't delete " + file, e);
        }
    }

    private Call.Context context(Supplier<Kelpie> kelpie) {
        return new Call.Context(
                new ProcessIo(),
                Path.of("").toAbsolutePath(),
                environment,
                kelpie,
                Secret::id,
                Instant::now);
    }
}
