package dev.kelpie.bench;

import dev.kelpie.door.RemoteKelpie;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// A home, a tmux folder and a repository for one figure, all gone at its end.
final class Lab implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 300;

    final Path folder;
    final Path home;
    private final Path kelpie;
    private final Map<String, String> environment = new HashMap<>();

    /// Something that comes true sooner or later.
    interface Condition {
        boolean holds() throws IOException, InterruptedException;
    }

    Lab(Path prefix) throws IOException {
        this.folder = Files.createTempDirectory("kelpie-bench");
        this.home = folder.resolve("home");
        this.kelpie = prefix.resolve("bin/kelpie");
        environment.putAll(System.getenv());
        environment.remove("TMUX");
        environment.put("KELPIE_HOME", home.toString());
        environment.put("XDG_CONFIG_HOME", folder.resolve("config").toString());
        environment.put("CLAUDE_CONFIG_DIR", folder.resolve("claude").toString());
        environment.put("TMUX_TMPDIR", Files.createDirectory(folder.resolve("t")).toString());
        environment.put("JAVA_HOME", System.getProperty("java.home"));
    }

    /// Milliseconds that the command took; one that fails ends the measurement.
    double time(String... command) throws IOException, InterruptedException {
        long before = System.nanoTime();
        run(List.of(command));
        return (System.nanoTime() - before) / 1e6;
    }

    double kelpie(String... argv) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(kelpie.toString()));
        command.addAll(List.of(argv));
        return time(command.toArray(String[]::new));
    }

    String said(String... command) throws IOException, InterruptedException {
        Path out = folder.resolve("out");
        finish(builder(List.of(command)).redirectOutput(out.toFile()).start(), List.of(command));
        return Files.readString(out).strip();
    }

    private void run(List<String> command) throws IOException, InterruptedException {
        finish(builder(command).redirectOutput(Redirect.DISCARD).start(), command);
    }

    private ProcessBuilder builder(List<String> command) {
        var builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        builder.redirectInput(new File("/dev/null"));
        return builder.redirectError(folder.resolve("err").toFile());
    }

    private void finish(Process process, List<String> command)
            throws IOException, InterruptedException {
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IOException("still running: " + command);
        }
        if (process.exitValue() != 0) {
            throw new IOException(command + ": " + Files.readString(folder.resolve("err")));
        }
    }

    RemoteKelpie engine() throws IOException {
        String[] door = Files.readString(home.resolve("door")).strip().split(" ", -1);
        return new RemoteKelpie(Integer.parseInt(door[0]), door[1]);
    }

    /// The engine's pid, from its lock.
    long pid() throws IOException {
        return Long.parseLong(Files.readString(home.resolve("lock")).split(" ", -1)[1]);
    }

    /// Milliseconds until it comes true.
    static double until(Condition condition) throws IOException, InterruptedException {
        long before = System.nanoTime();
        while (!condition.holds()) {
            if (System.nanoTime() - before > TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS)) {
                throw new IOException("never came true");
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2));
        }
        return (System.nanoTime() - before) / 1e6;
    }

    /// A repository with this many files.
    Path repository(int files) throws IOException, InterruptedException {
        Path repository = Files.createDirectories(folder.resolve("repository"));
        for (int i = 0; i < files; i++) {
            Path dir = Files.createDirectories(repository.resolve("d" + i % 40));
            Files.writeString(dir.resolve("f" + i + ".txt"), "line " + i + "\n");
        }
        String at = repository.toString();
        run(List.of("git", "init", "-q", "-b", "main", at));
        run(List.of("git", "-C", at, "add", "."));
        run(
                List.of(
                        "git",
                        "-C",
                        at,
                        "-c",
                        "user.name=bench",
                        "-c",
                        "user.email=bench@localhost",
                        "commit",
                        "-q",
                        "-m",
                        "files"));
        return repository;
    }

    @Override
    public void close() throws IOException {
        try (var sockets = Files.walk(folder.resolve("t"))) {
            if (Files.exists(home.resolve("lock"))) {
                var engine = ProcessHandle.of(pid());
                builder(List.of(kelpie.toString(), "down")).start().waitFor();
                until(() -> engine.filter(ProcessHandle::isAlive).isEmpty());
            }
            for (Path socket : sockets.filter(s -> !Files.isDirectory(s)).toList()) {
                builder(List.of("tmux", "-S", socket.toString(), "kill-server")).start().waitFor();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while ending", e);
        }
        try (var all = Files.walk(folder)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(each);
            }
        }
    }
}
