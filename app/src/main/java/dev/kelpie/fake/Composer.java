package dev.kelpie.fake;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// The line one types into: what will be sent, and what is shown of it.
///
/// Text is bytes as Latin-1 until it is shown or taken, so that it goes on exactly as it came.
final class Composer {
    /// Below these a paste is shown as it is.
    private static final int PASTE_LINES_SHOWN = 3;

    private static final int PASTE_CHARS_SHOWN = 800;
    private static final long BURST_NANOS = 120_000_000L;
    private static final int BURST_BYTES = 4;

    private record Part(String bytes, String label) {}

    private final boolean swallowsEarlyEnter;
    private final List<Part> parts = new ArrayList<>();
    private int pastes;
    private long burstAt = Long.MIN_VALUE / 2;

    Composer(Style style) {
        this.swallowsEarlyEnter = style == Style.CODEX;
    }

    boolean isEmpty() {
        return parts.isEmpty();
    }

    void type(String bytes, long nowNanos) {
        if (bytes.length() >= BURST_BYTES) {
            burstAt = nowNanos;
        }
        int last = parts.size() - 1;
        if (last >= 0 && parts.get(last).label().isEmpty()) {
            parts.set(last, new Part(parts.get(last).bytes() + bytes, ""));
        } else {
            parts.add(new Part(bytes, ""));
        }
    }

    /// A bracketed paste. A terminal that turned line feeds into returns has them turned back.
    void paste(String bytes) {
        String text = bytes.indexOf('\n') < 0 ? bytes.replace('\r', '\n') : bytes;
        int lines = 0;
        for (int at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) {
            lines++;
        }
        if (lines >= PASTE_LINES_SHOWN || text.length() >= PASTE_CHARS_SHOWN) {
            parts.add(new Part(text, "[Pasted text #" + ++pastes + " +" + lines + " lines]"));
        } else if (!text.isEmpty()) {
            type(text, Long.MIN_VALUE / 2);
        }
    }

    /// Whether Enter sends; otherwise it became a line break, as real composers make it.
    boolean enter(long nowNanos) {
        if (swallowsEarlyEnter && nowNanos - burstAt < BURST_NANOS) {
            burstAt = Long.MIN_VALUE / 2;
            type("\n", burstAt);
            return false;
        }
        int last = parts.size() - 1;
        if (last >= 0 && parts.get(last).label().isEmpty()) {
            String bytes = parts.get(last).bytes();
            if (bytes.endsWith("\\")) {
                parts.set(last, new Part(bytes.substring(0, bytes.length() - 1) + "\n", ""));
                return false;
            }
        }
        return !parts.isEmpty();
    }

    void backspace() {
        if (parts.isEmpty()) {
            return;
        }
        Part part = parts.removeLast();
        String bytes = part.bytes();
        int end = bytes.length() - 1;
        while (end > 0 && (bytes.charAt(end) & 0xc0) == 0x80) {
            end--;
        }
        if (part.label().isEmpty() && end > 0) {
            parts.add(new Part(bytes.substring(0, end), ""));
        }
    }

    void clear() {
        parts.clear();
    }

    /// The whole message as bytes in Latin-1; the composer is empty afterwards.
    String take() {
        StringBuilder all = new StringBuilder();
        for (Part part : parts) {
            all.append(part.bytes());
        }
        parts.clear();
        return all.toString();
    }

    /// What the composer shows.
    String shown() {
        StringBuilder all = new StringBuilder();
        for (Part part : parts) {
            all.append(part.label().isEmpty() ? unicode(part.bytes()) : part.label());
        }
        return all.toString();
    }

    /// Bytes kept as Latin-1, read as UTF-8.
    static String unicode(String bytes) {
        return new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }

    /// Text as the bytes of its UTF-8, kept as Latin-1.
    static String bytes(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }
}
