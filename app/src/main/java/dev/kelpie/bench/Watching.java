package dev.kelpie.bench;

import dev.kelpie.model.MessageId;
import dev.kelpie.model.RequestId;
import dev.kelpie.model.StateName;
import dev.kelpie.verb.Send;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// What it costs to watch a herd: processor time and processes started, of the engine and the
/// screen, while the agents rest and while they print.
final class Watching {
    /// What a herd costs for days begins when the screen has come up and its code is compiled.
    private static final int SETTLING_WINDOWS = 4;

    private Watching() {}

    static List<Figure> measure(Lab lab, Scale scale) throws IOException, InterruptedException {
        lab.kelpie("daemon");
        var figures = new ArrayList<Figure>();
        try (var kelpie = lab.engine()) {
            var herd = new Herd(lab, kelpie);
            herd.printers("n", scale.busy(), false);
            herd.await("n", scale.busy(), StateName.WAITING);
            try (var viewer = Crowd.screen(lab)) {
                viewer.await(viewer.when(Crowd.shows("n000")));
                Lab.pause(SETTLING_WINDOWS * scale.window().toMillis());
                String rest = scale.busy() + " agents at rest";
                figures.addAll(costs(lab, viewer, scale, rest, new Budget.AtMost(1)));
                for (var agent : kelpie.world().agents().keySet()) {
                    String id = herd.id();
                    kelpie.execute(
                            new RequestId(id), new Send(agent, new MessageId(id), "go", false));
                }
                herd.await("n", scale.busy(), StateName.WORKING);
                String busy = scale.busy() + " agents at 10 lines/s";
                figures.addAll(costs(lab, viewer, scale, busy, new Budget.AtMost(8)));
            }
        }
        long server = server(lab);
        lab.kelpie("down");
        figures.addAll(alone(server, scale));
        return figures;
    }

    private static List<Figure> costs(
            Lab lab, Viewer viewer, Scale scale, String when, Budget budget)
            throws IOException, InterruptedException {
        long engine = lab.pid();
        long screen = viewer.program("java").pid();
        var own = new ArrayList<Double>();
        var children = new ArrayList<Double>();
        var started = new ArrayList<Double>();
        for (int run = 0; run < scale.runs(); run++) {
            Proc.Spent engineBefore = Proc.spent(engine);
            Proc.Spent screenBefore = Proc.spent(screen);
            long startedBefore = Proc.started();
            long begun = System.nanoTime();
            Lab.pause(scale.window().toMillis());
            double seconds = (System.nanoTime() - begun) / 1e9;
            Proc.Spent byEngine = Proc.spent(engine).minus(engineBefore);
            Proc.Spent byScreen = Proc.spent(screen).minus(screenBefore);
            own.add(100 * (byEngine.own() + byScreen.own()) / seconds);
            children.add(100 * (byEngine.children() + byScreen.children()) / seconds);
            started.add((Proc.started() - startedBefore) / seconds);
        }
        return List.of(
                Figure.of("watch", "engine and screen, " + when, "%core", budget, own),
                Figure.of(
                        "watch",
                        "their tmux clients, " + when,
                        "%core",
                        new Budget.None(),
                        children),
                Figure.of(
                        "watch",
                        "processes and threads started, " + when,
                        "/s",
                        new Budget.None(),
                        started));
    }

    /// The same busy herd when nobody watches: what is left is the agents' and tmux's own.
    private static List<Figure> alone(long server, Scale scale)
            throws IOException, InterruptedException {
        var cpu = new ArrayList<Double>();
        var started = new ArrayList<Double>();
        for (int run = 0; run < scale.runs(); run++) {
            Proc.Spent before = Proc.spent(server);
            long startedBefore = Proc.started();
            long begun = System.nanoTime();
            Lab.pause(scale.window().toMillis());
            double seconds = (System.nanoTime() - begun) / 1e9;
            cpu.add(100 * Proc.spent(server).minus(before).own() / seconds);
            started.add((Proc.started() - startedBefore) / seconds);
        }
        return List.of(
                Figure.yardstick("watch", "bare tmux server, the busy herd", "%core", cpu),
                Figure.yardstick("watch", "processes and threads, nobody watches", "/s", started));
    }

    /// The pid of the herd's tmux server.
    static long server(Lab lab) throws IOException {
        try (var kelpie = lab.engine()) {
            return kelpie.world().agents().values().stream()
                    .flatMap(a -> a.pane().stream())
                    .findFirst()
                    .orElseThrow()
                    .server();
        }
    }
}
