package dev.kelpie.tmux;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Runs the tmux client: one process a call, with a limit in time, both outputs drained while it
/// runs, and always reaped.
final class TmuxClient {
    /// A client call takes some milliseconds; after this the server is stuck.
    static final Duration PATIENCE = Duration.ofSeconds(3);

    /// What a caller's environment must not hand down to the server and so to every pane: nested
    /// session marks of other programs, and our own identity variables.
    private static final List<String> PRIVATE =
            List.of(
                    "TMUX",
                    "TMUX_PANE",
                    "CLAUDECODE",
                    "CLAUDE_CODE_ENTRYPOINT",
                    "CLAUDE_CODE_SSE_PORT",
                    "NODE_OPTIONS",
                    "STY");

    private final List<String> command;
    private final Duration patience;

    TmuxClient(List<String> command) {
        this(command, PATIENCE);
    }

    TmuxClient(List<String> command, Duration patience) {
        this.command = List.copyOf(command);
        this.patience = patience;
    }

    /// What the client left: its exit status and all that it said.
    record Reply(int exit, String out, String err) {
        boolean ok() {
            return exit == 0;
        }

        Saying saying() {
            return Saying.of(err);
        }
    }

    /// What goes along with a call; [#NOTHING] for most.
    record Along(String stdin, Path directory, Map<String, String> environment) {
        static final Along NOTHING = new Along("", Path.of("/"), Map.of());

        static Along stdin(String text) {
            return new Along(text, NOTHING.directory(), Map.of());
        }
    }

    List<String> command() {
        return command;
    }

    Reply call(String... arguments) {
        return call(Along.NOTHING, List.of(arguments));
    }

    /// The script's text on the client's stdin.
    Reply script(TmuxScript script) {
        return call(Along.stdin(script.toString()), List.of("source-file", "-"));
    }

    Reply call(Along along, List<String> arguments) {
        return call(along, arguments, Integer.MAX_VALUE);
    }

    /// The same, with only the last whole lines of its output that fit into so many bytes.
    Reply tail(int bytes, List<String> arguments) {
        return call(Along.NOTHING, arguments, bytes);
    }

    private Reply call(Along along, List<String> arguments, int keep) {
        Process process = start(along, arguments);
        try {
            CompletableFuture<String> out = drain(process.getInputStream(), keep);
            CompletableFuture<String> err = drain(process.getErrorStream(), Integer.MAX_VALUE);
            CompletableFuture<Void> in = feed(process.getOutputStream(), along.stdin());
            if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                throw late(arguments);
            }
            long left = patience.toMillis();
            in.get(left, TimeUnit.MILLISECONDS);
            return new Reply(
                    process.exitValue(),
                    out.get(left, TimeUnit.MILLISECONDS),
                    err.get(left, TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TmuxException("interrupted while tmux " + arguments.getFirst() + " ran", e);
        } catch (ExecutionException e) {
            throw new TmuxException("cannot read from tmux " + arguments.getFirst(), e);
        } catch (TimeoutException e) {
            throw new TmuxException("tmux ended, its output did not: " + arguments.getFirst(), e);
        } finally {
            reap(process);
        }
    }

    /// Starts a client that may stay; the caller owns it.
    Process start(Along along, List<String> arguments) {
        List<String> whole = new ArrayList<>(command);
        whole.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(whole).directory(along.directory().toFile());
        clean(builder.environment());
        builder.environment().putAll(along.environment());
        try {
            return builder.start();
        } catch (IOException e) {
            throw new TmuxException(
                    "cannot run " + command.getFirst() + ": is tmux installed and executable?", e);
        }
    }

    /// The environment without what must stay with the caller, and with the locale that was the
    /// person's before the launcher gave Java one of its own: a server hands it to every pane.
    static void clean(Map<String, String> environment) {
        String locale = environment.get("KELPIE_LC_ALL");
        if (locale != null && locale.isEmpty()) {
            environment.remove("LC_ALL");
        } else if (locale != null) {
            environment.put("LC_ALL", locale);
        }
        environment.keySet().removeIf(name -> PRIVATE.contains(name) || name.startsWith("KELPIE_"));
    }

    private TmuxException late(List<String> arguments) {
        return new TmuxException(
                "tmux "
                        + arguments.getFirst()
                        + " did not end within "
                        + patience.toSeconds()
                        + " s; the server may be stopped or stuck");
    }

    private static void reap(Process process) {
        if (process.isAlive()) {
            process.destroyForcibly();
        }
        try {
            process.getInputStream().close();
            process.getErrorStream().close();
        } catch (IOException e) {
            throw new TmuxException("cannot close tmux's output", e);
        }
    }

    private static CompletableFuture<String> drain(InputStream stream, int keep) {
        CompletableFuture<String> text = new CompletableFuture<>();
        Thread.ofVirtual()
                .name("tmux-read")
                .start(() -> {
                    try {
                        byte[] bytes =
                                keep == Integer.MAX_VALUE
                                        ? stream.readAllBytes()
                                        : last(stream, keep);
                        text.complete(new String(bytes, StandardCharsets.UTF_8));
                    } catch (IOException e) {
                        text.completeExceptionally(e);
                    }
                });
        return text;
    }

    /// The last whole lines.
    private static byte[] last(InputStream stream, int keep) throws IOException {
        byte[] older = new byte[0];
        byte[] newer = stream.readNBytes(keep);
        for (byte[] next = stream.readNBytes(keep); next.length > 0; ) {
            older = newer;
            newer = next;
            next = stream.readNBytes(keep);
        }
        byte[] both = Arrays.copyOf(older, older.length + newer.length);
        System.arraycopy(newer, 0, both, older.length, newer.length);
        int from = Math.max(0, both.length - keep);
        while (from > 0 && from < both.length && both[from - 1] != '\n') {
            from++;
        }
        return Arrays.copyOfRange(both, from, both.length);
    }

    private static CompletableFuture<Void> feed(OutputStream stream, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length == 0) {
            write(stream, bytes);
            return CompletableFuture.completedFuture(null);
        }
        CompletableFuture<Void> done = new CompletableFuture<>();
        Thread.ofVirtual()
                .name("tmux-write")
                .start(() -> {
                    try {
                        write(stream, bytes);
                        done.complete(null);
                    } catch (UncheckedIOException e) {
                        done.completeExceptionally(e);
                    }
                });
        return done;
    }

    /// A client that ended before it read everything says why by its exit status and on stderr, so
    /// the broken pipe itself tells nothing more.
    private static void write(OutputStream stream, byte[] bytes) {
        try (stream) {
            stream.write(bytes);
        } catch (IOException e) {
            if (!brokenPipe(e)) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static boolean brokenPipe(IOException e) {
        String message = String.valueOf(e.getMessage());
        return message.contains("Broken pipe") || message.contains("Stream closed");
    }
}
