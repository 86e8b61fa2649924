package dev.kelpie;

import dev.kelpie.door.cli.Call;
import dev.kelpie.door.cli.CliVerb;
import dev.kelpie.engine.Kelpie;
import dev.kelpie.hands.git.Git;
import dev.kelpie.home.Home;
import dev.kelpie.home.HomeException;
import dev.kelpie.model.Agent;
import dev.kelpie.model.AgentId;
import dev.kelpie.model.AgentSpec;
import dev.kelpie.model.Permissions;
import dev.kelpie.model.RequestId;
import dev.kelpie.model.SessionId;
import dev.kelpie.model.Workplace;
import dev.kelpie.verb.ExitCode;
import dev.kelpie.verb.Kill;
import dev.kelpie.verb.Param;
import dev.kelpie.verb.Spawn;
import dev.kelpie.verb.Verb;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// A herd to look at: eight scripted agents in a throw-away repository, with a home, an engine and
/// a tmux server of their own. Everything goes when it ends.
final class Demo implements CliVerb {
    private static final Duration END_PATIENCE = Duration.ofSeconds(20);
    private static final Duration STEP = Duration.ofMillis(100);

    /// Name, script and first prompt of each.
    private record Actor(String name, String script, String prompt) {}

    private static final List<Actor> CAST =
            List.of(
                    new Actor("auth", "demo_permission", "make the login tests pass"),
                    new Actor("sessions", "demo_question", "decide where sessions live"),
                    new Actor("search", "demo_limit", "speed up the search"),
                    new Actor("import", "demo_crash", "import the old orders"),
                    new Actor("logs", "demo_flood", "find the error in the logs"),
                    new Actor("cart", "demo_edits", "add a coupon field to the cart"),
                    new Actor("planner", "demo_thinker", "plan the move to the new schema"),
                    new Actor("docs", "demo_turns", "write the API guide"));

    private final Clock clock;

    Demo(Clock clock) {
        this.clock = clock;
    }

    @Override
    public Verb verb() {
        return new Verb(
                "demo",
                "look at a herd of eight scripted agents in a throw-away repository",
                List.of(
                        "Two ask, one hits a limit, one crashes, one floods. Nothing of yours is"
                                + " touched, no account is needed, and all of it goes when the"
                                + " demo ends. With --headless the last line says what happened."),
                "kelpie demo --headless --for 20s --json",
                List.of(
                        Param.flag("--headless", "without the screen"),
                        Param.option("--for", "T", "end after this time; headless default 20s")),
                Verb.Need.NOTHING,
                false);
    }

    @Override
    public ExitCode run(Call call) throws InterruptedException {
        Path stage = stage();
        var cleaned = new CountDownLatch(1);
        Thread hook = new Thread(() -> await(cleaned));
        try {
            Runtime.getRuntime().addShutdownHook(hook);
            return play(call, stage);
        } finally {
            delete(stage);
            cleaned.countDown();
        }
    }

    /// On a signal the process ends only once the stage is cleared.
    private static void await(CountDownLatch cleaned) {
        try {
            if (!cleaned.await(END_PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                System.err.println("kelpie demo: not everything could be cleaned up");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private ExitCode play(Call call, Path stage) throws InterruptedException {
        var environment = new HashMap<>(call.environment());
        environment.put("KELPIE_HOME", stage.resolve("home").toString());
        environment.put("KELPIE_FAKE_HOME", stage.resolve("fake").toString());
        Home home = Home.of(environment).make();
        Path repository = repository(stage, environment);
        var log = new Log(home.logs(), clock);
        Config config = Config.read(Config.directory(environment));
        try (var engine = new EngineProcess(home, environment, clock, config, log)) {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> engine.stop(Optional.empty())));
            Kelpie kelpie = engine.kelpie();
            cast(kelpie, repository, stage);
            try {
                return call.flag("--headless")
                        ? headless(call, engine)
                        : Herd.show(
                                kelpie,
                                home,
                                config,
                                new Herd.Offer(repository, "fake"),
                                environment,
                                clock);
            } finally {
                curtain(kelpie);
            }
        }
    }

    private static void cast(Kelpie kelpie, Path repository, Path stage)
            throws InterruptedException {
        int seed = 1;
        for (Actor actor : CAST) {
            var spec =
                    new AgentSpec(
                            "fake",
                            new Workplace.Worktree(
                                    repository.toString(), Optional.empty(), Optional.empty()),
                            Optional.empty(),
                            Permissions.DEFAULT,
                            Optional.empty(),
                            Optional.of(actor.prompt()),
                            Map.of(
                                    "KELPIE_FAKE_SCRIPT", actor.script(),
                                    "KELPIE_FAKE_SEED", String.valueOf(seed++),
                                    "KELPIE_FAKE_HOME", stage.resolve("fake").toString()));
            kelpie.execute(
                    new RequestId(Secret.id()),
                    new Spawn(new AgentId(actor.name()), new SessionId(Secret.id()), spec));
        }
    }

    private static ExitCode headless(Call call, EngineProcess engine) throws InterruptedException {
        Duration length = call.duration("--for", Duration.ofSeconds(20));
        var account = new DemoAccount();
        try (var _ = engine.kelpie().watch(0, account::take)) {
            engine.await(length);
        }
        account.print(call);
        return ExitCode.DONE;
    }

    /// Ends every agent and waits until none has a pane.
    private static void curtain(Kelpie kelpie) throws InterruptedException {
        for (AgentId agent : kelpie.world().agents().keySet()) {
            kelpie.execute(new RequestId(Secret.id()), new Kill(agent));
        }
        long end = System.nanoTime() + END_PATIENCE.toNanos();
        var never = new CountDownLatch(1);
        while (System.nanoTime() < end
                && !kelpie.world().agents().values().stream().allMatch(Agent::over)) {
            never.await(STEP.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private static Path stage() {
        try {
            return Files.createTempDirectory("kelpie-demo-");
        } catch (IOException e) {
            throw new HomeException("can't make a folder for the demo: " + e.getMessage(), e);
        }
    }

    private static Path repository(Path stage, Map<String, String> environment) {
        Path repository = stage.resolve("shop");
        try {
            Files.createDirectories(repository.resolve("src"));
            Files.writeString(repository.resolve("README.md"), "# Shop\n\nSells things.\n");
            Files.writeString(
                    repository.resolve("src/session.ts"), "export const ttl = 60 * 60;\n");
            Files.writeString(repository.resolve("src/cart.ts"), "export const items = [];\n");
        } catch (IOException e) {
            throw new HomeException("can't fill the demo's repository: " + e.getMessage(), e);
        }
        var git = new Git(environment).at(repository);
        git.ask("make the demo's repository", "init", "--quiet", "--initial-branch=main");
        git.ask("name somebody", "config", "user.name", "Kelpie demo");
        git.ask("name somebody", "config", "user.email", "demo@kelpie.invalid");
        git.ask("add the files", "add", ".");
        git.ask("commit", "commit", "--quiet", "--no-gpg-sign", "--message=A shop");
        return repository;
    }

    private static void delete(Path stage) {
        try (Stream<Path> all = Files.walk(stage)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
                    Files.deleteIfExists(path);
                }
            }
        } catch (IOException | java.io.UncheckedIOException e) {
            System.err.println("kelpie demo: left behind: " + stage + " (" + e.getMessage() + ")");
        }
    }
}
