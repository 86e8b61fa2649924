package dev.kelpie.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// `kelpie-bench [--quick] [--json] [NAME …]`: prints each figure beside its yardstick.
public final class Bench {
    private static final int RUNS = 15;
    private static final int QUICK_RUNS = 3;

    private Bench() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        List<String> words = List.of(args);
        List<String> names = words.stream().filter(w -> !w.startsWith("--")).toList();
        for (String name : names) {
            if (!Figures.ALL.containsKey(name)) {
                System.err.println(
                        "kelpie-bench: no figure '"
                                + name
                                + "'; there are "
                                + Figures.ALL.keySet());
                System.exit(2);
            }
        }
        Path prefix = Path.of(System.getProperty("kelpie.prefix", "."));
        int runs = words.contains("--quick") ? QUICK_RUNS : RUNS;
        var figures = new ArrayList<Figure>();
        String before = load();
        for (var each : Figures.ALL.entrySet()) {
            if (names.isEmpty() || names.contains(each.getKey())) {
                try (var lab = new Lab(prefix)) {
                    figures.addAll(each.getValue().run(lab, runs));
                }
            }
        }
        String load = before + " before, " + load() + " after";
        if (words.contains("--json")) {
            System.out.println(Figures.json(figures, load));
            return;
        }
        System.out.println(Figure.head());
        figures.forEach(f -> System.out.println(f.row()));
        System.out.println("load average: " + load);
    }

    private static String load() throws IOException {
        return Files.readString(Path.of("/proc/loadavg")).split(" ", 2)[0];
    }
}
