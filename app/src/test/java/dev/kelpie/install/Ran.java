package dev.kelpie.install;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// A process that has ended: its exit code and what it wrote.
record Ran(int code, String out, String err) {

    static final Duration PATIENCE = Duration.ofSeconds(60);

    /// A process with nothing in its environment but what is given.
    static ProcessBuilder builder(Path cwd, Map<String, String> environment, List<String> command) {
        ProcessBuilder builder = new ProcessBuilder(command).directory(cwd.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        return builder;
    }

    static Ran run(ProcessBuilder builder, byte[] stdin) throws IOException, InterruptedException {
        return run(builder, stdin, PATIENCE);
    }

    static Ran run(ProcessBuilder builder, byte[] stdin, Duration patience)
            throws IOException, InterruptedException {
        Process process = builder.start();
        var out = reading(process.getInputStream());
        var err = reading(process.getErrorStream());
        try (var input = process.getOutputStream()) {
            input.write(stdin);
        }
        if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("still running after " + patience + ": " + builder.command());
        }
        return new Ran(process.exitValue(), out.join(), err.join());
    }

    private static CompletableFuture<String> reading(InputStream stream) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return new String(stream.readAllBytes(), UTF_8);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                },
                Thread::startVirtualThread);
    }
}
