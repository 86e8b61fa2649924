package dev.kelpie.fake;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/// A fake agent in a pane of a tmux server of its own, and what one sees of it from outside.
final class FakePane {
    static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final AtomicInteger NUMBER = new AtomicInteger();

    /// Something that comes true sooner or later.
    interface Condition {
        boolean holds() throws IOException, InterruptedException;
    }

    final Path root;
    final Path home;
    final Path cwd;
    final Path record;
    private final String socket =
            "kelpie-test-" + ProcessHandle.current().pid() + "-" + NUMBER.incrementAndGet();
    private final Map<String, String> env = new TreeMap<>();

    FakePane(Path root) throws IOException {
        this.root = root.toRealPath();
        this.home = Files.createDirectories(this.root.resolve("home"));
        this.cwd = Files.createDirectories(this.root.resolve("work"));
        this.record = this.root.resolve("record");
        env.put("KELPIE_FAKE_HOME", home.toString());
        env.put("KELPIE_FAKE_RECORD", record.toString());
    }

    FakePane with(String variable, String value) {
        env.put(variable, value);
        return this;
    }

    /// Starts the agent and keeps its pane when it dies.
    FakePane start(String... arguments) throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(List.of("new-session", "-d", "-x", "100", "-y", "30"));
        command.addAll(List.of("-c", cwd.toString()));
        for (Map.Entry<String, String> variable : env.entrySet()) {
            command.addAll(List.of("-e", variable.getKey() + "=" + variable.getValue()));
        }
        command.add("exec " + commandLine(arguments));
        command.addAll(List.of(";", "set-option", "-g", "remain-on-exit", "on"));
        tmux(command.toArray(String[]::new));
        return this;
    }

    static String commandLine(String... arguments) {
        StringBuilder line = new StringBuilder();
        line.append(Path.of(System.getProperty("java.home"), "bin", "java"));
        line.append(" -Xint -Xms3m -Xmn1m -Xmx24m -XX:+UseSerialGC -Xshare:auto -cp ");
        line.append(Path.of("target/classes").toAbsolutePath());
        line.append(" dev.kelpie.fake.FakeAgent");
        for (String argument : arguments) {
            line.append(" '").append(argument.replace("'", "'\\''")).append('\'');
        }
        return line.toString();
    }

    String tmux(String... command) throws IOException, InterruptedException {
        return feed("", command);
    }

    private String feed(String input, String... command) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(List.of("tmux", "-L", socket, "-f", "/dev/null"));
        line.addAll(List.of(command));
        Process process =
                new ProcessBuilder(line)
                        .redirectErrorStream(true)
                        .redirectInput(Redirect.PIPE)
                        .start();
        try (OutputStream in = process.getOutputStream()) {
            in.write(input.getBytes(StandardCharsets.UTF_8));
        }
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(10, TimeUnit.SECONDS)) {
            throw new IOException("tmux does not answer: " + String.join(" ", command));
        }
        return out;
    }

    String screen() throws IOException, InterruptedException {
        return tmux("capture-pane", "-p", "-J");
    }

    String format(String format) throws IOException, InterruptedException {
        return tmux("display-message", "-p", format).strip();
    }

    void keys(String... keys) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("send-keys"));
        command.addAll(List.of(keys));
        tmux(command.toArray(String[]::new));
    }

    /// Pastes as a careful sender does, and presses Enter.
    void send(String text) throws IOException, InterruptedException {
        feed(text, "load-buffer", "-");
        tmux("paste-buffer", "-p", "-d", "-r");
        keys("Enter");
    }

    void sees(String text) throws IOException, InterruptedException {
        until("the screen shows " + text, () -> screen().contains(text));
    }

    void ready() throws IOException, InterruptedException {
        sees("shift+tab to cycle");
        status("idle");
    }

    /// The registry entry of the only agent, or an empty text.
    String registry() throws IOException {
        Path sessions = home.resolve("sessions");
        if (!Files.isDirectory(sessions)) {
            return "";
        }
        try (var files = Files.list(sessions)) {
            for (Path file : files.toList()) {
                if (file.toString().endsWith(".json")) {
                    return Files.readString(file);
                }
            }
        }
        return "";
    }

    void status(String status) throws IOException, InterruptedException {
        String wanted = "\"status\":\"" + status + "\"";
        until("the registry says " + status, () -> registry().contains(wanted));
    }

    void dies(String status) throws IOException, InterruptedException {
        until(
                "the pane is dead",
                () -> {
                    reap();
                    return format("#{pane_dead}").equals("1");
                });
        until(
                "it ended with " + status,
                () -> {
                    reap();
                    return format("#{pane_dead_status}#{pane_dead_signal}").equals(status);
                });
    }

    /// tmux 3.3a sometimes misses that a child of its has ended, until it is told once more.
    private void reap() throws IOException, InterruptedException {
        new ProcessBuilder("sh", "-c", "kill -CHLD $1", "sh", format("#{pid}")).start().waitFor();
    }

    String records() throws IOException {
        return Files.exists(record) ? Files.readString(record) : "";
    }

    void until(String what, Condition condition) throws IOException, InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.holds()) {
            if (System.nanoTime() > end) {
                throw new AssertionError(
                        "waited in vain until " + what + "; screen:\n" + screen() + registry());
            }
            LockSupport.parkNanos(20_000_000);
        }
    }

    /// Ends the server and waits for the agent, which writes until its last moment.
    void end() throws IOException, InterruptedException {
        String pid = format("#{pane_pid}");
        tmux("kill-server");
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (pid.matches("[1-9][0-9]*")
                && ProcessHandle.of(Long.parseLong(pid)).isPresent()
                && System.nanoTime() < end) {
            LockSupport.parkNanos(5_000_000);
        }
    }
}
