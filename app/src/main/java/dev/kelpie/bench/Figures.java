package dev.kelpie.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kelpie.engine.Kelpie;
import dev.kelpie.model.Agent;
import dev.kelpie.model.AgentId;
import dev.kelpie.model.MessageId;
import dev.kelpie.model.PaneRef;
import dev.kelpie.model.RequestId;
import dev.kelpie.model.StateName;
import dev.kelpie.verb.Send;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.concurrent.locks.LockSupport;

/// What can be measured, by name.
final class Figures {
    private static final int SENDS = 300;

    /// One measurement; it may make several figures, its yardstick among them.
    interface Measure {
        List<Figure> run(Lab lab, int runs) throws IOException, InterruptedException;
    }

    static final SequencedMap<String, Measure> ALL = new LinkedHashMap<>();

    static {
        ALL.put("hook", Figures::hook);
        ALL.put("status", Figures::status);
        ALL.put("spawn", Figures::spawn);
        ALL.put("send", Figures::send);
        ALL.put("restart", Figures::restart);
        ALL.put("death", Figures::death);
        ALL.put("herd", Figures::herd);
    }

    private Figures() {}

    /// Work that is timed.
    private interface Timed {
        double once() throws IOException, InterruptedException;
    }

    private static double[] times(int runs, Timed timed) throws IOException, InterruptedException {
        timed.once();
        double[] samples = new double[runs];
        for (int i = 0; i < runs; i++) {
            samples[i] = timed.once();
        }
        return samples;
    }

    private static Figure shell(Lab lab, String name, int runs)
            throws IOException, InterruptedException {
        return Figure.of(
                name, "yardstick: sh -c :", "ms", "", times(runs, () -> lab.time("sh", "-c", ":")));
    }

    private static List<Figure> hook(Lab lab, int runs) throws IOException, InterruptedException {
        lab.kelpie("spawn", "one", "--runtime", "fake", "--no-worktree");
        Path hook;
        try (var files = Files.walk(lab.home.resolve("sessions"))) {
            hook = files.filter(f -> f.endsWith("hook.sh")).findFirst().orElseThrow();
        }
        double[] samples = times(runs, () -> lab.time("sh", hook.toString(), "UserPromptSubmit"));
        return List.of(
                Figure.of("hook", "hook at a prompt boundary, empty inbox", "ms", "<= 5", samples),
                shell(lab, "hook", runs));
    }

    private static List<Figure> status(Lab lab, int runs) throws IOException, InterruptedException {
        lab.kelpie("daemon");
        double[] warm = times(runs, () -> lab.kelpie("status", "--json"));
        lab.kelpie("down");
        Lab.until(() -> !Files.exists(lab.home.resolve("door")));
        double[] cold = times(runs, () -> lab.kelpie("status", "--json"));
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return List.of(
                Figure.of("status", "kelpie status --json, warm", "ms", "<= 15", warm),
                Figure.of("status", "kelpie status --json, cold", "ms", "<= 150", cold),
                shell(lab, "status", runs),
                Figure.of(
                        "status",
                        "yardstick: java -version",
                        "ms",
                        "",
                        times(runs, () -> lab.time(java, "-version"))));
    }

    private static List<Figure> spawn(Lab lab, int runs) throws IOException, InterruptedException {
        Path repository = lab.repository(2000);
        lab.kelpie("daemon");
        double worktree =
                lab.time("git", "-C", repository.toString(), "worktree", "add", "-q", "../bare");
        long before = System.nanoTime();
        for (int i = 0; i < 10; i++) {
            lab.time("tmux", "-L", "bare", "-f", "/dev/null", "new-session", "-d", "cat");
        }
        double sessions = (System.nanoTime() - before) / 1e6;
        before = System.nanoTime();
        for (int i = 0; i < 10; i++) {
            lab.kelpie(
                    "spawn",
                    "a" + i,
                    "--runtime",
                    "fake",
                    "--repo",
                    repository.toString(),
                    "--no-wait");
        }
        try (var kelpie = lab.engine()) {
            Lab.until(() ->
                    kelpie.world().agents().values().stream()
                                    .filter(a -> StateName.of(a) == StateName.WAITING)
                                    .count()
                            == 10);
        }
        double all = (System.nanoTime() - before) / 1e6;
        return List.of(
                Figure.of(
                        "spawn", "10 fakes ready, worktrees of 2,000 files", "ms", "<= 3000", all),
                Figure.of("spawn", "yardstick: git worktree add, once", "ms", "", worktree),
                Figure.of("spawn", "yardstick: tmux new-session, 10 times", "ms", "", sessions));
    }

    private static List<Figure> send(Lab lab, int runs) throws IOException, InterruptedException {
        lab.kelpie("spawn", "one", "--command", "exec cat >/dev/null", "--no-worktree");
        int sends = Math.min(SENDS, runs * 10);
        try (var kelpie = lab.engine()) {
            long before = System.nanoTime();
            for (int i = 0; i < sends; i++) {
                String id = String.format("%016d", i);
                kelpie.execute(
                        new RequestId(id),
                        new Send(new AgentId("one"), new MessageId(id), "text " + i, false));
            }
            double seconds = (System.nanoTime() - before) / 1e9;
            return List.of(
                    Figure.of(
                            "send",
                            "messages accepted, one sender",
                            "/s",
                            ">= 500",
                            sends / seconds));
        }
    }

