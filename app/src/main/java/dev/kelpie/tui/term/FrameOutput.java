package dev.kelpie.tui.term;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/// Collects a frame and hands it to the tty in one write: a flush from inside does nothing.
final class FrameOutput extends ByteArrayOutputStream {
    private final OutputStream tty;

    FrameOutput(OutputStream tty) {
        super(1 << 16);
        this.tty = tty;
    }

    void send() throws IOException {
        if (size() > 0) {
            tty.write(toByteArray());
            tty.flush();
            reset();
        }
    }
}
