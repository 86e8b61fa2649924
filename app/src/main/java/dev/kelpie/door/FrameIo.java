package dev.kelpie.door;

import dev.kelpie.door.cli.Io;
import dev.kelpie.verb.ExitCode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// A call's output as frames for the launcher: `o LENGTH`, then the bytes, for standard output; `e`
/// for standard error; `x CODE` at the end.
final class FrameIo implements Io {
    private static final long PULSE_NANOS = 5_000_000_000L;

    private final OutputStream out;
    private final Optional<Path> stdin;
    private boolean gone;
    private long lastWrite = System.nanoTime();

    FrameIo(OutputStream out, Optional<Path> stdin) {
        this.out = out;
        this.stdin = stdin;
    }

    @Override
    public void out(String text) {
        frame('o', text);
    }

    @Override
    public void err(String text) {
        frame('e', text);
    }

    @Override
    public InputStream stdin() throws IOException {
        return stdin.isPresent()
                ? Files.newInputStream(stdin.get())
                : InputStream.nullInputStream();
    }

    /// Finds out by an empty frame now and then.
    @Override
    public boolean gone() {
        if (System.nanoTime() - lastWrite > PULSE_NANOS) {
            frame('o', "");
        }
        return gone;
    }

    void end(ExitCode code) {
        write(("x " + code.code() + "\n").getBytes(StandardCharsets.US_ASCII), new byte[0]);
    }

    private void frame(char kind, String text) {
        // bash, which reads this, can hold no NUL.
        byte[] bytes = text.replace('\0', ' ').getBytes(StandardCharsets.UTF_8);
        write((kind + " " + bytes.length + "\n").getBytes(StandardCharsets.US_ASCII), bytes);
    }

    private synchronized void write(byte[] head, byte[] body) {
        if (gone) {
            return;
        }
        try {
            byte[] all = new byte[head.length + body.length];
            System.arraycopy(head, 0, all, 0, head.length);
            System.arraycopy(body, 0, all, head.length, body.length);
            out.write(all);
            out.flush();
            lastWrite = System.nanoTime();
        } catch (IOException e) {
            // The client has closed its end: there is nobody left to tell.
            gone = true;
        }
    }
}
