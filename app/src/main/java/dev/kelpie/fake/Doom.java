package dev.kelpie.fake;

import dev.kelpie.fake.Turns.Flow;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// The ways in which an agent goes wrong as a process.
final class Doom {
    private static final long KILL_SECONDS = 5;

    private final Options options;
    private final Turns turns;

    Doom(Options options, Turns turns) {
        this.options = options;
        this.turns = turns;
    }

    /// A child in the background. A plain one ends with our terminal, the others outlive us.
    void child(Step step) throws IOException, InterruptedException {
        String how = step.word(0, "plain");
        String seconds = Long.toString(Step.millis(step.word(1, "600s")) / 1000);
        String prefix =
                switch (how) {
                    case "setsid" -> "setsid ";
                    case "nohup" -> "nohup ";
                    case "plain" -> "";
                    default -> throw new IllegalArgumentException("usage: " + step.verb().usage());
                };
        String line = prefix + "sleep " + seconds + " >/dev/null 2>&1 </dev/null & echo $!";
        Command result = Command.run(line, "", options.cwd(), Map.of(), KILL_SECONDS);
        turns.say("Spawned " + how + " child " + result.out().strip());
    }

    /// Like a bug: no hook, no farewell, the registry entry stays.
    Flow crash(int status) throws IOException, InterruptedException {
        turns.desk().print("fatal: unhandled error in the event loop\n    at main (cli.js:1:1)");
        turns.desk().terminal().leave("");
        Command.run("stty sane </dev/tty", "", options.cwd(), Map.of(), KILL_SECONDS);
        Runtime.getRuntime().halt(status);
        return Flow.ON;
    }

    Flow signal(String number) throws IOException, InterruptedException {
        long pid = ProcessHandle.current().pid();
        Command.run("kill -" + number + " " + pid, "", options.cwd(), Map.of(), KILL_SECONDS);
        return turns.spend(1000);
    }

    /// Busy to look at, but nobody is at home.
    Flow hang() throws InterruptedException {
        turns.desk().paint();
        new CountDownLatch(1).await();
        return Flow.ON;
    }

    /// As a stopped process is from outside. SIGSTOP itself will not do: tmux continues its panes.
    Flow freeze(long millis) throws InterruptedException {
        turns.desk().paint();
        try {
            turns.tty().freeze();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("this Java has no signals", e);
        }
        // Only SIGKILL ends it, so that a forgotten one must end itself.
        new CountDownLatch(1).await(millis, TimeUnit.MILLISECONDS);
        Runtime.getRuntime().halt(1);
        return Flow.ON;
    }
}
