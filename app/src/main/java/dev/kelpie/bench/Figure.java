package dev.kelpie.bench;

import java.util.Arrays;
import java.util.Locale;

/// One line of the result: what was measured, the median and the worst of the runs.
///
/// @param budget what the design allows, or empty for a yardstick
record Figure(
        String name,
        String what,
        String unit,
        String budget,
        int runs,
        double median,
        double worst) {
    static Figure of(String name, String what, String unit, String budget, double... samples) {
        double[] sorted = samples.clone();
        Arrays.sort(sorted);
        return new Figure(
                name,
                what,
                unit,
                budget,
                sorted.length,
                sorted[sorted.length / 2],
                sorted[sorted.length - 1]);
    }

    String row() {
        return String.format(
                Locale.ROOT,
                "%-9s %-52s %10.1f %10.1f %-6s %-14s %d",
                name,
                what,
                median,
                worst,
                unit,
                budget,
                runs);
    }

    static String head() {
        return String.format(
                Locale.ROOT,
                "%-9s %-52s %10s %10s %-6s %-14s %s",
                "figure",
                "what",
                "median",
                "worst",
                "unit",
                "budget",
                "runs");
    }
}
