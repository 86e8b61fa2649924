package dev.kelpie.bench;

import java.util.Locale;

/// What the design allows a figure to be.
sealed interface Budget {
    /// A yardstick, or a figure that only explains another.
    record None() implements Budget {}

    /// The median may not be above.
    record AtMost(double limit) implements Budget {}

    /// All but one in a hundred may not be above.
    record MostlyAtMost(double limit) implements Budget {}

    /// The median may not be below.
    record AtLeast(double limit) implements Budget {}

    /// In words, and empty for none.
    default String words() {
        return switch (this) {
            case None _ -> "";
            case AtMost(double limit) -> "<= " + number(limit);
            case MostlyAtMost(double limit) -> "p99 <= " + number(limit);
            case AtLeast(double limit) -> ">= " + number(limit);
        };
    }

    /// Whether the figure keeps to it, in a word.
    default String verdict(double median, double p99) {
        return switch (this) {
            case None _ -> "";
            case AtMost(double limit) -> word(median <= limit);
            case MostlyAtMost(double limit) -> word(p99 <= limit);
            case AtLeast(double limit) -> word(median >= limit);
        };
    }

    private static String word(boolean kept) {
        return kept ? "kept" : "MISSED";
    }

    private static String number(double limit) {
        return String.format(Locale.ROOT, "%.0f", limit);
    }
}
