package dev.kelpie.tmux;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/// A tmux server of a test's own, with a directory of its own; both gone at the end.
final class Rig implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofSeconds(8);

    private static final AtomicInteger COUNT = new AtomicInteger();
    private static final CountDownLatch NEVER = new CountDownLatch(1);

    final String socket =
            "kelpie-test-" + ProcessHandle.current().pid() + "-" + COUNT.incrementAndGet();
    final Path directory;
    final LocalTmux tmux;

    Rig() {
        try {
            directory = Files.createTempDirectory("kelpie-tmux-test").toRealPath();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        tmux = new LocalTmux(socket, Path.of("tmux"), directory.resolve("config"));
    }

    PaneSpec spec(String name, String... argv) {
        return new PaneSpec(
                name,
                "tag-" + name,
                directory,
                Map.of("PATH", System.getenv("PATH")),
                List.of(argv),
                80,
                24);
    }

    PaneId shell(String name, String script) {
        return tmux.open(spec(name, "sh", "-c", script));
    }

    PaneInfo info(PaneId pane) {
        return tmux.snapshot(Set.of()).panes().stream()
                .filter(each -> each.id().equals(pane))
                .findFirst()
                .orElseThrow();
    }

    void untilShown(PaneId pane, String text) {
        until(text + " is shown", () -> tmux.capture(pane, 0, false).contains(text));
    }

    void untilDead(PaneId pane) {
        // tmux learns how it ended a moment after it learns that it ended.
        until(
                pane + " is dead, and it is known how",
                () ->
                        info(pane).dead()
                                && (info(pane).exitStatus().isPresent()
                                        || info(pane).signal().isPresent()));
    }

    TmuxVersion version() {
        return TmuxVersion.parse(raw("-V")).orElse(TmuxVersion.NEW);
    }

    /// What the plain client answers on this server.
    String raw(String... arguments) {
        return client().call(arguments).out().strip();
    }

    TmuxClient client() {
        return new TmuxClient(List.of("tmux", "-u", "-L", socket, "-f", "/dev/null"));
    }

    static void until(String what, BooleanSupplier condition) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("not within " + PATIENCE + ": " + what);
            }
            glance();
        }
    }

    private static void glance() {
        try {
            if (NEVER.await(10, TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException("nobody counts this down");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    Path file(String name) {
        return directory.resolve(name);
    }

    static String read(Path file) {
        try {
            // Leniently: the writer may be in the middle of a character.
            return Files.exists(file)
                    ? new String(Files.readAllBytes(file), StandardCharsets.UTF_8)
                    : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The pid that a script wrote into a file, once it is there.
    long pid(String name) {
        until(name + " is written", () -> read(file(name)).endsWith("\n"));
        return Long.parseLong(read(file(name)).strip());
    }

    static boolean alive(long pid) {
        return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false)
                && !read(Path.of("/proc/" + pid + "/stat")).contains(") Z ");
    }

    @Override
    public void close() {
        tmux.killServer();
        tmux.close();
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(each);
            }
            Files.deleteIfExists(sockets().resolve(socket));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Where tmux keeps the sockets of this user.
    static Path sockets() throws IOException {
        String base = System.getenv().getOrDefault("TMUX_TMPDIR", "/tmp");
        Object uid = Files.getAttribute(Path.of("/proc/self"), "unix:uid");
        return Path.of(base, "tmux-" + uid);
    }
}
