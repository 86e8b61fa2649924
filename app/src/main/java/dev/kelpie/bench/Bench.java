package dev.kelpie.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kelpie.store.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.concurrent.TimeUnit;

/// `kelpie-bench [--quick | --tiny] [--json] [NAME …]`: prints each figure beside its yardstick.
public final class Bench {
    /// How long an interrupted measurement may take to clear up.
    private static final long CLEARING_SECONDS = 60;

    private Bench() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        List<String> words = List.of(args);
        List<String> names = words.stream().filter(w -> !w.startsWith("--")).toList();
        SequencedMap<String, Measure> all = Measure.all();
        for (String name : names) {
            if (!all.containsKey(name)) {
                System.err.println(
                        "kelpie-bench: no figure '" + name + "'; there are " + all.keySet());
                System.exit(2);
            }
        }
        Thread main = Thread.currentThread();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> interrupt(main)));
        Scale scale =
                words.contains("--tiny")
                        ? Scale.TINY
                        : words.contains("--quick") ? Scale.QUICK : Scale.FULL;
        all.keySet().removeIf(name -> !names.isEmpty() && !names.contains(name));
        String before = load();
        var failed = new ArrayList<String>();
        List<Figure> figures = measure(all, scale, failed);
        String load = before + " before, " + load() + " after";
        System.out.println(words.contains("--json") ? json(figures, load) : table(figures, load));
        if (!failed.isEmpty()) {
            System.err.println("kelpie-bench: could not measure " + failed);
            System.exit(1);
        }
    }

    /// One that fails is told and left out; the others are worth having all the same.
    private static List<Figure> measure(
            SequencedMap<String, Measure> wanted, Scale scale, List<String> failed)
            throws IOException, InterruptedException {
        Path prefix = Path.of(System.getProperty("kelpie.prefix", "."));
        var figures = new ArrayList<Figure>();
        for (var each : wanted.entrySet()) {
            try (var lab = new Lab(prefix)) {
                figures.addAll(each.getValue().run(lab, scale));
            } catch (IOException | StoreException e) {
                failed.add(each.getKey());
                System.err.println("kelpie-bench: " + each.getKey() + ": " + e.getMessage());
            }
        }
        return figures;
    }

    /// On Ctrl-C the measurement ends as by an error, so that it takes along what it started.
    private static void interrupt(Thread main) {
        main.interrupt();
        try {
            main.join(TimeUnit.SECONDS.toMillis(CLEARING_SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String table(List<Figure> figures, String load) {
        var lines = new ArrayList<String>(List.of(Figure.head()));
        figures.forEach(figure -> lines.add(figure.row()));
        lines.add("load average: " + load);
        return String.join("\n", lines);
    }

    private static String json(List<Figure> figures, String load) throws IOException {
        var all = new LinkedHashMap<String, Object>();
        all.put("load", load);
        all.put("processors", Runtime.getRuntime().availableProcessors());
        all.put("system", System.getProperty("os.name") + " " + System.getProperty("os.version"));
        all.put("java", System.getProperty("java.version"));
        all.put("figures", figures.stream().map(Figure::json).toList());
        return new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(all);
    }

    private static String load() throws IOException {
        Path file = Path.of("/proc/loadavg");
        return Files.exists(file) ? Files.readString(file).split(" ", 2)[0] : "unknown";
    }
}
