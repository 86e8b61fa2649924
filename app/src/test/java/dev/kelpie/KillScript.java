package dev.kelpie;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// Command lines at random, several at once, against an engine that will be killed; and what was
/// acknowledged.
final class KillScript {
    static final String PROMPT = "[[edit work.txt precious]]";
    private static final int WORKERS = 3;
    private static final int HERD = 10;

    private final TestHerd herd;
    private final Random random;
    private final AtomicInteger number = new AtomicInteger();
    private final AtomicInteger unknown = new AtomicInteger();
    private final Set<String> tried = ConcurrentHashMap.newKeySet();
    private final Set<String> spawned = ConcurrentHashMap.newKeySet();
    private final Set<String> asked = ConcurrentHashMap.newKeySet();
    private final Set<String> killed = ConcurrentHashMap.newKeySet();
    private final Set<String> sent = ConcurrentHashMap.newKeySet();
    private final Set<String> worked = ConcurrentHashMap.newKeySet();

    KillScript(TestHerd herd, long seed) {
        this.herd = herd;
        this.random = new Random(seed);
    }

    Set<String> names() {
        return tried;
    }

    Set<String> spawned() {
        return spawned;
    }

    /// Whose end was asked for, acknowledged or not.
    Set<String> asked() {
        return asked;
    }

    Set<String> killed() {
        return killed;
    }

    /// `NAME TEXT` of each that was acknowledged.
    Set<String> sent() {
        return sent;
    }

    /// Whose file was seen.
    Set<String> worked() {
        return worked;
    }

    String summary() {
        return "acknowledged: %d spawns, %d messages, %d kills; cut off: %d"
                .formatted(spawned.size(), sent.size(), killed.size(), unknown.get());
    }

    /// Runs until the time is up, then kills the engine under whatever is going on.
    void run(ChildEngine engine, int millis) throws InterruptedException {
        var over = new CountDownLatch(1);
        var workers = new ArrayList<Thread>();
        for (int i = 0; i < WORKERS; i++) {
            workers.add(Thread.ofVirtual().start(() -> work(over)));
        }
        if (over.await(millis, TimeUnit.MILLISECONDS)) {
            throw new IllegalStateException("nobody else counts down");
        }
        over.countDown();
        engine.kill();
        for (Thread worker : workers) {
            worker.join();
        }
    }

    private void work(CountDownLatch over) {
        while (over.getCount() > 0) {
            try {
                step();
            } catch (IOException | RuntimeException _) {
                // The engine went in the middle of it: whether it was done is not known.
                unknown.incrementAndGet();
            }
        }
    }

    private void step() throws IOException {
        List<String> living =
                spawned.stream().filter(name -> !asked.contains(name)).sorted().toList();
        int dice = draw(10);
        if (living.size() < 3 || (living.size() < HERD && dice < 3)) {
            spawn();
        } else if (dice < 9) {
            send(living.get(draw(living.size())));
        } else {
            kill(living.get(draw(living.size())));
        }
    }

    private synchronized int draw(int bound) {
        return random.nextInt(bound);
    }

    private void spawn() throws IOException {
        String name = "a" + number.incrementAndGet();
        tried.add(name);
        if (herd.cli(
                                "spawn",
                                name,
                                "--runtime=fake",
                                "--prompt=" + PROMPT,
                                "--env=KELPIE_FAKE_SPEED=10",
                                "--env=KELPIE_FAKE_RECORD=" + herd.record(name))
                        .code()
                == 0) {
            spawned.add(name);
        }
    }

    private void send(String name) throws IOException {
        String text = "message " + number.incrementAndGet();
        if (Files.exists(herd.root.resolve("home/worktrees"))) {
            seeWork();
        }
        if (herd.cli("send", name, text).code() == 0) {
            sent.add(name + " " + text);
        }
    }

    private void kill(String name) throws IOException {
        asked.add(name);
        if (herd.cli("kill", name).code() == 0) {
            killed.add(name);
        }
    }

    private void seeWork() throws IOException {
        try (var files = Files.walk(herd.home.worktrees(), 3)) {
            files.filter(f -> f.endsWith("work.txt"))
                    .forEach(f -> worked.add(f.getName(f.getNameCount() - 2).toString()));
        }
    }
}
