package dev.kelpie.standin;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// A private tmux server for one test; closing it ends the server and all that ran in it.
final class TestTmux implements AutoCloseable {
    private static final AtomicInteger COUNT = new AtomicInteger();
    private static final Duration GRACE = Duration.ofSeconds(3);
    private static final Duration BETWEEN_KEYS = Duration.ofMillis(200);
    private static final Duration AGAIN = Duration.ofSeconds(2);

    private final String socket =
            "kelpie-test-" + ProcessHandle.current().pid() + "-cli-" + COUNT.incrementAndGet();
    private final List<Pane> panes = new ArrayList<>();

    /// Starts a command in a pane, with this environment and nothing else in it.
    Pane start(
            Path cwd, Map<String, String> environment, List<String> argv, int columns, int rows) {
        var command = new ArrayList<>(List.of("start-server", ";"));
        command.addAll(List.of("set-option", "-g", "remain-on-exit", "on", ";"));
        command.addAll(List.of("set-option", "-g", "history-limit", "5000", ";"));
        command.addAll(List.of("set-option", "-g", "status", "off", ";"));
        command.addAll(List.of("new-session", "-d", "-P", "-F", "#{pane_id} #{pane_pid}"));
        command.addAll(List.of("-x", "" + columns, "-y", "" + rows, "-c", cwd.toString(), "--"));
        command.addAll(List.of("/usr/bin/env", "-i", "TERM=tmux-256color"));
        environment.forEach((name, value) -> command.add(name + "=" + value));
        for (String word : argv) {
            command.add(word.endsWith(";") ? word.substring(0, word.length() - 1) + "\\;" : word);
        }
        String[] ids = run("", command).strip().split(" ", 2);
        var pane = new Pane(ids[0], Long.parseLong(ids[1]));
        panes.add(pane);
        return pane;
    }

    private String run(String stdin, List<String> arguments) {
        var argv = new ArrayList<>(List.of("tmux", "-L", socket, "-f", "/dev/null"));
        argv.addAll(arguments);
        try {
            var builder = new ProcessBuilder(argv).redirectErrorStream(true);
            builder.environment().remove("TMUX");
            builder.environment().remove("TMUX_PANE");
            builder.environment().put("LC_ALL", "C.UTF-8");
            Process process = builder.start();
            try (var in = process.getOutputStream()) {
                in.write(stdin.getBytes(StandardCharsets.UTF_8));
            }
            String out =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException("tmux " + arguments + ": " + out);
            }
            return out;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        Set<ProcessHandle> ours = new LinkedHashSet<>();
        panes.forEach(pane -> pane.processes().forEach(ours::add));
        if (!panes.isEmpty()) {
            String path = run("", List.of("display-message", "-p", "#{socket_path}")).strip();
            run("", List.of("kill-server"));
            forget(Path.of(path));
        }
        ours.stream().filter(TestTmux::lives).forEach(ProcessHandle::destroy);
        ours.stream().filter(TestTmux::lives).forEach(TestTmux::end);
    }

    /// tmux leaves the socket of a server that was killed.
    private static void forget(Path left) {
        try {
            Files.deleteIfExists(left);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// A dead process that its new parent has not reaped yet counts as alive in Java; it has no
    /// command.
    private static boolean lives(ProcessHandle process) {
        return process.isAlive() && process.info().command().isPresent();
    }

    private static String name(ProcessHandle process) {
        return process.pid() + " " + process.info().commandLine().orElse("(no command line)");
    }

    /// Some runtimes ignore TERM and HUP; nothing of a test may stay.
    private static void end(ProcessHandle process) {
        if (!isGoneWithin(process, GRACE) && lives(process)) {
            process.destroyForcibly();
            if (!isGoneWithin(process, GRACE) && lives(process)) {
                throw new IllegalStateException("still there: " + name(process));
            }
        }
    }

    private static boolean isGoneWithin(ProcessHandle process, Duration time) {
        return process.onExit()
                .thenApply(_ -> true)
                .completeOnTimeout(false, time.toMillis(), TimeUnit.MILLISECONDS)
                .join();
    }

    /// One pane and the command in it.
    final class Pane {
        private final String id;
        private final ProcessHandle process;
        private final Set<ProcessHandle> known = new LinkedHashSet<>();

        Pane(String id, long pid) {
            this.id = id;
            this.process = ProcessHandle.of(pid).orElseThrow();
            known.add(process);
        }

        long pid() {
            return process.pid();
        }

        /// The text of the screen, without the blank lines below it.
        String screen() {
            processes();
            return run("", List.of("capture-pane", "-p", "-t", id)).stripTrailing();
        }

        /// The screen with its colours.
        String ansi() {
            return run("", List.of("capture-pane", "-p", "-e", "-t", id)).stripTrailing();
        }

        /// What tmux says about the pane in its format language.
        String fact(String name) {
            return run("", List.of("display-message", "-p", "-t", id, "#{" + name + "}")).strip();
        }

        private static void signalled(String server) {
            try {
                new ProcessBuilder("sh", "-c", "kill -CHLD $1", "sh", server).start().waitFor();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        boolean isDead() {
            // tmux 3.3a sometimes misses that a child of its has ended, until it is told once more.
            String server = fact("pid");
            if (server.matches("[0-9]+")) {
                signalled(server);
            }
            return fact("pane_dead").equals("1");
        }

        void keys(String... names) {
            var command = new ArrayList<>(List.of("send-keys", "-t", id));
            command.addAll(List.of(names));
            run("", command);
        }

        /// Pastes in brackets, as a terminal does.
        void paste(String text) {
            run(text, List.of("load-buffer", "-b", "text", "-"));
            run("", List.of("paste-buffer", "-p", "-r", "-d", "-b", "text", "-t", id));
        }

        void until(String what, Predicate<String> screen) {
            Patience.until(what, this::screen, () -> screen.test(screen()));
        }

        /// Presses a key until the dialog takes it: one that has just been drawn may ignore keys.
        void answer(Predicate<String> answered, String... keys) {
            long[] pressed = {Long.MIN_VALUE};
            until(
                    List.of(keys) + " taken",
                    screen -> {
                        if (answered.test(screen)) {
                            return true;
                        }
                        if (pressed[0] == Long.MIN_VALUE
                                || System.nanoTime() - pressed[0] > AGAIN.toNanos()) {
                            press(keys);
                            pressed[0] = System.nanoTime();
                        }
                        return false;
                    });
        }

        /// One by one: two Escapes in one write would be read as Alt and Escape.
        private void press(String... names) {
            for (String name : names) {
                keys(name);
                Patience.settle(BETWEEN_KEYS);
            }
        }

        void untilShows(String text) {
            until("the screen shows: " + text, s -> s.contains(text));
        }

        /// A program may set its title a moment after it has drawn.
        void untilTitled(String text) {
            Patience.until(
                    "the title has: " + text,
                    () -> fact("pane_title"),
                    () -> fact("pane_title").contains(text));
        }

        void untilDead() {
            Patience.until("the command ends", this::screen, this::isDead);
        }

        /// Waits until nothing lives of all that the command ever started.
        void untilNoProcess() {
            Patience.until(
                    "all its processes end",
                    () ->
                            known.stream()
                                    .filter(TestTmux::lives)
                                    .map(TestTmux::name)
                                    .toList()
                                    .toString(),
                    () -> processes().findAny().isEmpty());
        }

        /// The command and all it ever started that still lives.
        Stream<ProcessHandle> processes() {
            process.descendants().forEach(known::add);
            return known.stream().filter(TestTmux::lives);
        }
    }
}
