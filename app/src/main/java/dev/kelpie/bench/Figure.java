package dev.kelpie.bench;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// One line of the result.
///
/// @param group the measurement that it came from; a yardstick stands in the group that it is for
record Figure(
        String group,
        String what,
        String unit,
        Budget budget,
        int runs,
        double median,
        double p99,
        double worst) {
    private static final String FORM = "%-8s %-58s %9s %9s %9s %-5s %-11s %-6s %s";

    static Figure of(String group, String what, String unit, Budget budget, double... samples) {
        double[] sorted = samples.clone();
        Arrays.sort(sorted);
        int last = sorted.length - 1;
        return new Figure(
                group,
                what,
                unit,
                budget,
                sorted.length,
                sorted[sorted.length / 2],
                sorted[(int) Math.ceil(last * 0.99)],
                budget instanceof Budget.AtLeast ? sorted[0] : sorted[last]);
    }

    static Figure of(String group, String what, String unit, Budget budget, List<Double> samples) {
        return of(
                group,
                what,
                unit,
                budget,
                samples.stream().mapToDouble(Double::doubleValue).toArray());
    }

    static Figure yardstick(String group, String what, String unit, double... samples) {
        return of(group, "  yardstick: " + what, unit, new Budget.None(), samples);
    }

    static Figure yardstick(String group, String what, String unit, List<Double> samples) {
        return of(group, "  yardstick: " + what, unit, new Budget.None(), samples);
    }

    static String head() {
        return String.format(
                Locale.ROOT,
                FORM,
                "figure",
                "what",
                "median",
                "p99",
                "worst",
                "unit",
                "budget",
                "",
                "runs");
    }

    String row() {
        return String.format(
                Locale.ROOT,
                FORM,
                group,
                what,
                number(median),
                number(p99),
                number(worst),
                unit,
                budget.words(),
                budget.verdict(median, p99),
                runs);
    }

    Map<String, Object> json() {
        var map = new LinkedHashMap<String, Object>();
        map.put("figure", group);
        map.put("what", what.strip());
        map.put("unit", unit);
        map.put("median", rounded(median));
        map.put("p99", rounded(p99));
        map.put("worst", rounded(worst));
        map.put("runs", runs);
        map.put("budget", budget.words());
        map.put("verdict", budget.verdict(median, p99));
        return map;
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, value >= 1000 ? "%.0f" : "%.1f", value);
    }

    private static double rounded(double value) {
        return Math.round(value * 100) / 100.0;
    }
}
