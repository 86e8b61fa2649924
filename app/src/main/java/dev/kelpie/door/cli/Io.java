package dev.kelpie.door.cli;

import java.io.IOException;

/// Where a call reads and writes: the terminal of this process, or a client at the other end of the
/// door. Output is data, error is talk.
public interface Io {
    void out(String text);

    void err(String text);

    /// All of the caller's standard input.
    byte[] stdin() throws IOException;

    /// True once nobody reads the answer any more.
    boolean gone();
}
