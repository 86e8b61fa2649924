package dev.kelpie.bench;

import com.pty4j.PtyProcess;
import com.pty4j.PtyProcessBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import org.jline.utils.ScreenTerminal;

/// A program in a terminal of its own, seen as a person sees it: what counts is when something
/// stands on the screen.
final class Viewer implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 60;

    final long started;
    private final int columns;
    private final int rows;
    private final PtyProcess process;
    private final ScreenTerminal screen;
    private final Thread reader;

    // Guarded by this.
    private List<String> picture = List.of();
    private Predicate<List<String>> wanted = _ -> false;
    private CompletableFuture<Long> found = new CompletableFuture<>();

    Viewer(Lab lab, int columns, int rows, String... command) throws IOException {
        this.columns = columns;
        this.rows = rows;
        this.screen = new ScreenTerminal(columns, rows);
        this.started = System.nanoTime();
        this.process =
                new PtyProcessBuilder(command)
                        .setEnvironment(lab.environment)
                        .setDirectory(lab.folder.toString())
                        .setInitialColumns(columns)
                        .setInitialRows(rows)
                        .start();
        this.reader = Thread.ofPlatform().daemon().name("bench-viewer").start(this::read);
    }

    /// The program in the terminal, or the first that it started.
    ProcessHandle program(String name) {
        return handle().descendants()
                .filter(p -> p.info().command().filter(c -> c.endsWith("/" + name)).isPresent())
                .findFirst()
                .orElse(handle());
    }

    private ProcessHandle handle() {
        return ProcessHandle.of(process.pid()).orElseThrow();
    }

    /// Types, and answers the time of it.
    long type(String keys) throws IOException {
        long now = System.nanoTime();
        process.getOutputStream().write(keys.getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().flush();
        return now;
    }

    /// When a picture came that is as wanted. To be asked for before its cause.
    synchronized CompletableFuture<Long> when(Predicate<List<String>> condition) {
        wanted = condition;
        found = new CompletableFuture<>();
        look(System.nanoTime());
        return found;
    }

    /// The time for which is waited, with a bound.
    long await(CompletableFuture<Long> time) throws IOException, InterruptedException {
        try {
            return time.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException("it never came up:\n" + String.join("\n", picture()), e);
        }
    }

    /// Nanoseconds from the cause to the picture.
    long await(CompletableFuture<Long> time, long cause) throws IOException, InterruptedException {
        return await(time) - cause;
    }

    synchronized List<String> picture() {
        return picture;
    }

    private void read() {
        char[] buffer = new char[16 * 1024];
        try (InputStream in = process.getInputStream();
                var text = new InputStreamReader(in, StandardCharsets.UTF_8)) {
            for (int length = text.read(buffer); length >= 0; length = text.read(buffer)) {
                take(new String(buffer, 0, length));
            }
        } catch (IOException e) {
            take(""); // on Linux a terminal whose program has ended says so by an error
        }
    }

    private synchronized void take(String text) {
        long now = System.nanoTime();
        screen.write(text);
        if (!screen.isSynchronizedOutput()) {
            picture = lines();
            look(now);
        }
    }

    private void look(long now) {
        if (!found.isDone() && wanted.test(picture)) {
            found.complete(now);
        }
    }

    private List<String> lines() {
        long[] cells = new long[columns * rows];
        screen.dump(cells, new int[2]);
        var lines = new ArrayList<String>();
        for (int y = 0; y < rows; y++) {
            var line = new StringBuilder();
            for (int x = 0; x < columns; x++) {
                int point = ScreenTerminal.cellCodePoint(cells[y * columns + x]);
                line.appendCodePoint(point == 0 ? ' ' : point);
            }
            lines.add(line.toString());
        }
        return lines;
    }

    @Override
    public void close() {
        List<ProcessHandle> all =
                ProcessHandle.of(process.pid()).stream()
                        .flatMap(ProcessHandle::descendants)
                        .toList();
        process.destroy();
        try {
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
            reader.join(TimeUnit.SECONDS.toMillis(1));
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        all.forEach(ProcessHandle::destroyForcibly);
    }
}
