package dev.kelpie.bench;

import dev.kelpie.engine.Kelpie;
import dev.kelpie.model.Agent;
import dev.kelpie.model.StateName;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Agents from nothing to ready, in worktrees of a repository that is not small.
final class Spawning {
    private Spawning() {}

    static List<Figure> measure(Lab lab, Scale scale) throws IOException, InterruptedException {
        Path repository = lab.repository(scale.files());
        lab.kelpie("daemon");
        var ready = new ArrayList<Double>();
        var bare = new ArrayList<Double>();
        try (var kelpie = lab.engine()) {
            for (int run = 0; run <= scale.runs(); run++) {
                double took = spawn(lab, kelpie, repository, run, scale.spawned());
                double git = bare(lab, repository, scale.spawned());
                if (run > 0) {
                    ready.add(took);
                    bare.add(git);
                }
                end(lab, kelpie);
            }
        }
        String count = String.valueOf(scale.spawned());
        return List.of(
                Figure.of(
                        "spawn",
                        count + " fakes ready, worktrees of " + scale.files() + " files",
                        "ms",
                        new Budget.AtMost(3000),
                        ready),
                Figure.yardstick(
                        "spawn",
                        count + " times git worktree add and tmux new-session",
                        "ms",
                        bare));
    }

    private static double spawn(Lab lab, Kelpie kelpie, Path repository, int run, int count)
            throws IOException, InterruptedException {
        long before = System.nanoTime();
        for (int i = 0; i < count; i++) {
            String name = "r" + run + "-a" + i;
            lab.kelpie(
                    "spawn",
                    name,
                    "--runtime",
                    "fake",
                    "--repo",
                    repository.toString(),
                    "--no-wait");
        }
        new Herd(lab, kelpie).await("r" + run, count, StateName.WAITING);
        return (System.nanoTime() - before) / 1e6;
    }

    /// The same number of bare worktrees and panes.
    private static double bare(Lab lab, Path repository, int count)
            throws IOException, InterruptedException {
        String at = repository.toString();
        String socket = lab.bareSocket();
        long before = System.nanoTime();
        for (int i = 0; i < count; i++) {
            String tree = lab.folder.resolve(socket + "-" + i).toString();
            lab.time("git", "-C", at, "worktree", "add", "-q", "--detach", tree);
            lab.time("tmux", "-L", socket, "-f", "/dev/null", "new-session", "-d", "cat");
        }
        double took = (System.nanoTime() - before) / 1e6;
        lab.time("tmux", "-L", socket, "kill-server");
        return took;
    }

    /// Their trees stay until the lab goes: ext4 passes over what was deleted within the last
    /// minute, so that new files just after a big removal take five times as long.
    private static void end(Lab lab, Kelpie kelpie) throws IOException, InterruptedException {
        lab.kelpie("stop", "--all");
        Lab.until(() -> kelpie.world().agents().values().stream().allMatch(Agent::over));
    }
}
