package dev.kelpie;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// Kelpie as it is built, in a home, a tmux folder and a configuration of its own.
final class Built implements AutoCloseable {
    static final Path LAUNCHER = Path.of("target/dist/bin/kelpie").toAbsolutePath();
    private static final long PATIENCE_SECONDS = 90;

    final Path folder;
    final Path home;
    final Path config;
    final Path tmux;
    final Map<String, String> environment = new HashMap<>();

    /// What a command line came to.
    record Answer(int code, String out, String err) {
        JsonNode json() throws IOException {
            return new ObjectMapper().readTree(out);
        }
    }

    /// Something that comes true sooner or later.
    interface Condition {
        boolean holds() throws IOException, InterruptedException;
    }

    Built(Path folder) throws IOException {
        this.folder = folder.toRealPath();
        this.home = this.folder.resolve("home");
        this.config = Files.createDirectories(this.folder.resolve("config/kelpie"));
        this.tmux = Files.createDirectories(this.folder.resolve("t"));
        environment.put("KELPIE_HOME", home.toString());
        environment.put("XDG_CONFIG_HOME", this.folder.resolve("config").toString());
        environment.put("HOME", this.folder.toString());
        environment.put("TMUX_TMPDIR", tmux.toString());
        environment.put("CLAUDE_CONFIG_DIR", this.folder.resolve("claude").toString());
        environment.put("JAVA_HOME", System.getProperty("java.home"));
        environment.put("PATH", System.getenv("PATH"));
        environment.put("LANG", "C.UTF-8");
        environment.put("TERM", "xterm-256color");
    }

    Answer kelpie(String... argv) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(LAUNCHER.toString()));
        command.addAll(List.of(argv));
        return run(folder, command);
    }

    Answer run(Path cwd, List<String> command) throws IOException, InterruptedException {
        Path out = Files.createTempFile(folder, "out", "");
        Path err = Files.createTempFile(folder, "err", "");
        var builder = new ProcessBuilder(command).directory(cwd.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        builder.redirectInput(Redirect.from(Path.of("/dev/null").toFile()));
        builder.redirectOutput(out.toFile()).redirectError(err.toFile());
        Process process = builder.start();
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("still running: " + command);
        }
        return new Answer(process.exitValue(), Files.readString(out), Files.readString(err));
    }

    /// With what it said where it ended otherwise.
    Answer done(String... argv) throws IOException, InterruptedException {
        Answer answer = kelpie(argv);
        assertThat(answer.code()).as("%s: %s", List.of(argv), answer).isZero();
        return answer;
    }

    static void until(String what, Condition condition) throws IOException, InterruptedException {
        until(what, PATIENCE_SECONDS, condition);
    }

    static void until(String what, long seconds, Condition condition)
            throws IOException, InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        while (!condition.holds()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("never came true: " + what);
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        }
    }

    /// Ends the engine and every server in our tmux folder, and waits until they have gone: until
    /// then they write into the folder, which is about to be deleted.
    @Override
    public void close() throws IOException {
        try (var sockets = Files.walk(tmux)) {
            if (Files.exists(home.resolve("door"))) {
                kelpie("down");
            }
            for (Path socket : sockets.filter(s -> !Files.isDirectory(s)).toList()) {
                run(folder, List.of("tmux", "-S", socket.toString(), "kill-server"));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while ending", e);
        }
        assertThat(Outside.left(folder)).as("left behind").isEmpty();
    }
}
