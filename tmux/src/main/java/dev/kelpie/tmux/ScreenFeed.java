package dev.kelpie.tmux;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/// Makes tmux's bytes fit the emulator: decodes them across reads, drops every string sequence
/// (OSC, DCS and kin), and replaces colours and clusters by [CellKeys]. What comes out is all that
/// the emulator is given.
final class ScreenFeed {
    private static final char ESC = '\u001b';

    /// Longer control sequences than any that tmux writes.
    private static final int SEQUENCE_MAX = 512;

    private static final int ZWJ = 0x200d;

    private enum State {
        GROUND,
        ESCAPE,
        CHARSET,
        CSI,
        STRING,
        STRING_ESCAPE
    }

    private final CellKeys keys;
    private final SgrReader sgr;
    private final CharsetDecoder decoder =
            StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPLACE)
                    .onUnmappableCharacter(CodingErrorAction.REPLACE);
    private final StringBuilder cluster = new StringBuilder();
    private final StringBuilder sequence = new StringBuilder();
    private ByteBuffer rest = ByteBuffer.allocate(0);
    private State state = State.GROUND;
    private boolean cursorVisible = true;

    ScreenFeed(CellKeys keys) {
        this.keys = keys;
        this.sgr = new SgrReader(keys);
    }

    boolean cursorVisible() {
        return cursorVisible;
    }

    /// What the emulator is to be given for these bytes.
    String feed(byte[] bytes, int length) {
        ByteBuffer in = ByteBuffer.allocate(rest.remaining() + length);
        in.put(rest).put(bytes, 0, length).flip();
        CharBuffer decoded = CharBuffer.allocate(in.remaining() + 1);
        decoder.decode(in, decoded, false);
        rest = in.slice();
        StringBuilder out = new StringBuilder(decoded.position() + 16);
        decoded.flip();
        decoded.codePoints().forEach(point -> take(point, out));
        flush(out);
        return out.toString();
    }

    private void take(int point, StringBuilder out) {
        switch (state) {
            case GROUND -> ground(point, out);
            case ESCAPE -> escape(point, out);
            case CHARSET -> {
                out.append(ESC).append(sequence).appendCodePoint(point);
                state = State.GROUND;
            }
            case CSI -> csi(point, out);
            case STRING -> {
                if (point == ESC) {
                    state = State.STRING_ESCAPE;
                } else if (point == 0x07 || point == 0x18 || point == 0x1a) {
                    state = State.GROUND;
                }
            }
            case STRING_ESCAPE -> {
                state = State.GROUND;
                if (point != '\\') {
                    sequence.setLength(0);
                    escape(point, out);
                }
            }
        }
    }

    private void ground(int point, StringBuilder out) {
        if (point == ESC) {
            flush(out);
            sequence.setLength(0);
            state = State.ESCAPE;
        } else if (point < 0x20 || point == 0x7f) {
            flush(out);
            out.appendCodePoint(point);
        } else if (joins(point)) {
            if (!cluster.isEmpty()) {
                cluster.appendCodePoint(point);
            }
        } else if (!cluster.isEmpty() && cluster.codePointBefore(cluster.length()) == ZWJ) {
            cluster.appendCodePoint(point);
        } else if (!dropped(point)) {
            flush(out);
            cluster.appendCodePoint(point);
        }
    }

    private void escape(int point, StringBuilder out) {
        switch (point) {
            case '[' -> state = State.CSI;
            case ']', 'P', 'X', '^', '_', 'k' -> state = State.STRING;
            case '(', ')', '*', '+', '#', '%', ' ' -> {
                sequence.appendCodePoint(point);
                state = State.CHARSET;
            }
            default -> {
                out.append(ESC).appendCodePoint(point);
                state = State.GROUND;
            }
        }
    }

    private void csi(int point, StringBuilder out) {
        if (point >= 0x40 && point <= 0x7e) {
            state = State.GROUND;
            finish(sequence.toString(), (char) point, out);
        } else if (point == ESC) {
            sequence.setLength(0);
            state = State.ESCAPE;
        } else if (sequence.length() < SEQUENCE_MAX) {
            sequence.appendCodePoint(point);
        }
    }

    private void finish(String parameters, char end, StringBuilder out) {
        boolean special = !parameters.isEmpty() && "<=>?".indexOf(parameters.charAt(0)) >= 0;
        if (end == 'm' && !special) {
            out.append(sgr.translate(parameters));
            return;
        }
        if (parameters.equals("?25") && (end == 'h' || end == 'l')) {
            cursorVisible = end == 'h';
        }
        out.append(ESC).append('[').append(parameters).append(end);
    }

    /// A cluster ends where the next begins, or with the bytes read: tmux writes each whole.
    private void flush(StringBuilder out) {
        if (cluster.isEmpty()) {
            return;
        }
        int base = cluster.codePointAt(0);
        boolean single = Character.charCount(base) == cluster.length();
        if (single && !otherWidth(base)) {
            out.append(cluster);
        } else {
            out.appendCodePoint(keys.key(cluster.toString(), wide(base)));
        }
        cluster.setLength(0);
    }

    /// The emulator gives flags' letters two columns and skin tones none; tmux one and two.
    private static boolean otherWidth(int point) {
        return flagLetter(point) || skinTone(point);
    }

    private static boolean wide(int base) {
        return skinTone(base) || (!flagLetter(base) && org.jline.utils.WCWidth.wcwidth(base) == 2);
    }

    private static boolean flagLetter(int point) {
        return point >= 0x1f1e6 && point <= 0x1f1ff;
    }

    static boolean skinTone(int point) {
        return point >= 0x1f3fb && point <= 0x1f3ff;
    }

    private static boolean joins(int point) {
        int type = Character.getType(point);
        return point == ZWJ
                || type == Character.NON_SPACING_MARK
                || type == Character.ENCLOSING_MARK;
    }

    /// No width and no mark: bidi controls, zero-width spaces, tags, C1.
    private static boolean dropped(int point) {
        return !CleanText.visible(point);
    }
}
