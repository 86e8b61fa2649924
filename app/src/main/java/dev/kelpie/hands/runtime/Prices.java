package dev.kelpie.hands.runtime;

import java.util.Comparator;
import java.util.Map;
import java.util.Optional;

/// Looks models up by the longest known beginning of their names, and counts dollars.
final class Prices {
    private static final double MILLION = 1_000_000;

    private Prices() {}

    static <T> Optional<T> of(Map<String, T> map, String model) {
        return map.entrySet().stream()
                .filter(e -> model.startsWith(e.getKey()))
                .max(Comparator.comparingInt(e -> e.getKey().length()))
                .map(Map.Entry::getValue);
    }

    static double dollars(
            Descriptor.Price price, long input, long output, long cacheRead, long cacheWrite) {
        return (input * price.input()
                        + output * price.output()
                        + cacheRead * price.cacheRead()
                        + cacheWrite * price.cacheWrite())
                / MILLION;
    }
}
