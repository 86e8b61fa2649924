package dev.kelpie;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// What a test sees of the machine by itself, past Kelpie: processes, sockets, git, records.
final class Outside {
    /// How long the last processes of a test may take to go.
    private static final Duration GOING = Duration.ofSeconds(10);

    private Outside() {}

    /// Something that comes true sooner or later.
    interface Condition {
        boolean holds() throws InterruptedException;
    }

    static void until(String what, Duration patience, Condition condition, Supplier<String> trouble)
            throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        while (!condition.holds()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("waited in vain until " + what + "\n" + trouble.get());
            }
            LockSupport.parkNanos(10_000_000);
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
        }
    }

    /// A repository with one commit.
    static Path repository(Path at, Map<String, String> environment)
            throws IOException, InterruptedException {
        Files.createDirectories(at);
        Files.writeString(at.resolve("readme.txt"), "one\n");
        git(at, environment, "init", "-q", "-b", "main");
        git(at, environment, "config", "user.name", "A Tester");
        git(at, environment, "config", "user.email", "tester@example.org");
        git(at, environment, "add", "-A");
        git(at, environment, "commit", "-q", "-m", "first");
        return at;
    }

    static String git(Path at, Map<String, String> environment, String... arguments)
            throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of("git"));
        command.addAll(Arrays.asList(arguments));
        var builder = new ProcessBuilder(command).directory(at.toFile()).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(30, TimeUnit.SECONDS) || process.exitValue() != 0) {
            throw new IOException(String.join(" ", command) + ": " + out);
        }
        return out;
    }

    /// The sessions that the panes of the server are tagged with.
    static List<String> tags(String socket, Map<String, String> environment)
            throws IOException, InterruptedException {
        return tmux(socket, environment, "list-panes", "-a", "-F", "#{@kelpie}")
                .lines()
                .filter(line -> !line.isEmpty())
                .toList();
    }

    /// What a person could do at the same server.
    static String tmux(String socket, Map<String, String> environment, String... arguments)
            throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of("tmux", "-L", socket));
        command.addAll(Arrays.asList(arguments));
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return out;
    }

    /// `LENGTH`, a line feed, that many bytes, a line feed; and so on.
    static List<String> records(Path file) {
        if (!Files.exists(file)) {
            return List.of();
        }
        try {
            byte[] bytes = Files.readAllBytes(file);
            var texts = new ArrayList<String>();
            int at = 0;
            while (at < bytes.length) {
                int line = at;
                while (line < bytes.length && bytes[line] != '\n') {
                    line++;
                }
                int length =
                        Integer.parseInt(
                                new String(bytes, at, line - at, StandardCharsets.US_ASCII));
                if (line + 1 + length >= bytes.length) {
                    return texts; // the last one is being written
                }
                texts.add(new String(bytes, line + 1, length, StandardCharsets.UTF_8));
                at = line + 1 + length + 1;
            }
            return texts;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// What still runs of this test after a while, a line each.
    static List<String> left(Path root) {
        long end = System.nanoTime() + GOING.toNanos();
        List<ProcessHandle> left = of(root);
        while (!left.isEmpty() && System.nanoTime() < end) {
            LockSupport.parkNanos(20_000_000);
            left = of(root);
        }
        return left.stream().map(p -> p.pid() + " " + shorter(read(p, "cmdline"))).toList();
    }

    /// Ends what still runs, so that a test that failed does not spoil the next one.
    static void end(Path root) {
        of(root).forEach(ProcessHandle::destroyForcibly);
    }

    /// The processes in whose command line or environment the folder stands.
    static List<ProcessHandle> of(Path root) {
        long self = ProcessHandle.current().pid();
        try (Stream<ProcessHandle> all = ProcessHandle.allProcesses()) {
            return all.filter(p -> p.pid() != self)
                    .filter(p ->
                            read(p, "cmdline").contains(root + "/")
                                    || read(p, "environ").contains(root + "/"))
                    .filter(ProcessHandle::isAlive)
                    .toList();
        }
    }

    private static String read(ProcessHandle process, String what) {
        try {
            return Files.readString(
                            Path.of("/proc/" + process.pid() + "/" + what),
                            StandardCharsets.ISO_8859_1)
                    .replace('\0', ' ');
        } catch (IOException _) {
            // It has ended, or is somebody else's: then it is not ours.
            return "";
        }
    }

    /// What others could read or enter under the folder, but for the one that is left out.
    static List<String> openToOthers(Path folder, Path out) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            var open = new ArrayList<String>();
            for (Path each : all.filter(p -> !p.startsWith(out)).toList()) {
                String mode = PosixFilePermissions.toString(Files.getPosixFilePermissions(each));
                if (!mode.endsWith("------")) {
                    open.add(mode + " " + folder.relativize(each));
                }
            }
            return open;
        }
    }

    /// The server's socket, if its file is there.
    static List<String> sockets(String name) {
        String uid = String.valueOf(ownUid());
        Path file =
                Path.of(System.getenv().getOrDefault("TMUX_TMPDIR", "/tmp"))
                        .resolve("tmux-" + uid)
                        .resolve(name);
        return Files.exists(file) ? List.of(file.toString()) : List.of();
    }

    private static Object ownUid() {
        try {
            return Files.getAttribute(Path.of("/proc/self"), "unix:uid");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String shorter(String text) {
        return text.length() <= 400 ? text : text.substring(0, 400) + "…";
    }

    /// How a command line ended.
    record Ran(int code, String out, String err) {}
}
