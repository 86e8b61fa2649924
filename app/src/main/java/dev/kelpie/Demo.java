package dev.kelpie;

import dev.kelpie.door.cli.Call;
import dev.kelpie.door.cli.CliVerb;
import dev.kelpie.engine.Kelpie;
import dev.kelpie.home.Home;
import dev.kelpie.home.HomeException;
import dev.kelpie.model.Agent;
import dev.kelpie.model.AgentId;
import dev.kelpie.model.AgentSpec;
import dev.kelpie.model.Permissions;
import dev.kelpie.model.RequestId;
import dev.kelpie.model.SessionId;
import dev.kelpie.model.Workplace;
import dev.kelpie.store.StoreException;
import dev.kelpie.tmux.TmuxException;
import dev.kelpie.verb.ExitCode;
import dev.kelpie.verb.Kill;
import dev.kelpie.verb.Param;
import dev.kelpie.verb.Spawn;
import dev.kelpie.verb.Verb;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

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
        var signals = new Signals(Thread.currentThread());
        try {
            Runtime.getRuntime().addShutdownHook(new Thread(signals::came));
            sweep(call.environment());
            try (var stage = Stage.make(call.environment())) {
                return play(call, stage, signals);
            }
        } finally {
            signals.cleared();
        }
    }

    /// Ends what demos that were killed have left running.
    private void sweep(Map<String, String> environment) throws InterruptedException {
        for (Stage left : Stage.abandoned(environment)) {
            Home home = Home.of(left.environment());
            try (var engine = engine(left, home, Config.read(left.folder()))) {
                curtain(engine.kelpie());
            } catch (HomeException | StoreException | TmuxException e) {
                System.err.println(
                        "kelpie demo: an earlier one was not cleared away: " + e.getMessage());
                continue;
            }
            left.close();
        }
    }

    private EngineProcess engine(Stage stage, Home home, Config config) {
        var log = new Log(home.logs(), clock);
        return new EngineProcess(home, stage.environment(), clock, config, log);
    }

    private ExitCode play(Call call, Stage stage, Signals signals) throws InterruptedException {
        Home home = Home.of(stage.environment()).make();
        Path repository = stage.repository();
        Config config = Config.read(Config.directory(stage.environment()));
        try (var engine = engine(stage, home, config)) {
            Kelpie kelpie = engine.kelpie();
            try {
                cast(kelpie, repository);
                return call.flag("--headless")
                        ? headless(call, engine)
                        : Herd.show(
                                kelpie,
                                home,
                                config,
                                new Herd.Offer(repository, "fake"),
                                stage.environment(),
                                clock);
            } finally {
                signals.ignored();
                curtain(kelpie);
            }
        }
    }

    private static void cast(Kelpie kelpie, Path repository) throws InterruptedException {
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
                                    "KELPIE_FAKE_SEED", String.valueOf(seed++)));
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

    /// A signal ends the show, not the clearing after it, and the process ends only once all is
    /// cleared.
    private static final class Signals {
        private final Thread show;
        private final CountDownLatch cleared = new CountDownLatch(1);
        private boolean clearing;

        Signals(Thread show) {
            this.show = show;
        }

        void came() {
            synchronized (this) {
                if (!clearing) {
                    show.interrupt();
                }
            }
            try {
                if (!cleared.await(END_PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                    System.err.println("kelpie demo: not everything could be cleaned up");
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        /// From here on; an interrupt that has not been noticed is taken back.
        synchronized void ignored() {
            clearing = true;
            Thread.interrupted();
        }

        void cleared() {
            cleared.countDown();
        }
    }
}
