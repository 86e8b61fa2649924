package dev.kelpie.store;

import dev.kelpie.model.Activity;
import dev.kelpie.model.AgentId;
import dev.kelpie.model.Event;
import dev.kelpie.model.Finding;
import dev.kelpie.model.SessionId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// Prints what the store does on this machine's disk: appends one by one and in batches, and
/// opening with 100,000 events.
final class StoreBench {
    private static final int AGENTS = 30;
    private static final int OPENING_EVENTS = 100_000;
    private static final int OPENINGS = 5;
    private static final Duration SPAN = Duration.ofSeconds(3);
    private static final Instant NOW = Instant.parse("2026-11-21T09:00:00Z");

    private StoreBench() {}

    public static void main(String[] arguments) throws IOException {
        Path home =
                Files.createTempDirectory(
                        Path.of(arguments.length > 0 ? arguments[0] : "."), "bench");
        try {
            run(home.resolve("kelpie.db"));
        } finally {
            try (Stream<Path> files = Files.walk(home)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    private static void run(Path path) {
        int total = AGENTS;
        try (var store = SqliteStore.open(path)) {
            store.append(List.of(Histories.batch(agents())), NOW);
            for (int size : new int[] {1, 50, 1, 50}) {
                total += appends(store, size, total);
            }
            while (total < OPENING_EVENTS) {
                store.append(batches(500, total), NOW);
                total += 500;
            }
        }
        for (int i = 0; i < OPENINGS; i++) {
            long start = System.nanoTime();
            try (var store = SqliteStore.open(path)) {
                int agents = store.load().agents().size();
                System.out.printf(
                        "open with %d events, %d agents: %d ms%n",
                        store.load().seq(), agents, millisSince(start));
            }
        }
    }

    private static int appends(SqliteStore store, int size, int from) {
        long start = System.nanoTime();
        var took = new ArrayList<Long>();
        while (millisSince(start) < SPAN.toMillis()) {
            long one = System.nanoTime();
            store.append(batches(size, from + took.size() * size), NOW);
            took.add((System.nanoTime() - one) / 1_000);
        }
        took.sort(Comparator.naturalOrder());
        System.out.printf(
                "batches of %d: %d events/s, an append takes p50 %d, p99 %d us%n",
                size,
                1_000L * took.size() * size / millisSince(start),
                took.get(took.size() / 2),
                took.get(took.size() * 99 / 100));
        return took.size() * size;
    }

    private static List<Event> agents() {
        var events = new ArrayList<Event>();
        for (int i = 0; i < AGENTS; i++) {
            events.add(new Event.SessionRequested(agent(i), session(i), Samples.SPEC, false));
        }
        return events;
    }

    private static List<Store.Batch> batches(int size, int from) {
        var batches = new ArrayList<Store.Batch>();
        for (int i = from; i < from + size; i++) {
            var finding =
                    new Finding(
                            new Activity.Working("Bash(mvn verify)"),
                            Finding.Source.HOOK,
                            "pre-tool-use",
                            NOW.plusMillis(i),
                            "words from the screen, as long as they usually are");
            batches.add(
                    Histories.batch(
                            List.of(new Event.ActivityChanged(agent(i), session(i), finding))));
        }
        return batches;
    }

    private static AgentId agent(int i) {
        return new AgentId("agent-" + i % AGENTS);
    }

    private static SessionId session(int i) {
        return new SessionId("session" + i % AGENTS);
    }

    private static long millisSince(long start) {
        return Math.max(1, (System.nanoTime() - start) / 1_000_000);
    }
}
