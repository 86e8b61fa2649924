package dev.kelpie.fake;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/// The screen: a transcript that scrolls away, and rows below it that are kept up to date.
final class Terminal {
    /// How much of the transcript can come back after a change of size.
    private static final int KEPT_LINES_MAX = 200;

    private final OutputStream out;
    private final StringBuilder pending = new StringBuilder();
    private final Deque<String> kept = new ArrayDeque<>();
    private List<String> shown = List.of();
    private int columns;
    private int rows;

    Terminal(OutputStream out, int columns, int rows) {
        this.out = out;
        this.columns = columns;
        this.rows = rows;
    }

    int columns() {
        return columns;
    }

    /// Lines for the transcript, above the rows that stay.
    void print(String text) {
        erase();
        for (String line : text.split("\n", -1)) {
            kept.addLast(line);
            if (kept.size() > KEPT_LINES_MAX) {
                kept.removeFirst();
            }
            for (String row : Text.wrap(line, columns)) {
                pending.append(row).append("\r\n");
            }
        }
    }

    /// Shows this below the transcript; only rows that differ are written.
    void show(View view) {
        List<String> lines = view.lines(columns, rows - 1);
        if (lines.size() == shown.size()) {
            change(lines);
        } else {
            erase();
            pending.append(String.join("\r\n", lines));
        }
        shown = List.copyOf(lines);
        flush();
    }

    private void change(List<String> lines) {
        int last = lines.size() - 1;
        for (int i = 0; i <= last; i++) {
            if (!lines.get(i).equals(shown.get(i))) {
                move(last - i, 'A');
                pending.append("\r\u001b[2K").append(lines.get(i));
                move(last - i, 'B');
            }
        }
    }

    private void move(int by, char direction) {
        if (by > 0) {
            pending.append("\u001b[").append(by).append(direction);
        }
    }

    private void erase() {
        pending.append('\r');
        move(shown.size() - 1, 'A');
        pending.append("\u001b[J");
        shown = List.of();
    }

    /// Bytes as they are, above the rows that stay.
    void raw(byte[] bytes) {
        erase();
        flush();
        write(bytes);
    }

    /// A control sequence that moves nothing.
    void control(String sequence) {
        pending.append(sequence);
        flush();
    }

    /// Paints everything anew for this size.
    void resize(int newColumns, int newRows) {
        columns = newColumns;
        rows = newRows;
        repaint();
    }

    /// Clears the screen and brings the end of the transcript back.
    void repaint() {
        shown = List.of();
        pending.append("\u001b[2J\u001b[H");
        int skip = Math.max(0, kept.size() - Math.max(0, rows - 8));
        for (String line : kept) {
            if (skip-- <= 0) {
                pending.append(Text.fit(line, columns)).append("\r\n");
            }
        }
    }

    /// Leaves the rows as they are and goes below them.
    void leave(String lastWords) {
        erase();
        pending.append("\u001b[?2004l\u001b[?25h").append(lastWords);
        flush();
    }

    private void flush() {
        if (!pending.isEmpty()) {
            write(pending.toString().getBytes(StandardCharsets.UTF_8));
            pending.setLength(0);
        }
    }

    private void write(byte[] bytes) {
        try {
            out.write(bytes);
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write to the terminal", e);
        }
    }
}
