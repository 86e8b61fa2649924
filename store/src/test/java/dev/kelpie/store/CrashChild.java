package dev.kelpie.store;

import dev.kelpie.model.RequestId;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Appends until it is killed, and says what was promised: one line for each request, after it.
final class CrashChild {
    private CrashChild() {}

    public static void main(String[] arguments) {
        var path = Path.of(arguments[0]);
        int life = Integer.parseInt(arguments[1]);
        System.out.println("up");
        try (var store = SqliteStore.open(path)) {
            for (int number = 0; ; number++) {
                List<Store.Batch> batches = batches(life, number);
                store.append(batches, Instant.ofEpochSecond(life, number));
                String lines =
                        batches.stream()
                                .map(batch -> batch.request().orElseThrow() + "\n")
                                .collect(Collectors.joining());
                // In one piece, so that no line is cut by the kill.
                System.out.writeBytes(lines.getBytes(StandardCharsets.US_ASCII));
                System.out.flush();
            }
        }
    }

    /// The same for the same numbers, so that another process knows what was meant.
    static List<Store.Batch> batches(int life, int number) {
        long seed = life * 10_000L + number;
        var random = new SplittableRandom(seed);
        return IntStream.rangeClosed(0, random.nextInt(4))
                .mapToObj(i ->
                        Histories.batch(
                                request(life, number, i),
                                Histories.events(seed * 10 + i, 1 + random.nextInt(5))))
                .toList();
    }

    private static RequestId request(int life, int number, int i) {
        return new RequestId("life-%d-%d-%d".formatted(life, number, i));
    }
}
