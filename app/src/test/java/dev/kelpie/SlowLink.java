package dev.kelpie;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.pty4j.PtyProcess;
import com.pty4j.PtyProcessBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// A program as over a slow link: in a terminal of its own, 100 columns wide, and all that goes
/// between that and ours arrives 100 ms later, in both directions.
final class SlowLink {
    private static final long DELAY_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    /// What was read, a character for each byte, and when it may arrive; nothing means the end.
    private record Chunk(long due, String bytes) {}

    private SlowLink() {}

    public static void main(String[] program) throws IOException, InterruptedException {
        PtyProcess process =
                new PtyProcessBuilder(program)
                        .setEnvironment(System.getenv())
                        .setInitialColumns(100)
                        .setInitialRows(30)
                        .start();
        carry(System.in, process.getOutputStream());
        Thread shown = carry(process.getInputStream(), System.out);
        int code = process.waitFor();
        shown.join();
        System.exit(code);
    }

    private static Thread carry(InputStream from, OutputStream to) {
        var under = new LinkedBlockingQueue<Chunk>();
        Thread.ofPlatform().daemon().start(() -> take(from, under));
        return Thread.ofPlatform().daemon().start(() -> bring(under, to));
    }

    private static void take(InputStream from, BlockingQueue<Chunk> under) {
        var bytes = new byte[8192];
        try {
            for (int count = from.read(bytes); count > 0; count = from.read(bytes)) {
                under.add(new Chunk(due(), new String(bytes, 0, count, ISO_8859_1)));
            }
        } catch (IOException e) {
            System.err.println("the link ends: " + e.getMessage());
        }
        under.add(new Chunk(due(), ""));
    }

    private static long due() {
        return System.nanoTime() + DELAY_NANOS;
    }

    private static void bring(BlockingQueue<Chunk> under, OutputStream to) {
        try {
            for (Chunk next = under.take(); !next.bytes().isEmpty(); next = under.take()) {
                while (System.nanoTime() < next.due()) {
                    LockSupport.parkNanos(next.due() - System.nanoTime());
                }
                to.write(next.bytes().getBytes(ISO_8859_1));
                to.flush();
            }
        } catch (IOException e) {
            System.err.println("the link ends: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
