package dev.kelpie.fake;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// A shell command with something on its standard input, and what came of it.
record Command(int status, String out, String err) {
    /// The status of a command that took too long.
    static final int TIMED_OUT = -1;

    /// Runs it to its end; for a thread that may wait.
    static Command run(
            String line, String input, Path cwd, Map<String, String> extraEnv, long timeoutSeconds)
            throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder("sh", "-c", line).directory(cwd.toFile());
        builder.environment().putAll(extraEnv);
        Process process = builder.start();
        try (OutputStream in = process.getOutputStream()) {
            in.write(input.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            // A command that does not read what it is told has closed the pipe; that is its right.
            if (process.isAlive()) {
                process.waitFor(1, TimeUnit.SECONDS);
            }
        }
        Killer killer = new Killer(process, timeoutSeconds);
        Thread watch = Thread.ofPlatform().daemon().start(killer);
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        int status = process.waitFor();
        watch.interrupt();
        return new Command(killer.killed ? TIMED_OUT : status, out, err);
    }

    /// Ends a command whose time is up.
    private static final class Killer implements Runnable {
        private final Process process;
        private final long timeoutSeconds;
        private volatile boolean killed;

        Killer(Process process, long timeoutSeconds) {
            this.process = process;
            this.timeoutSeconds = timeoutSeconds;
        }

        @Override
        public void run() {
            try {
                if (!process.waitFor(timeoutSeconds, TimeUnit.SECONDS)) {
                    killed = true;
                    process.destroyForcibly();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
