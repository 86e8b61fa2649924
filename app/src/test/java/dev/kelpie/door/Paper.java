package dev.kelpie.door;

import dev.kelpie.door.cli.Io;
import java.io.InputStream;

/// Keeps what is written; nothing is typed, and nobody goes away.
public final class Paper implements Io {
    private final StringBuilder out = new StringBuilder();
    private final StringBuilder err = new StringBuilder();

    @Override
    public void out(String text) {
        out.append(text);
    }

    @Override
    public void err(String text) {
        err.append(text);
    }

    @Override
    public InputStream stdin() {
        return InputStream.nullInputStream();
    }

    @Override
    public boolean gone() {
        return false;
    }

    public String written() {
        return out.toString();
    }

    public String complaints() {
        return err.toString();
    }
}
