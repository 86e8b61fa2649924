package dev.kelpie;

import dev.kelpie.door.Bugs;
import dev.kelpie.door.CliDoor;
import dev.kelpie.door.HttpDoor;
import dev.kelpie.door.Tokens;
import dev.kelpie.door.cli.Cli;
import dev.kelpie.door.cli.OutsideException;
import dev.kelpie.engine.Engine;
import dev.kelpie.engine.Kelpie;
import dev.kelpie.engine.Lookup;
import dev.kelpie.engine.Query;
import dev.kelpie.hands.Hands;
import dev.kelpie.hands.git.Git;
import dev.kelpie.hands.git.GitException;
import dev.kelpie.hands.runtime.Runtimes;
import dev.kelpie.home.Home;
import dev.kelpie.home.HomeException;
import dev.kelpie.home.HomeLock;
import dev.kelpie.model.SessionId;
import dev.kelpie.model.World;
import dev.kelpie.store.SqliteStore;
import dev.kelpie.tmux.LocalTmux;
import dev.kelpie.tmux.TmuxException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/// The resident engine: everything put together, from the lock on the home to the open door, and
/// taken apart in reverse.
final class EngineProcess implements AutoCloseable {
    /// How often it looks whether its home is still there: an engine without one must not live on.
    private static final Duration HOME_CHECK = Duration.ofSeconds(5);

    private final Home home;
    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private final CountDownLatch end = new CountDownLatch(1);
    private final AtomicReference<Optional<Throwable>> bug =
            new AtomicReference<>(Optional.empty());
    private final Log log;
    private final Engine engine;

    EngineProcess(Home home, Map<String, String> environment, Clock clock, Config config, Log log) {
        this.home = home;
        this.log = log;
        try {
            HomeLock lock =
                    HomeLock.take(home, clock)
                            .orElseThrow(() ->
                                    new HomeException(
                                            "an engine serves "
                                                    + home.root()
                                                    + " already: "
                                                    + HomeLock.holder(home)));
            parts.push(lock);
            forgetDoor(home);
            Tokens tokens = new Tokens(Secret.next());
            this.engine = engine(environment, clock, config, tokens);
            open(tokens, environment, clock);
        } catch (RuntimeException | InterruptedException e) {
            close();
            throw e instanceof RuntimeException r
                    ? r
                    : new HomeException("interrupted while starting", e);
        }
    }

    /// One that an engine left that was killed: another program may have its port by now.
    private static void forgetDoor(Home home) {
        try {
            Files.deleteIfExists(home.door());
        } catch (IOException e) {
            throw new HomeException("can't delete " + home.door() + ": " + e.getMessage(), e);
        }
    }

    private Engine engine(
            Map<String, String> environment, Clock clock, Config config, Tokens tokens)
            throws InterruptedException {
        SqliteStore store = SqliteStore.open(home.database());
        var tmux =
                new LocalTmux(
                        home.socket(),
                        Programs.find("tmux", environment, "install tmux 3.2 or newer"),
                        home.tmux());
        parts.push(tmux);
        var runtimes =
                new Runtimes(
                        Config.directory(environment).resolve("runtimes"),
                        home.root(),
                        environment,
                        Programs.placeholders());
        var git = new Git(environment);
        var strangers = Adopting.strangers(home, environment, git, runtimes, clock);
        var ref = new AtomicReference<Kelpie>();
        var hands =
                new Hands(
                        new Hands.Outfit(
                                ref::get,
                                tmux,
                                git,
                                strangers,
                                runtimes,
                                home,
                                environment,
                                clock,
                                sessionTokens(tokens),
                                log::line,
                                (_, e) -> stop(Optional.of(e)),
                                config.columns(),
                                config.rows()));
        var made = new AtomicReference<Engine>();
        var lookup = hands.lookup((after, limit) -> made.get().page(after, limit));
        Engine engine = new Engine(store, clock, _ -> hands, _ -> guarded(lookup)).start();
        ref.set(engine);
        made.set(engine);
        parts.push(engine);
        parts.push(hands);
        hands.start();
        return engine;
    }

    /// A lookup whose failures outside (no git, a tmux that is gone, a disk) reach whoever asked in
    /// words: without it the verb dies and its caller only sees the engine go away.
    private static Lookup guarded(Lookup lookup) {
        return new Lookup() {
            @Override
            public <R> R answer(Query<R> query, World world) throws InterruptedException {
                try {
                    return lookup.answer(query, world);
                } catch (GitException | TmuxException | UncheckedIOException e) {
                    throw new OutsideException(String.valueOf(e.getMessage()), e);
                }
            }
        };
    }

    private void open(Tokens tokens, Map<String, String> environment, Clock clock) {
        try {
            var local = Verbs.elsewhere(LocalVerbs.all(home, environment, clock));
            Bugs bugs = bug -> Crash.written(bug, home, clock);
            var door =
                    new HttpDoor(
                            engine,
                            tokens,
                            new CliDoor(
                                    () -> new Cli(Verbs.all(this::stop, local), Version::words),
                                    engine,
                                    home,
                                    clock,
                                    bugs),
                            bugs);
            parts.push(door);
            int port = door.start();
            parts.push(() -> Files.deleteIfExists(home.door()));
            Home.write(home.door(), port + " " + tokens.person() + "\n");
        } catch (IOException e) {
            throw new HomeException("can't open the door: " + e.getMessage(), e);
        } catch (UncheckedIOException e) {
            throw new HomeException(
                    "can't open the door: " + e.getMessage() + "; is there room on the disk?", e);
        }
    }

    /// A session's token lies in the session's directory, so that it is the same after a restart.
    private Hands.Tokens sessionTokens(Tokens tokens) {
        return new Hands.Tokens() {
            @Override
            public String issue(SessionId session) {
                Path file = home.session(session).resolve("token");
                try {
                    if (!Files.exists(file)) {
                        Files.createDirectories(home.session(session));
                        Home.write(file, Secret.next());
                    }
                    String token = Files.readString(file);
                    tokens.admit(token, session);
                    return token;
                } catch (IOException e) {
                    throw new HomeException("can't keep a token in " + file, e);
                }
            }

            @Override
            public void withdraw(SessionId session) {
                tokens.dismiss(session);
            }
        };
    }

    Kelpie kelpie() {
        return engine;
    }

    private boolean stop() {
        stop(Optional.empty());
        return true;
    }

    /// Asks the process to end. Agents live on.
    void stop(Optional<Throwable> why) {
        why.ifPresent(e -> bug.compareAndSet(Optional.empty(), Optional.of(e)));
        end.countDown();
    }

    /// Serves for the time given, unless it is asked to end before.
    void await(Duration time) throws InterruptedException {
        end.await(time.toMillis(), TimeUnit.MILLISECONDS);
    }

    /// Serves until it is asked to end, its home goes, or a bug shows; answers the bug.
    Optional<Throwable> await() throws InterruptedException {
        while (!end.await(HOME_CHECK.toMillis(), TimeUnit.MILLISECONDS)) {
            if (!Files.exists(home.door()) || engine.bug().isPresent()) {
                log.line("the home is gone, or the engine has failed");
                break;
            }
        }
        return bug.get().or(engine::bug);
    }

    @Override
    public void close() {
        while (!parts.isEmpty()) {
            try {
                parts.pop().close();
            } catch (Exception e) {
                // The rest must be let go of all the same.
                log.line("while closing: " + e);
            }
        }
    }
}
