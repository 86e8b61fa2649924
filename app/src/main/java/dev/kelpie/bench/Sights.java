package dev.kelpie.bench;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What an agent does, until a person sees it: its output in the followed pane, its state in its
/// row. The agents do it at our sign, which comes through a pipe.
final class Sights {
    /// Not in step with anything that the screen does by the clock.
    private static final int LINE_GAP_MILLIS = 137;

    private Sights() {}

    static List<Figure> measure(Lab lab, Herd herd, Viewer viewer, Scale scale)
            throws IOException, InterruptedException {
        var figures = new ArrayList<Figure>();
        try (var lines = new Pipe(lab, "lines");
                var signs = new Pipe(lab, "signs")) {
            herd.command("aim-screen", "exec cat '" + lines.path + "'");
            Path script = lab.folder.resolve("asks.script");
            Files.writeString(
                    script,
                    "on prompt:\nsh read sign <'"
                            + signs.path
                            + "'\nask permission Bash \"make\"\nrepeat\n");
            herd.fake("aim-hook", script, Optional.of("go on"));
            herd.awaitPanes();
            viewer.type("/aim\r");
            viewer.await(viewer.when(Crowd.row("aim-hook", "working")));
            figures.add(byScreen(viewer, lines, scale));
            figures.add(byHook(lab, viewer, signs, scale));
            figures.add(followed(viewer, lines, scale));
        }
        figures.add(bareOutput(lab, scale));
        return figures;
    }

    /// A pipe with a name, open at both ends so that nobody ever waits for the other.
    private static final class Pipe implements AutoCloseable {
        final Path path;
        private final RandomAccessFile file;

        Pipe(Lab lab, String name) throws IOException, InterruptedException {
            path = lab.folder.resolve(name);
            lab.time("mkfifo", path.toString());
            file = new RandomAccessFile(path.toFile(), "rw");
        }

        /// Writes, and answers the time of it.
        long write(String text) throws IOException {
            long now = System.nanoTime();
            file.write(text.getBytes(StandardCharsets.UTF_8));
            return now;
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }

    /// A prompt at the end of its screen, and nothing else, tells that this one waits.
    private static Figure byScreen(Viewer viewer, Pipe lines, Scale scale)
            throws IOException, InterruptedException {
        var samples = new ArrayList<Double>();
        for (int i = 0; i < scale.runs(); i++) {
            lines.write("\nat work " + i + "\n");
            viewer.await(viewer.when(Crowd.row("aim-screen", "working")));
            var seen = viewer.when(Crowd.row("aim-screen", "waiting"));
            samples.add(viewer.await(seen, lines.write("$ ")) / 1e6);
        }
        return Figure.of(
                "crowd",
                "state to row, known by the screen alone",
                "ms",
                new Budget.AtMost(2500),
                samples);
    }

    private static Figure byHook(Lab lab, Viewer viewer, Pipe signs, Scale scale)
            throws IOException, InterruptedException {
        var samples = new ArrayList<Double>();
        for (int i = 0; i < scale.runs(); i++) {
            var seen = viewer.when(Crowd.row("aim-hook", "waiting"));
            samples.add(viewer.await(seen, signs.write("go\n")) / 1e6);
            Lab.until(() -> lab.works("answer", "aim-hook", "1")); // its choices come a look later
            viewer.await(viewer.when(Crowd.row("aim-hook", "working")));
        }
        return Figure.of(
                "crowd",
                "state to row, told by a hook (and the fake's own work)",
                "ms",
                new Budget.AtMost(1000),
                samples);
    }

    private static Figure followed(Viewer viewer, Pipe lines, Scale scale)
            throws IOException, InterruptedException {
        viewer.type("/-screen\r"); // goes on where the filter ended
        viewer.await(viewer.when(picture -> Crowd.title(picture).equals("aim-screen")));
        Lab.pause(scale.window().toMillis()); // until the screen's own client has come over
        return Figure.of(
                "crowd",
                "line of the followed agent to its cells",
                "ms",
                new Budget.MostlyAtMost(50),
                lines(viewer, lines, scale));
    }

    private static List<Double> lines(Viewer viewer, Pipe lines, Scale scale)
            throws IOException, InterruptedException {
        var samples = new ArrayList<Double>();
        for (int i = 0; i < scale.presses(); i++) {
            String mark = "mark-" + (100_000 + i);
            var seen = viewer.when(Crowd.shows(mark));
            samples.add(viewer.await(seen, lines.write("\n" + mark)) / 1e6);
            Lab.pause(LINE_GAP_MILLIS);
        }
        return samples;
    }

    private static Figure bareOutput(Lab lab, Scale scale)
            throws IOException, InterruptedException {
        try (var lines = new Pipe(lab, "bare-lines");
                var viewer = Crowd.bare(lab, "exec cat '" + lines.path + "'")) {
            viewer.await(viewer.when(Crowd.shows("[0]")));
            return Figure.yardstick(
                    "crowd",
                    "line to cells in a bare tmux client",
                    "ms",
                    lines(viewer, lines, scale));
        }
    }
}
