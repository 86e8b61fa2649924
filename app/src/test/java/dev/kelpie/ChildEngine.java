package dev.kelpie;

import dev.kelpie.door.RemoteKelpie;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// An engine in a process of its own, which may be killed.
final class ChildEngine implements AutoCloseable {
    private final Process process;

    private ChildEngine(Process process) {
        this.process = process;
    }

    /// Starts it in the herd's home, under a umask that forbids nothing, and waits for its door.
    static ChildEngine started(TestHerd herd) throws IOException, InterruptedException {
        Files.deleteIfExists(herd.home.door());
        File log = herd.root.resolve("child.log").toFile();
        var builder =
                new ProcessBuilder(
                        List.of(
                                "/bin/sh",
                                "-c",
                                "umask 000; exec \"$@\"",
                                "sh",
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "--enable-native-access=ALL-UNNAMED",
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                System.getProperty("java.class.path"),
                                "dev.kelpie.Main",
                                "daemon",
                                "--foreground"));
        builder.environment().clear();
        builder.environment().putAll(herd.environment);
        builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.appendTo(log));
        Process process = builder.start();
        var connection = new Connection(herd.home);
        Outside.until(
                "the engine's door is open",
                TestHerd.PATIENCE,
                () -> {
                    if (!process.isAlive()) {
                        throw new AssertionError("the engine ended: " + text(log));
                    }
                    return connection
                            .door()
                            .map(d -> new RemoteKelpie(d.port(), d.token()))
                            .filter(RemoteKelpie::answers)
                            .isPresent();
                },
                () -> text(log));
        return new ChildEngine(process);
    }

    private static String text(File log) {
        try {
            return Files.readString(log.toPath());
        } catch (IOException e) {
            return e.toString();
        }
    }

    /// Without a word, as by `kill -9`.
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() {
        process.destroyForcibly();
        process.onExit().join();
    }
}
