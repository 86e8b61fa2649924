package dev.kelpie.bench;

import dev.kelpie.model.Activity;
import dev.kelpie.model.AgentId;
import dev.kelpie.model.AgentSpec;
import dev.kelpie.model.Event;
import dev.kelpie.model.Exit;
import dev.kelpie.model.Finding;
import dev.kelpie.model.Outcome;
import dev.kelpie.model.PaneRef;
import dev.kelpie.model.Permissions;
import dev.kelpie.model.SessionId;
import dev.kelpie.model.Site;
import dev.kelpie.model.StateName;
import dev.kelpie.model.Workplace;
import dev.kelpie.store.SqliteStore;
import dev.kelpie.store.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// After the engine was killed, and after an agent was.
final class Recovery {
    private static final int BATCH = 500;
    private static final int PAST_AGENTS = 30;
    private static final Instant PAST = Instant.parse("2026-01-01T00:00:00Z");

    private Recovery() {}

    static List<Figure> restart(Lab lab, Scale scale) throws IOException, InterruptedException {
        fill(lab, scale.events());
        lab.kelpie("spawn", "one", "--command", "exec cat", "--no-worktree");
        double[] samples =
                Measure.times(
                        scale.runs(),
                        () -> {
                            ProcessHandle engine = ProcessHandle.of(lab.pid()).orElseThrow();
                            engine.destroyForcibly();
                            Lab.until(() -> !engine.isAlive());
                            return lab.kelpie("daemon");
                        });
        boolean program = !lab.said("sh", "-c", "command -v sqlite3 || :").isEmpty();
        double[] check = Measure.times(scale.runs(), () -> check(lab, program));
        return List.of(
                Figure.of(
                        "restart",
                        "kill -9 of the engine until it serves, " + scale.events() + " events",
                        "ms",
                        new Budget.AtMost(2000),
                        samples),
                Figure.yardstick(
                        "restart",
                        "integrity_check of its file by "
                                + (program ? "sqlite3" : "our driver (no sqlite3 here)"),
                        "ms",
                        check));
    }

    private static double check(Lab lab, boolean program) throws IOException, InterruptedException {
        String database = lab.home.resolve("kelpie.db").toString();
        if (program) {
            return lab.time("sqlite3", database, "pragma integrity_check");
        }
        long before = System.nanoTime();
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + database);
                var statement = connection.createStatement()) {
            statement.execute("pragma integrity_check");
        } catch (SQLException e) {
            throw new IOException(e);
        }
        return (System.nanoTime() - before) / 1e6;
    }

    /// A log as thirty agents leave it that worked for a few days, by the store's own hand.
    private static void fill(Lab lab, int events) throws IOException {
        Files.createDirectories(
                lab.home,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        try (Store store = SqliteStore.open(lab.home.resolve("kelpie.db"))) {
            int made = 0;
            for (int i = 0; i < PAST_AGENTS; i++) {
                made += append(store, begin(lab, i));
            }
            while (made < events - PAST_AGENTS) {
                var batch = new ArrayList<Event>();
                for (int i = 0; i < Math.min(BATCH, events - PAST_AGENTS - made); i++) {
                    batch.add(turn(made + i));
                }
                made += append(store, batch);
            }
            for (int i = 0; i < PAST_AGENTS; i++) {
                append(
                        store,
                        List.of(new Event.SessionEnded(agent(i), session(i), new Exit.Code(0))));
            }
        }
    }

    private static int append(Store store, List<Event> events) {
        store.append(
                List.of(new Store.Batch(Optional.empty(), new Outcome.Done("", 0), events)), PAST);
        return events.size();
    }

    private static List<Event> begin(Lab lab, int i) {
        var spec =
                new AgentSpec(
                        "fake",
                        new Workplace.Directory(lab.folder.toString()),
                        Optional.empty(),
                        Permissions.DEFAULT,
                        Optional.empty(),
                        Optional.of("what was to be done"),
                        Map.of());
        var site = new Site(lab.folder.toString(), Optional.empty(), Optional.empty(), List.of());
        return List.of(
                new Event.SessionRequested(agent(i), session(i), spec, false),
                new Event.SessionStarted(agent(i), session(i), new PaneRef("%" + i, 1, 1), site));
    }

    private static Event turn(int i) {
        var finding =
                new Finding(
                        new Activity.Working("Bash(./mvnw verify), step " + i),
                        Finding.Source.HOOK,
                        "PreToolUse",
                        PAST.plusSeconds(i),
                        "words of the screen, as long as they usually are");
        return new Event.ActivityChanged(agent(i % PAST_AGENTS), session(i % PAST_AGENTS), finding);
    }

    private static AgentId agent(int i) {
        return new AgentId("past" + i);
    }

    private static SessionId session(int i) {
        return new SessionId("pastsession" + i);
    }

    static List<Figure> death(Lab lab, Scale scale) throws IOException, InterruptedException {
        lab.kelpie("daemon");
        var samples = new ArrayList<Double>();
        try (var kelpie = lab.engine()) {
            var herd = new Herd(lab, kelpie);
            for (int i = 0; i <= scale.runs(); i++) {
                String name = "a" + i;
                herd.command(name, "exec cat");
                Lab.until(() -> Lab.pane(kelpie, name).isPresent());
                Lab.pause(200); // its first second is spent on being looked at anyway
                long pid = Lab.pane(kelpie, name).orElseThrow().pid();
                ProcessHandle.of(pid).orElseThrow().destroyForcibly();
                double took = herd.await(name, 1, StateName.ENDED);
                if (i > 0) {
                    samples.add(took);
                }
            }
        }
        return List.of(
                Figure.of(
                        "death",
                        "killed agent until the engine says so",
                        "ms",
                        new Budget.AtMost(1000),
                        samples),
                Figure.yardstick(
                        "death",
                        "tmux pane-died hook to wait-for",
                        "ms",
                        Measure.times(scale.runs(), () -> bareDeath(lab))));
    }

    private static double bareDeath(Lab lab) throws IOException, InterruptedException {
        String socket = lab.bareSocket();
        Path config = lab.folder.resolve(socket + ".conf");
        Files.writeString(
                config,
                "set -g remain-on-exit on\nset-hook -g pane-died \"run-shell -b 'tmux -L "
                        + socket
                        + " wait-for -S died'\"\n");
        String[] tmux = {"tmux", "-L", socket, "-f", config.toString()};
        String pid =
                lab.said(with(tmux, "new-session", "-d", "-P", "-F", "#{pane_pid}", "exec cat"));
        String server = lab.said(with(tmux, "display-message", "-p", "#{pid}"));
        Process waiting = lab.start(with(tmux, "wait-for", "died"));
        Lab.pause(50);
        long before = System.nanoTime();
        ProcessHandle.of(Long.parseLong(pid)).orElseThrow().destroyForcibly();
        while (!waiting.waitFor(1, TimeUnit.SECONDS)) {
            // tmux 3.3a now and then misses that its child has ended, until it is told once more.
            lab.time("sh", "-c", "kill -CHLD " + server);
        }
        double took = (System.nanoTime() - before) / 1e6;
        lab.time(with(tmux, "kill-server"));
        return took;
    }

    private static String[] with(String[] words, String... more) {
        var all = new ArrayList<>(List.of(words));
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }
}
