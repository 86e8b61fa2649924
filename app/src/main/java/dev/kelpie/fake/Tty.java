package dev.kelpie.fake;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ProcessBuilder.Redirect;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/// The terminal device: raw while we run, restored when we go, read by a thread of its own.
final class Tty implements Runnable {
    /// The terminal is gone; told apart by identity.
    static final byte[] GONE = new byte[0];

    /// Nothing came, but something is to be looked at.
    static final byte[] WAKE = new byte[0];

    private static final int CHUNKS_MAX = 64;
    private static final int CHUNK_BYTES = 64 * 1024;

    private final BlockingQueue<byte[]> chunks = new ArrayBlockingQueue<>(CHUNKS_MAX);
    private final String saved;
    private int columns;
    private int rows;
    private volatile boolean resized;
    private volatile boolean frozen;

    private Tty(String saved, String size) {
        this.saved = saved;
        sized(size);
    }

    /// Raw mode, from one child process that also tells the size.
    static Tty open() throws IOException, InterruptedException {
        String answer =
                sh("stty -g && stty size && stty -icanon -echo -isig -ixon -icrnl min 1 time 0");
        String[] lines = answer.split("\n", -1);
        if (lines.length < 2) {
            throw new IOException("needs a terminal");
        }
        return new Tty(lines[0], lines[1]);
    }

    BlockingQueue<byte[]> chunks() {
        return chunks;
    }

    int columns() {
        return columns;
    }

    int rows() {
        return rows;
    }

    /// Whether the size changed since the last time; if so it has been read again.
    boolean takeResize() throws IOException, InterruptedException {
        if (!resized) {
            return false;
        }
        resized = false;
        int columnsBefore = columns;
        int rowsBefore = rows;
        sized(sh("stty size"));
        return columns != columnsBefore || rows != rowsBefore;
    }

    /// Reads no more and minds no signal that can be minded.
    void freeze() throws ReflectiveOperationException {
        frozen = true;
        Class<?> handler = Class.forName("sun.misc.SignalHandler");
        Object ignore = handler.getField("SIG_IGN").get(null);
        Class<?> type = Class.forName("sun.misc.Signal");
        for (String signal : List.of("TERM", "HUP", "INT", "WINCH")) {
            Object known = type.getConstructor(String.class).newInstance(signal);
            type.getMethod("handle", type, handler).invoke(null, known, ignore);
        }
    }

    void restore() throws IOException, InterruptedException {
        sh("stty " + saved);
    }

    private void sized(String size) {
        String[] numbers = size.strip().split(" ", -1);
        boolean known = numbers.length == 2 && !numbers[1].equals("0");
        rows = known ? Integer.parseInt(numbers[0]) : 24;
        columns = known ? Integer.parseInt(numbers[1]) : 80;
    }

    private static String sh(String command) throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder("sh", "-c", command + " </dev/tty")
                        .redirectInput(Redirect.INHERIT)
                        .redirectError(Redirect.DISCARD)
                        .start();
        String out;
        try (InputStream in = process.getInputStream()) {
            out = new String(in.readAllBytes(), StandardCharsets.US_ASCII);
        }
        process.waitFor();
        return out;
    }

    /// Wakes whoever waits for input, if nothing else does.
    void wake() {
        chunks.offer(WAKE);
    }

    @Override
    public void run() {
        byte[] buffer = new byte[CHUNK_BYTES];
        try (InputStream in = new FileInputStream(FileDescriptor.in)) {
            int read = in.read(buffer);
            while (read > 0) {
                chunks.put(Arrays.copyOf(buffer, read));
                if (frozen) {
                    new CountDownLatch(1).await();
                }
                read = in.read(buffer);
            }
            chunks.put(GONE);
        } catch (IOException e) {
            // A terminal that cannot be read is a terminal that is gone.
            if (!chunks.offer(GONE)) {
                chunks.clear();
                chunks.add(GONE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Has changes of size and Ctrl-C told, by reflection: the type is not for compiling against.
    void watch(Runnable interrupt) throws ReflectiveOperationException {
        Runnable resize =
                () -> {
                    resized = true;
                    wake();
                };
        on("WINCH", resize);
        resize.run(); // The size may have changed before anybody listened.
        on("INT", interrupt);
    }

    private static void on(String signal, Runnable then) throws ReflectiveOperationException {
        Class<?> type = Class.forName("sun.misc.Signal");
        Class<?> handler = Class.forName("sun.misc.SignalHandler");
        Object proxy =
                Proxy.newProxyInstance(
                        handler.getClassLoader(), new Class<?>[] {handler}, new Calls(then));
        Object known = type.getConstructor(String.class).newInstance(signal);
        type.getMethod("handle", type, handler).invoke(null, known, proxy);
    }

    private record Calls(Runnable then) implements InvocationHandler {
        @Override
        public @Nullable Object invoke(Object proxy, Method method, Object[] arguments) {
            return switch (method.getName()) {
                case "handle" -> {
                    then.run();
                    yield null;
                }
                case "hashCode" -> System.identityHashCode(proxy);
                case "equals" -> proxy == arguments[0];
                default -> "signal handler";
            };
        }
    }
}
