package dev.kelpie;

import dev.kelpie.door.cli.Io;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/// A call from this process's own terminal or pipe.
final class ProcessIo implements Io {
    private static final PrintStream OUT =
            new PrintStream(System.out, false, StandardCharsets.UTF_8);
    private static final PrintStream ERR =
            new PrintStream(System.err, true, StandardCharsets.UTF_8);

    @Override
    public void out(String text) {
        OUT.print(text);
        OUT.flush();
    }

    @Override
    public void err(String text) {
        ERR.print(text);
        ERR.flush();
    }

    @Override
    public InputStream stdin() {
        return System.in;
    }

    @Override
    public boolean gone() {
        return OUT.checkError();
    }
}
