package dev.kelpie.door.cli;

import java.io.IOException;
import java.io.InputStream;

/// Where a call reads and writes: the terminal of this process, or a client at the other end of the
/// door. Output is data, error is talk.
public interface Io {
    void out(String text);

    void err(String text);

    /// The caller's standard input; whoever asks for it closes it.
    InputStream stdin() throws IOException;

    /// True once nobody reads the answer any more.
    boolean gone();
}
