package dev.kelpie;

import dev.kelpie.door.RemoteKelpie;
import dev.kelpie.home.Home;
import dev.kelpie.home.HomeException;
import dev.kelpie.home.HomeLock;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// The way to a home's engine: finds it, and starts one where there is none.
final class Connection {
    private static final Duration START_PATIENCE = Duration.ofSeconds(30);
    private static final Duration STEP = Duration.ofMillis(50);

    private final Home home;

    Connection(Home home) {
        this.home = home;
    }

    /// What the door file says.
    record Door(int port, String token) {}

    /// The door of the engine that holds the home's lock; none where the file is one of an engine
    /// that is gone.
    Optional<Door> door() {
        if (!HomeLock.mayBeHeld(home)) {
            return Optional.empty();
        }
        try {
            String[] parts = Files.readString(home.door()).strip().split(" ", -1);
            return parts.length == 2 && parts[0].matches("\\d{1,5}")
                    ? Optional.of(new Door(Integer.parseInt(parts[0]), parts[1]))
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /// The engine's interface, if one answers.
    Optional<RemoteKelpie> find() {
        return door().map(d -> new RemoteKelpie(d.port(), d.token())).filter(RemoteKelpie::answers);
    }

    /// The engine's interface; starts an engine where none answers.
    RemoteKelpie reach() throws InterruptedException {
        Optional<RemoteKelpie> there = find();
        if (there.isPresent()) {
            return there.get();
        }
        Process process = start();
        long end = System.nanoTime() + START_PATIENCE.toNanos();
        while (System.nanoTime() < end) {
            there = find();
            if (there.isPresent()) {
                return there.get();
            }
            boolean over = process.waitFor(STEP.toMillis(), TimeUnit.MILLISECONDS);
            // Whoever was faster holds the lock, and opens its door in a moment.
            boolean other = over && HomeLock.heldByOther(home, process.pid());
            if (other) {
                LockSupport.parkNanos(STEP.toNanos());
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
            } else if (over && process.exitValue() != 0 && find().isEmpty()) {
                throw new HomeException("the engine did not start: " + lastWords());
            }
        }
        throw new HomeException(
                "the engine ("
                        + HomeLock.holder(home)
                        + ") did not answer within "
                        + START_PATIENCE.toSeconds()
                        + " s; see "
                        + home.logs().resolve("daemon.log")
                        + ". Where it stays silent, end that process and try again: agents live"
                        + " on.");
    }

    private String lastWords() {
        try {
            List<String> lines = Files.readAllLines(home.logs().resolve("daemon.log"));
            int begin = lines.size() - 1;
            while (begin > 0 && !lines.get(begin).startsWith("kelpie")) {
                begin--;
            }
            return lines.isEmpty()
                    ? "it said nothing; is there room on the disk of " + home.root() + "?"
                    : String.join(" ", lines.subList(begin, lines.size()));
        } catch (IOException e) {
            return "and left no log";
        }
    }

    /// Detached from this terminal and its session, as tmux's first client starts its server.
    private Process start() {
        home.make();
        File log = home.logs().resolve("daemon.log").toFile();
        var argv = new ArrayList<String>();
        if (Files.isExecutable(Path.of("/usr/bin/setsid"))) {
            argv.add("/usr/bin/setsid");
        } else {
            argv.add("nohup");
        }
        argv.addAll(command());
        argv.addAll(List.of("daemon", "--foreground"));
        try {
            var builder = new ProcessBuilder(argv);
            builder.environment().put("KELPIE_HOME", home.root().toString());
            builder.redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")));
            builder.redirectOutput(ProcessBuilder.Redirect.to(log));
            builder.redirectErrorStream(true);
            builder.directory(home.root().toFile());
            return builder.start();
        } catch (IOException e) {
            throw new HomeException("can't start the engine: " + e.getMessage(), e);
        }
    }

    /// The launcher where we were installed, else this very Java.
    private static List<String> command() {
        Path launcher = Path.of(System.getProperty("kelpie.prefix", "/nowhere"), "bin", "kelpie");
        if (Files.isExecutable(launcher)) {
            return List.of(launcher.toString());
        }
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-Dsun.net.httpserver.nodelay=true",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.kelpie.Main");
    }
}
