package dev.kelpie.bench;

import dev.kelpie.model.StateName;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/// A screen over a full herd, every agent printing: memory, the first picture, keys, and what an
/// agent does until a person sees it.
final class Crowd {
    private static final int COLUMNS = 120;
    private static final int ROWS = 40;

    /// Between two keys, so that each finds the screen at rest or just drawn, as it comes.
    private static final int KEY_GAP_MILLIS = 47;

    /// Where the name begins in a row of the list, after frame and glyph.
    private static final int ROW_NAME = 4;

    private static final String TITLE = "┌ 2 ";

    private Crowd() {}

    /// Whether a row shows all of these words.
    static Predicate<List<String>> shows(String... words) {
        return picture ->
                picture.stream().anyMatch(row -> List.of(words).stream().allMatch(row::contains));
    }

    /// Whether the agent's own row in the list has this state; the log and the alerts name it too.
    static Predicate<List<String>> row(String agent, String state) {
        return picture ->
                picture.stream()
                        .filter(row -> row.startsWith(agent + " ", ROW_NAME))
                        .map(row -> row.substring(ROW_NAME + agent.length()).stripLeading())
                        .anyMatch(rest -> rest.startsWith(state));
    }

    static Viewer screen(Lab lab) throws IOException {
        return new Viewer(lab, COLUMNS, ROWS, lab.kelpieCommand());
    }

    static List<Figure> measure(Lab lab, Scale scale) throws IOException, InterruptedException {
        lab.kelpie("daemon");
        var figures = new ArrayList<Figure>();
        try (var kelpie = lab.engine()) {
            var herd = new Herd(lab, kelpie);
            herd.printers("n", scale.crowd(), true);
            herd.await("n", scale.crowd(), StateName.WORKING);
            figures.addAll(frames(lab, scale));
            try (var viewer = screen(lab)) {
                viewer.await(viewer.when(shows("n0", "working")));
                figures.add(
                        keys(
                                viewer,
                                scale,
                                "key to paint, " + scale.crowd() + " busy agents",
                                new Budget.MostlyAtMost(30)));
                figures.addAll(memory(lab, viewer, scale));
                figures.addAll(Sights.measure(lab, herd, viewer, scale));
            }
        }
        lab.kelpie("down");
        lab.slowTmux("0.3");
        lab.kelpie("daemon");
        try (var viewer = screen(lab)) {
            viewer.await(viewer.when(shows("n0", "working")));
            figures.add(
                    keys(
                            viewer,
                            scale,
                            "key to paint, the same and a tmux 0.3 s slower",
                            new Budget.MostlyAtMost(30)));
        }
        figures.add(bareKeys(lab, scale));
        return figures;
    }

    /// From the command to the first picture with agents in it.
    private static List<Figure> frames(Lab lab, Scale scale)
            throws IOException, InterruptedException {
        double[] ours =
                Measure.times(
                        scale.runs(),
                        () -> {
                            try (var viewer = screen(lab)) {
                                long seen = viewer.await(viewer.when(shows("n0", "working")));
                                return (seen - viewer.started) / 1e6;
                            }
                        });
        double[] bare =
                Measure.times(
                        scale.runs(),
                        () -> {
                            try (var viewer = bare(lab, "exec cat")) {
                                long seen = viewer.await(viewer.when(shows("[0]")));
                                return (seen - viewer.started) / 1e6;
                            }
                        });
        return List.of(
                Figure.of(
                        "crowd",
                        "first picture, " + scale.crowd() + " busy agents",
                        "ms",
                        new Budget.AtMost(600),
                        ours),
                Figure.yardstick("crowd", "tmux new-session, first picture", "ms", bare));
    }

    /// A bare tmux in a terminal of its own; its server ends with the lab.
    static Viewer bare(Lab lab, String command) throws IOException {
        return new Viewer(
                lab,
                COLUMNS,
                ROWS,
                "tmux",
                "-u",
                "-L",
                lab.bareSocket(),
                "-f",
                "/dev/null",
                "new-session",
                command);
    }

    /// Down the list and up again; the name over the panel on the right tells that it has moved.
    private static Figure keys(Viewer viewer, Scale scale, String what, Budget budget)
            throws IOException, InterruptedException {
        var samples = new ArrayList<Double>();
        int turn = Math.min(10, scale.crowd() - 1);
        for (int i = 0; i < scale.presses(); i++) {
            String title = title(viewer.picture());
            var moved = viewer.when(picture -> !title(picture).equals(title));
            long typed = viewer.type(i / turn % 2 == 0 ? "j" : "k");
            samples.add(viewer.await(moved, typed) / 1e6);
            Lab.pause(KEY_GAP_MILLIS);
        }
        return Figure.of("crowd", what, "ms", budget, samples);
    }

    /// What stands in the frame of the panel with the number 2.
    static String title(List<String> picture) {
        return picture.stream()
                .filter(row -> row.contains(TITLE))
                .findFirst()
                .map(row -> row.substring(row.indexOf(TITLE) + TITLE.length()).split(" ", 2)[0])
                .orElse("");
    }

    /// The echo of a key by `cat`, in a bare tmux.
    private static Figure bareKeys(Lab lab, Scale scale) throws IOException, InterruptedException {
        var samples = new ArrayList<Double>();
        try (var viewer = bare(lab, "exec cat")) {
            viewer.await(viewer.when(shows("[0]")));
            for (int i = 0; i < scale.presses(); i++) {
                String before = String.join("", viewer.picture()).split("\\[0\\]", 2)[0];
                var echoed =
                        viewer.when(p -> !String.join("", p).split("\\[0\\]", 2)[0].equals(before));
                long typed = viewer.type("x");
                samples.add(viewer.await(echoed, typed) / 1e6);
                Lab.pause(KEY_GAP_MILLIS);
            }
        }
        return Figure.yardstick("crowd", "key to echo by cat in a bare tmux", "ms", samples);
    }

    private static List<Figure> memory(Lab lab, Viewer viewer, Scale scale)
            throws IOException, InterruptedException {
        long server = Watching.server(lab);
        long screen = viewer.program("java").pid();
        var engines = new ArrayList<Double>();
        var screens = new ArrayList<Double>();
        var servers = new ArrayList<Double>();
        for (int run = 0; run < scale.runs(); run++) {
            engines.add(Proc.residentMegabytes(lab.pid()));
            screens.add(Proc.residentMegabytes(screen));
            servers.add(Proc.residentMegabytes(server));
            Lab.pause(scale.window().toMillis());
        }
        String when = ", " + scale.crowd() + " busy agents";
        return List.of(
                Figure.of("crowd", "engine resident" + when, "MB", new Budget.AtMost(140), engines),
                Figure.of("crowd", "screen resident" + when, "MB", new Budget.AtMost(110), screens),
                Figure.yardstick("crowd", "tmux server resident", "MB", servers));
    }
}
