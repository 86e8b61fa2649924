package dev.kelpie.tui.term;

import com.googlecode.lanterna.TerminalSize;
import com.googlecode.lanterna.terminal.ansi.ANSITerminal;
import dev.kelpie.tui.Size;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/// Lanterna's terminal with its traps removed: whole strings in UTF-8, a size that is told and not
/// asked for, one write for each frame, and the attribute it lacks.
final class TtyScreen extends ANSITerminal {
    private final FrameOutput output;
    private Size size;

    TtyScreen(FrameOutput output, Size size) {
        super(InputStream.nullInputStream(), output, StandardCharsets.UTF_8);
        this.output = output;
        this.size = size;
    }

    void size(Size now) {
        size = now;
    }

    /// The original asks the terminal, waits up to five seconds, and eats keys meanwhile.
    @Override
    protected TerminalSize findTerminalSize() {
        return new TerminalSize(size.columns(), size.rows());
    }

    /// The original encodes half of a surrogate pair at a time.
    @Override
    public void putString(String text) throws IOException {
        writeToTerminal(text.getBytes(StandardCharsets.UTF_8));
    }

    void raw(String sequence) throws IOException {
        writeToTerminal(sequence.getBytes(StandardCharsets.US_ASCII));
    }

    void faint() throws IOException {
        raw("\033[2m");
    }

    void send() throws IOException {
        output.send();
    }
}
