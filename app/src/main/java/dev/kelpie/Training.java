package dev.kelpie;

import dev.kelpie.door.RemoteKelpie;
import dev.kelpie.door.cli.OutsideException;
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
import dev.kelpie.verb.Kill;
import dev.kelpie.verb.Spawn;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/// `kelpie train`, which install.sh runs once in a home that is thrown away: goes the ways that
/// every start goes, so that the JVM's start-up cache knows them. The screen only in a tmux pane,
/// where it can press its own keys.
final class Training {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration STEP = Duration.ofMillis(20);

    /// Long enough for the screen to be up, on any machine that one would use.
    private static final Duration LOOK = Duration.ofSeconds(2);

    /// Two, so that there is another one to go to and to follow.
    private static final List<AgentId> TRAINEES =
            List.of(new AgentId("trainee-1"), new AgentId("trainee-2"));

    private final Home home;
    private final Map<String, String> environment;
    private final Clock clock;
    private final CountDownLatch never = new CountDownLatch(1);

    Training(Home home, Map<String, String> environment, Clock clock) {
        this.home = home;
        this.environment = environment;
        this.clock = clock;
    }

    void run() throws InterruptedException {
        home.make();
        Config config = Config.read(Config.directory(environment));
        var log = new Log(home.logs(), clock);
        try (var engine = new EngineProcess(home, environment, clock, config, log);
                RemoteKelpie kelpie =
                        new Connection(home)
                                .find()
                                .orElseThrow(() -> new HomeException("no engine answers"))) {
            for (var agent : TRAINEES) {
                spawn(engine.kelpie(), agent);
                until(() -> kelpie.world().agent(agent).flatMap(Agent::pane).isPresent());
            }
            String pane = environment.getOrDefault("TMUX_PANE", "");
            if (!pane.isEmpty() && Terminals.here()) {
                Thread.ofPlatform().daemon().start(() -> keys(pane));
                try (var lasting = new LastingKelpie(new Connection(home))) {
                    Herd.show(lasting, home, config, Herd.Offer.here(), environment, clock);
                }
            }
            for (var agent : TRAINEES) {
                kelpie.execute(new RequestId(Secret.id()), new Kill(agent));
                until(() -> kelpie.world().agent(agent).filter(Agent::over).isPresent());
            }
        }
    }

    private static void spawn(Kelpie kelpie, AgentId agent) throws InterruptedException {
        var spec =
                new AgentSpec(
                        AgentSpec.SHELL,
                        new Workplace.Directory("/"),
                        Optional.empty(),
                        Permissions.DEFAULT,
                        Optional.of("exec cat"),
                        Optional.empty(),
                        Map.of());
        kelpie.execute(
                new RequestId(Secret.id()), new Spawn(agent, new SessionId(Secret.id()), spec));
    }

    private void until(BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean() && System.nanoTime() < end) {
            never.await(STEP.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    /// Looks around, and leaves.
    private void keys(String pane) {
        try {
            never.await(LOOK.toMillis(), TimeUnit.MILLISECONDS);
            for (String key : List.of("j", "k", "?", "Escape", "Tab", "q")) {
                new ProcessBuilder("tmux", "send-keys", "-t", pane, key).start().waitFor();
                never.await(LOOK.toMillis() / 10, TimeUnit.MILLISECONDS);
            }
        } catch (IOException e) {
            throw new OutsideException("tmux can't be run", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
