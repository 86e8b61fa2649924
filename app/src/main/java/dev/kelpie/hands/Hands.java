package dev.kelpie.hands;

import dev.kelpie.engine.Kelpie;
import dev.kelpie.engine.Lookup;
import dev.kelpie.engine.Performer;
import dev.kelpie.engine.Watch;
import dev.kelpie.hands.git.Git;
import dev.kelpie.hands.runtime.Runtimes;
import dev.kelpie.home.Home;
import dev.kelpie.model.Effect;
import dev.kelpie.tmux.Tmux;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// All that works outside for the engine, and the loop that looks at the herd.
public final class Hands implements Performer, AutoCloseable {
    /// How often the herd is looked at while any agent has a pane. Hooks and tmux wake it earlier.
    private static final Duration TICK = Duration.ofSeconds(1);

    /// The same while nothing moves: what begins is still seen within 2.5 s.
    private static final Duration RESTING = Duration.ofSeconds(2);

    /// While an agent starts: screens of that moment come and go.
    private static final Duration BRIEFLY = Duration.ofMillis(300);

    /// While a fact is known and its words are not there yet.
    private static final Duration SOON = Duration.ofMillis(100);

    private final Gear gear;
    private final PaneHands paneHands;
    private final Sampler sampler;
    private final Arrivals arrivals;
    private final Semaphore wake = new Semaphore(0);
    private final Pause pause = new Pause();
    private final Thread loop;
    private Optional<Watch> watch = Optional.empty();

    /// What hands need from [the program's root](dev.kelpie).
    public record Outfit(
            Supplier<Kelpie> engine,
            Tmux tmux,
            Git git,
            Strangers strangers,
            Runtimes runtimes,
            Home home,
            Map<String, String> environment,
            Clock clock,
            Tokens tokens,
            Consumer<String> trouble,
            Thread.UncaughtExceptionHandler bugs,
            int columns,
            int rows) {}

    /// Tokens of sessions, as the doors know them.
    public interface Tokens extends Gear.SessionTokens {}

    public Hands(Outfit outfit) {
        var reporter = new Reporter(outfit.engine(), pause);
        var eyes = new Eyes(outfit.runtimes(), outfit.home());
        this.gear =
                new Gear(
                        outfit.engine(),
                        outfit.tmux(),
                        outfit.runtimes(),
                        outfit.home(),
                        outfit.environment(),
                        outfit.clock(),
                        pause,
                        reporter,
                        new Lanes(outfit.bugs()),
                        new Panes(outfit.tmux(), outfit.home()),
                        new Sites(outfit.git(), outfit.home()),
                        eyes,
                        new HoldBack(),
                        new Leftovers(outfit.home()),
                        outfit.strangers(),
                        new Abroad(outfit.strangers().panes(), wake::release, outfit.trouble()),
                        outfit.tokens(),
                        wake::release,
                        outfit.trouble(),
                        outfit.columns(),
                        outfit.rows());
        this.paneHands = new PaneHands(gear);
        this.sampler = new Sampler(gear, paneHands);
        this.arrivals = new Arrivals(wake::release);
        this.loop = new Thread(this::run, "kelpie-sampler");
        loop.setUncaughtExceptionHandler(outfit.bugs());
    }

    /// Recovers what a former engine left, then begins to look.
    public void start() throws InterruptedException {
        new Reconcile(gear, paneHands).run();
        gear.tmux().listen(_ -> wake.release());
        Kelpie engine = gear.engine().get();
        watch = Optional.of(engine.watch(engine.world().seq(), _ -> wakeIfIdle()));
        loop.start();
    }

    private volatile boolean idle;

    /// While nothing has a pane the loop sleeps without a limit; an event may end that.
    private void wakeIfIdle() {
        if (idle) {
            wake.release();
        }
    }

    private void run() {
        try {
            boolean woken = true;
            while (!pause.over()) {
                woken |= wake.drainPermits() > 0;
                Sampler.Next next = sampler.tick(woken);
                idle = next == Sampler.Next.NEVER;
                if (next != Sampler.Next.STILL) {
                    arrivals.watch(gear);
                }
                woken =
                        switch (next) {
                            case NEVER -> await(Duration.ofDays(1));
                            case STILL, RESTING -> await(RESTING);
                            case LATER -> await(TICK);
                            case BRIEFLY -> await(BRIEFLY);
                            case SOON -> await(SOON);
                        };
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Answers whether we were woken before the time was up.
    private boolean await(Duration tick) throws InterruptedException {
        return wake.tryAcquire(tick.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void perform(Effect effect) {
        paneHands.perform(effect);
    }

    /// What can be looked up outside.
    public Lookup lookup(Lookout.Pages pages) {
        return new Lookout(gear, sampler, pages);
    }

    /// Stops looking and lets what is under way come to its end. Agents live on; a server without
    /// any has no reason to.
    @Override
    public void close() {
        pause.close();
        watch.ifPresent(Watch::close);
        loop.interrupt();
        try {
            loop.join(Duration.ofSeconds(5));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        arrivals.close();
        gear.abroad().close();
        gear.lanes().close();
        if (gear.panes().snapshot(Set.of()).panes().isEmpty()) {
            gear.tmux().killServer();
        }
    }
}
