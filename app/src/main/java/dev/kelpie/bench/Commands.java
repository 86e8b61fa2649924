package dev.kelpie.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/// What an agent and a script wait for: hooks, and a question to the engine.
final class Commands {
    /// So many in one shell, so that our own way of starting it does not count.
    private static final int LOOP = 10;

    /// About what a call of a tool comes with.
    private static final int PAYLOAD_BYTES = 2000;

    private Commands() {}

    static List<Figure> hook(Lab lab, Scale scale) throws IOException, InterruptedException {
        lab.kelpie("spawn", "one", "--runtime", "fake", "--no-worktree");
        Path script;
        try (var files = Files.walk(lab.home.resolve("sessions"))) {
            script = files.filter(f -> f.endsWith("hook.sh")).findFirst().orElseThrow();
        }
        Path payload = lab.folder.resolve("payload.json");
        Files.writeString(
                payload,
                String.format(
                        Locale.ROOT,
                        "{\"tool_name\":\"Bash\",\"tool_input\":{\"command\":\"%s\"}}",
                        "x".repeat(PAYLOAD_BYTES)));
        String given = " <'" + payload + "' >/dev/null";
        String hook = "'" + script + "' ";
        String status = "'" + script.resolveSibling("statusline.sh") + "'" + given;
        String tool = hook + "PreToolUse" + given + "; " + hook + "PostToolUse" + given;
        return List.of(
                Figure.of(
                        "hook",
                        "hook at a prompt boundary, empty inbox",
                        "ms",
                        new Budget.AtMost(5),
                        loops(lab, scale, hook + "UserPromptSubmit" + given)),
                Figure.of(
                        "hook",
                        "all hooks of one tool call, and the status line",
                        "ms",
                        new Budget.AtMost(20),
                        loops(lab, scale, tool + "; " + status)),
                shell("hook", lab, scale));
    }

    static List<Figure> status(Lab lab, Scale scale) throws IOException, InterruptedException {
        lab.kelpie("daemon");
        String ask = lab.kelpieQuoted() + " status --json >/dev/null";
        double[] warm = loops(lab, scale, ask);
        lab.kelpie("down");
        Lab.until(() -> !Files.exists(lab.home.resolve("door")));
        double[] cold = Measure.times(scale.runs(), () -> lab.each(1, ask));
        String java = "'" + Path.of(System.getProperty("java.home"), "bin", "java") + "'";
        String bare = java + " -version 2>/dev/null";
        return List.of(
                Figure.of(
                        "status",
                        "kelpie status --json, an engine runs",
                        "ms",
                        new Budget.AtMost(15),
                        warm),
                Figure.of(
                        "status",
                        "kelpie status --json, no engine",
                        "ms",
                        new Budget.AtMost(150),
                        cold),
                shell("status", lab, scale),
                Figure.yardstick(
                        "status",
                        "java -version",
                        "ms",
                        Measure.times(scale.runs(), () -> lab.each(1, bare))));
    }

    private static double[] loops(Lab lab, Scale scale, String line)
            throws IOException, InterruptedException {
        return Measure.times(scale.runs(), () -> lab.each(LOOP, line));
    }

    private static Figure shell(String group, Lab lab, Scale scale)
            throws IOException, InterruptedException {
        return Figure.yardstick(group, "sh -c :", "ms", loops(lab, scale, "sh -c :"));
    }
}
