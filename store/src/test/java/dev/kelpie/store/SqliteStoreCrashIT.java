package dev.kelpie.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kelpie.model.Event;
import dev.kelpie.model.Outcome;
import dev.kelpie.model.RequestId;
import dev.kelpie.model.Stamped;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class SqliteStoreCrashIT {
    private static final int LIVES = 20;
    private static final int ACKS_MAX = 40;

    @TempDir Path home;

    @Test
    @Timeout(300)
    void what_was_confirmed_survives_every_kill() throws Exception {
        long seed = System.nanoTime();
        var random = new Random(seed);
        Path path = home.resolve("kelpie.db");
        var confirmed = new ArrayList<RequestId>();
        for (int life = 0; life < LIVES; life++) {
            List<String> lines = killedAfter(random.nextInt(ACKS_MAX), path, life);
            lines.stream().skip(1).map(RequestId::new).forEach(confirmed::add);

            try (var store = SqliteStore.open(path)) {
                check(store, confirmed, "seed " + seed + ", life " + life);
                confirmed.addAll(repeat(store, life, lines.size() - 1));
            }
        }
        assertThat(confirmed).hasSizeGreaterThan(LIVES);
    }

    /// What the child said before it was killed, after so many lines.
    private List<String> killedAfter(int acks, Path path, int life)
            throws IOException, InterruptedException {
        Process child =
                new ProcessBuilder(
                                ProcessHandle.current().info().command().orElseThrow(),
                                "--enable-native-access=ALL-UNNAMED",
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                System.getProperty("java.class.path"),
                                CrashChild.class.getName(),
                                path.toString(),
                                Integer.toString(life))
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        var lines = new ArrayList<String>();
        try (BufferedReader out = child.inputReader()) {
            String line = out.readLine();
            while (line != null) {
                lines.add(line);
                if (lines.size() > acks) {
                    child.toHandle().destroyForcibly(); // Leaves us what it still said.
                }
                line = out.readLine();
            }
        }
        assertThat(child.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(child.exitValue()).as("killed, not failed").isEqualTo(137);
        return lines;
    }

    private static void check(SqliteStore store, List<RequestId> confirmed, String when) {
        List<Stamped> log = Histories.all(store);
        Map<Long, Event> events =
                log.stream().collect(Collectors.toMap(Stamped::seq, Stamped::event));
        long last = 0;
        for (RequestId request : confirmed) {
            assertThat(store.outcome(request)).as("%s, %s", when, request).isPresent();
            long seq = ((Outcome.Done) store.outcome(request).orElseThrow()).seq();
            assertThat(seq).as(when).isGreaterThan(last);
            last = seq;
            List<Event> wanted = batchOf(request).events();
            for (int i = 0; i < wanted.size(); i++) {
                Event found = events.get(seq - wanted.size() + 1 + i);
                if (found != null || !(wanted.get(i) instanceof Event.UsageSeen)) {
                    assertThat(found).as("%s, %s", when, request).isEqualTo(wanted.get(i));
                }
            }
        }
        assertThat(log).as(when).isSortedAccordingTo((a, b) -> Long.compare(a.seq(), b.seq()));
        assertThat(store.load()).as(when).isEqualTo(Histories.replay(store));
    }

    /// The caller of the append that was cut off asks for it again, and it is done once: all of it
    /// was, or nothing.
    private static List<RequestId> repeat(SqliteStore store, int life, int acks) {
        int number = 0;
        int counted = 0;
        while (counted + CrashChild.batches(life, number).size() <= acks) {
            counted += CrashChild.batches(life, number).size();
            number++;
        }
        List<Store.Batch> cutOff = CrashChild.batches(life, number);
        long before = store.load().seq();
        List<RequestId> requests =
                cutOff.stream().map(batch -> batch.request().orElseThrow()).toList();
        long done = requests.stream().filter(r -> store.outcome(r).isPresent()).count();
        assertThat(done).isIn(0L, (long) cutOff.size());
        if (done == 0) {
            store.append(cutOff, Instant.ofEpochSecond(life));
            assertThat(store.load().seq()).isGreaterThan(before);
        }
        return requests.subList(acks - counted, requests.size());
    }

    private static Store.Batch batchOf(RequestId request) {
        String[] parts = request.value().split("-", -1);
        return CrashChild.batches(Integer.parseInt(parts[1]), Integer.parseInt(parts[2]))
                .get(Integer.parseInt(parts[3]));
    }
}
