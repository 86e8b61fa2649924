package dev.kelpie.bench;

import dev.kelpie.door.RemoteKelpie;
import dev.kelpie.engine.Kelpie;
import dev.kelpie.model.Agent;
import dev.kelpie.model.AgentId;
import dev.kelpie.model.PaneRef;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/// A home, a tmux folder and a repository for one measurement, all gone at its end, and with them
/// every process that it started.
final class Lab implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 120;

    /// How long a process may take to end that was told to.
    private static final long ENDING_SECONDS = 5;

    final Path folder;
    final Path home;
    final Map<String, String> environment = new HashMap<>();
    private final Path kelpie;
    private int bares;

    /// Something that comes true sooner or later.
    interface Condition {
        boolean holds() throws IOException, InterruptedException;
    }

    Lab(Path prefix) throws IOException {
        this.folder = Files.createTempDirectory("kelpie-bench").toRealPath();
        this.home = folder.resolve("home");
        this.kelpie = prefix.resolve("bin/kelpie");
        environment.putAll(System.getenv());
        for (String name : List.of("TMUX", "TMUX_PANE", "KELPIE_SESSION", "KELPIE_TOKEN")) {
            environment.remove(name);
        }
        environment.put("TERM", "xterm-256color");
        environment.put("LANG", "C.UTF-8");
        environment.put("KELPIE_HOME", home.toString());
        environment.put("XDG_CONFIG_HOME", folder.resolve("config").toString());
        environment.put("CLAUDE_CONFIG_DIR", folder.resolve("claude").toString());
        environment.put("KELPIE_FAKE_HOME", folder.resolve("fake").toString());
        environment.put("TMUX_TMPDIR", Files.createDirectory(folder.resolve("t")).toString());
        environment.put("JAVA_HOME", System.getProperty("java.home"));
    }

    /// Milliseconds that the command took; one that fails ends the measurement.
    double time(String... command) throws IOException, InterruptedException {
        long before = System.nanoTime();
        run(List.of(command));
        return (System.nanoTime() - before) / 1e6;
    }

    /// Milliseconds that a line of shell takes, without those that it takes us to start a shell.
    double each(int times, String line) throws IOException, InterruptedException {
        String loop = "i=0; while [ $i -lt " + times + " ]; do i=$((i+1)); " + line + "; done";
        return time("sh", "-c", loop) / times;
    }

    double kelpie(String... argv) throws IOException, InterruptedException {
        return time(kelpieCommand(argv));
    }

    /// Whether the verb does what it is asked.
    boolean works(String... argv) throws IOException, InterruptedException {
        Process process = start(kelpieCommand(argv));
        return process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) && process.exitValue() == 0;
    }

    String[] kelpieCommand(String... argv) {
        return Stream.concat(Stream.of(kelpie.toString()), Arrays.stream(argv))
                .toArray(String[]::new);
    }

    /// The same as one word of shell.
    String kelpieQuoted() {
        return "'" + kelpie + "'";
    }

    /// The name of a tmux server that was not there before: one that ends may still be in the way.
    String bareSocket() {
        return "bare" + ++bares;
    }

    String said(String... command) throws IOException, InterruptedException {
        Path out = Files.createTempFile(folder, "out", "");
        finish(builder(List.of(command)).redirectOutput(out.toFile()).start(), List.of(command));
        return Files.readString(out).strip();
    }

    /// Runs beside us; the lab's end is its end.
    Process start(String... command) throws IOException {
        return builder(List.of(command)).redirectOutput(Redirect.DISCARD).start();
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
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new IOException("still running: " + command);
            }
        } finally {
            process.destroyForcibly();
        }
        if (process.exitValue() != 0) {
            throw new IOException(command + ": " + Files.readString(folder.resolve("err")));
        }
    }

    /// The engine's interface, as the screen has it.
    RemoteKelpie engine() throws IOException {
        String[] door = Files.readString(home.resolve("door")).strip().split(" ", -1);
        return new RemoteKelpie(Integer.parseInt(door[0]), door[1]);
    }

    /// The engine's pid, from its lock.
    long pid() throws IOException {
        return Long.parseLong(Files.readString(home.resolve("lock")).split(" ", -1)[1]);
    }

    static Optional<PaneRef> pane(Kelpie kelpie, String name) {
        return kelpie.world().agent(new AgentId(name)).flatMap(Agent::pane);
    }

    /// Milliseconds until it comes true.
    static double until(Condition condition) throws IOException, InterruptedException {
        long before = System.nanoTime();
        while (!condition.holds()) {
            if (System.nanoTime() - before > TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS)) {
                throw new IOException("what was waited for did not come");
            }
            pause(2);
        }
        return (System.nanoTime() - before) / 1e6;
    }

    static void pause(long millis) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        while (System.nanoTime() < end) {
            LockSupport.parkNanos(end - System.nanoTime());
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
        }
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
        run(List.of("git", "-C", at, "config", "user.name", "bench"));
        run(List.of("git", "-C", at, "config", "user.email", "bench@localhost"));
        run(List.of("git", "-C", at, "add", "."));
        run(List.of("git", "-C", at, "commit", "-q", "-m", "files"));
        return repository;
    }

    /// From now on what is started finds a tmux that takes this much longer for everything.
    void slowTmux(String seconds) throws IOException, InterruptedException {
        String real = said("sh", "-c", "command -v tmux");
        Path slow = Files.createDirectories(folder.resolve("slow")).resolve("tmux");
        Files.writeString(slow, "#!/bin/sh\nsleep " + seconds + "\nexec '" + real + "' \"$@\"\n");
        Files.setPosixFilePermissions(slow, PosixFilePermissions.fromString("rwx------"));
        environment.put("PATH", slow.getParent() + ":" + environment.get("PATH"));
    }

    @Override
    public void close() throws IOException {
        boolean interrupted = Thread.interrupted();
        try {
            end();
        } catch (InterruptedException e) {
            interrupted = true;
        }
        List<ProcessHandle> left = ours();
        left.forEach(ProcessHandle::destroyForcibly);
        awaitEnds(left);
        try (var all = Files.walk(folder)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(each);
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /// Engine first, then the servers with all that runs in their panes.
    private void end() throws IOException, InterruptedException {
        if (Files.exists(home.resolve("door"))) {
            var engine = ProcessHandle.of(pid());
            builder(List.of(kelpieCommand("down"))).start().waitFor();
            awaitEnds(engine.stream().toList());
        }
        var panes = new ArrayList<ProcessHandle>();
        try (var sockets = Files.walk(folder.resolve("t"))) {
            for (Path socket : sockets.filter(s -> !Files.isDirectory(s)).toList()) {
                Path file = Files.createTempFile(folder, "pid", "");
                List<String> ask = List.of("tmux", "-S", socket.toString());
                builder(with(ask, "display-message", "-p", "#{pid}"))
                        .redirectOutput(file.toFile())
                        .start()
                        .waitFor();
                String pid = Files.readString(file).strip();
                if (!pid.isEmpty()) {
                    ProcessHandle.of(Long.parseLong(pid))
                            .ifPresent(server -> panes.addAll(server.descendants().toList()));
                }
                builder(with(ask, "kill-server")).start().waitFor();
            }
        }
        awaitEnds(panes);
        panes.forEach(ProcessHandle::destroyForcibly);
    }

    private static List<String> with(List<String> words, String... more) {
        return Stream.concat(words.stream(), Arrays.stream(more)).toList();
    }

    private static void awaitEnds(List<ProcessHandle> processes) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(ENDING_SECONDS);
        while (processes.stream().anyMatch(ProcessHandle::isAlive) && System.nanoTime() < end) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
        }
    }

    /// The processes that have the lab's folder in their environment or command line.
    private List<ProcessHandle> ours() {
        Set<ProcessHandle> ours = new LinkedHashSet<>();
        try (Stream<ProcessHandle> all = ProcessHandle.allProcesses()) {
            all.filter(p -> p.pid() != ProcessHandle.current().pid())
                    .filter(p -> names(p, "cmdline") || names(p, "environ"))
                    .forEach(ours::add);
        }
        return List.copyOf(ours);
    }

    private boolean names(ProcessHandle process, String what) {
        try {
            byte[] bytes = Files.readAllBytes(Path.of("/proc/" + process.pid() + "/" + what));
            return new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1)
                    .contains(folder + "/");
        } catch (IOException e) {
            return false; // it has ended, or is somebody else's
        }
    }
}
