package dev.kelpie;

import dev.kelpie.door.CliClient;
import dev.kelpie.door.cli.Call;
import dev.kelpie.door.cli.Cli;
import dev.kelpie.door.cli.CliVerb;
import dev.kelpie.door.cli.CliVerbs;
import dev.kelpie.door.cli.OutsideException;
import dev.kelpie.engine.Kelpie;
import dev.kelpie.home.Home;
import dev.kelpie.home.HomeException;
import dev.kelpie.home.PersonsLocale;
import dev.kelpie.store.StoreException;
import dev.kelpie.tmux.TmuxException;
import dev.kelpie.verb.ExitCode;
import dev.kelpie.verb.Verb;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// The way in: looks which process this is to be, and puts it together. The only place where one is
/// ended.
public final class Main {
    private final Map<String, String> environment;
    private final Home home;
    private final Optional<String> agent;
    private final Clock clock = Clock.systemUTC();

    private Main(Map<String, String> environment) {
        this.environment = environment;
        this.home = Home.of(environment);
        this.agent =
                Optional.ofNullable(environment.get("KELPIE_TOKEN"))
                        .filter(t -> !t.isEmpty())
                        .map(t -> t.matches("[\\w.~+/=-]+") ? t : "none");
    }

    public static void main(String[] args) {
        var main = new Main(PersonsLocale.in(System.getenv()));
        int code;
        try {
            code = main.run(List.of(args));
        } catch (HomeException | StoreException | TmuxException | OutsideException e) {
            code =
                    main.failed(
                                    List.of(args),
                                    ExitCode.ENVIRONMENT,
                                    "environment",
                                    String.valueOf(e.getMessage()))
                            .code();
        } catch (InterruptedException e) {
            code = ExitCode.INTERRUPTED.code();
        } catch (RuntimeException | Error e) {
            code = Crash.report(e, main.home, main.clock);
            if (Call.wantsJson(List.of(args))) {
                new ProcessIo().out(Call.failure(args[0], "bug", String.valueOf(e)));
            }
        }
        System.exit(code);
    }

    /// Ends the process at once: a thread died of a bug, and what others would still do is not to
    /// be trusted.
    static void end(int code) {
        Runtime.getRuntime().halt(code);
    }

    /// What went wrong before a verb could answer for itself.
    private ExitCode failed(List<String> args, ExitCode code, String reason, String detail) {
        if (Call.wantsJson(args)) {
            new ProcessIo().out(Call.failure(args.getFirst(), reason, detail));
        }
        System.err.println("kelpie: " + detail);
        return code;
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
        var verbs = Verbs.all(() -> false, LocalVerbs.all(home, environment, clock));
        var cli = new Cli(verbs, Version::words);
        Optional<CliVerb> verb = verbs.named(args.getFirst());
        Verb.Need need = verb.map(v -> v.verb().need()).orElse(Verb.Need.NOTHING);
        boolean closed = agent.isPresent() && !verb.map(v -> v.verb().agentsMay()).orElse(true);
        if (help || closed || need == Verb.Need.NOTHING) {
            return here(cli, args, Main::none).code();
        }
        var connection = new Connection(home);
        try (var posting = new Posting(home, environment, args)) {
            Optional<Integer> code = post(connection, posting, args);
            if (code.isPresent()) {
                return code.get();
            }
            if (need == Verb.Need.WORLD) {
                return here(cli, args, () -> new OfflineKelpie(home)).code();
            }
            connection.reach().close();
            return post(connection, posting, args)
                    .orElseThrow(() -> new HomeException("the engine went away; try again"));
        }
    }

    /// The exit code; empty when there was no engine, and so nothing was done.
    private Optional<Integer> post(Connection connection, Posting posting, List<String> args) {
        Optional<Connection.Door> door = connection.door();
        if (door.isEmpty()) {
            return Optional.empty();
        }
        return switch (posting.to(door.get(), agent.orElse(door.get().token()))) {
            case CliClient.Answer.Ended ended -> Optional.of(ended.code());
            case CliClient.Answer.Nobody _ -> Optional.empty();
            case CliClient.Answer.Stranger _ ->
                    agent.flatMap(_ -> connection.find()).map(_ -> unknown(args).code());
            case CliClient.Answer.Lost lost ->
                    Optional.of(lost(args, door.get().port(), lost).code());
        };
    }

    /// An engine is there, and does not know this agent.
    private ExitCode unknown(List<String> args) {
        return failed(
                args,
                ExitCode.REFUSED,
                "session_over",
                "this agent's session is over, or is one of another Kelpie home: the engine does"
                        + " not know its KELPIE_TOKEN");
    }

    /// It may have been done, so doing it again is not ours to decide.
    private ExitCode lost(List<String> args, int port, CliClient.Answer.Lost lost) {
        String next =
                CliVerbs.onlyReads(args.getFirst())
                        ? "; ask again."
                        : ". Whether it did this is not known: look at 'kelpie status'.";
        return failed(
                lost.told() ? List.of() : args, // what was told is the object already
                ExitCode.ENVIRONMENT,
                "engine_lost",
                "the engine on port " + port + " " + lost.how() + next);
    }

    private static Kelpie none() {
        throw new IllegalStateException("a verb that needs nothing asked for the engine");
    }

    /// By the rule that the engine has for agents, too.
    private ExitCode here(Cli cli, List<String> args, Supplier<Kelpie> kelpie)
            throws InterruptedException {
        var context =
                new Call.Context(
                        new ProcessIo(),
                        Path.of("").toAbsolutePath(),
                        environment,
                        kelpie,
                        Secret::id,
                        Instant::now);
        return agent.isPresent() ? cli.forAgents(args, context) : cli.run(args, context);
    }
}