    private static List<Figure> restart(Lab lab, int runs)
            throws IOException, InterruptedException {
        lab.kelpie("spawn", "one", "--command", "exec cat", "--no-worktree");
        double[] samples =
                times(
                        runs,
                        () -> {
                            ProcessHandle engine = ProcessHandle.of(lab.pid()).orElseThrow();
                            engine.destroyForcibly();
                            Lab.until(() -> !engine.isAlive());
                            double start = lab.kelpie("daemon");
                            return start + lab.kelpie("status", "--json");
                        });
        return List.of(
                Figure.of(
                        "restart",
                        "kill -9 of the engine until it serves",
                        "ms",
                        "<= 2000",
                        samples));
    }

    private static List<Figure> death(Lab lab, int runs) throws IOException, InterruptedException {
        lab.kelpie("daemon");
        var samples = new ArrayList<Double>();
        try (var kelpie = lab.engine()) {
            for (int i = 0; i < runs; i++) {
                String name = "a" + i;
                lab.kelpie("spawn", name, "--command", "exec cat", "--no-worktree");
                Lab.until(() -> pane(kelpie, name).isPresent());
                long pid = pane(kelpie, name).orElseThrow().pid();
                ProcessHandle.of(pid).orElseThrow().destroyForcibly();
                samples.add(
                        Lab.until(() ->
                                kelpie.world()
                                        .agent(new AgentId(name))
                                        .filter(a -> StateName.of(a) == StateName.ENDED)
                                        .isPresent()));
            }
        }
        return List.of(
                Figure.of(
                        "death",
                        "killed agent until it is noticed",
                        "ms",
                        "<= 1000",
                        samples.stream().mapToDouble(d -> d).toArray()));
    }

    private static Optional<PaneRef> pane(Kelpie kelpie, String name) {
        return kelpie.world().agent(new AgentId(name)).flatMap(Agent::pane);
    }

    /// The engine's processor time and memory while nothing, and while thirty agents, go on.
    private static List<Figure> herd(Lab lab, int runs) throws IOException, InterruptedException {
        var figures = new ArrayList<Figure>();
        Duration span = Duration.ofSeconds(Math.max(5, runs));
        lab.kelpie("daemon");
        figures.addAll(load(lab, "idle, no agents", "<= 1", span));
        for (int i = 0; i < 30; i++) {
            lab.kelpie(
                    "spawn",
                    "a" + i,
                    "--no-worktree",
                    "--no-wait",
                    "--command",
                    "i=0; while :; do i=$((i+1)); echo line $i; sleep 0.1; done");
        }
        try (var kelpie = lab.engine()) {
            Lab.until(() ->
                    kelpie.world().agents().values().stream().allMatch(a -> a.pane().isPresent()));
        }
        figures.addAll(load(lab, "30 agents at 10 lines/s", "<= 8", span));
        return figures;
    }

    private static List<Figure> load(Lab lab, String when, String budget, Duration span)
            throws IOException {
        ProcessHandle engine = ProcessHandle.of(lab.pid()).orElseThrow();
        Duration before = engine.info().totalCpuDuration().orElse(Duration.ZERO);
        long begun = System.nanoTime();
        long forks = forks();
        while (System.nanoTime() - begun < span.toNanos()) {
            LockSupport.parkNanos(span.toNanos());
        }
        double seconds = (System.nanoTime() - begun) / 1e9;
        double cpu =
                engine.info().totalCpuDuration().orElse(Duration.ZERO).minus(before).toNanos()
                        / 1e9;
        return List.of(
                Figure.of("herd", "engine, " + when, "% core", budget, 100 * cpu / seconds),
                Figure.of("herd", "engine, " + when, "MB RSS", "<= 140", resident(lab.pid())),
                Figure.of(
                        "herd",
                        "forks on the whole machine, " + when,
                        "/s",
                        "",
                        (forks() - forks) / seconds));
    }

    private static double resident(long pid) throws IOException {
        return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
                .filter(l -> l.startsWith("VmRSS:"))
                .mapToDouble(l -> Long.parseLong(l.replaceAll("\\D", "")) / 1024.0)
                .findFirst()
                .orElse(0);
    }

    private static long forks() throws IOException {
        return Files.readAllLines(Path.of("/proc/stat")).stream()
                .filter(l -> l.startsWith("processes "))
                .mapToLong(l -> Long.parseLong(l.substring(10)))
                .findFirst()
                .orElse(0);
    }

    /// All figures as JSON, with what the machine was doing meanwhile.
    static String json(List<Figure> figures, String load) throws IOException {
        return new ObjectMapper()
                .writerWithDefaultPrettyPrinter()
                .writeValueAsString(Map.of("load", load, "figures", figures));
    }
}
