package dev.kelpie.fake;

import dev.kelpie.fake.Key.Kind;
import java.util.ArrayList;
import java.util.List;

/// Bytes of a terminal to keys; keeps what is half arrived.
final class KeyDecoder {
    private static final String PASTE_START = "[200~";
    private static final String PASTE_END = "\u001b[201~";
    private static final int SEQUENCE_MAX = 64;

    /// Where in a sequence we are.
    private enum Mode {
        PLAIN,
        ESCAPE,
        SEQUENCE,
        PASTE
    }

    private Mode mode = Mode.PLAIN;
    private final StringBuilder held = new StringBuilder();
    private final StringBuilder text = new StringBuilder();
    private List<Key> keys = new ArrayList<>();

    /// The keys that these bytes complete.
    List<Key> feed(byte[] chunk, int length) {
        keys = new ArrayList<>();
        for (int i = 0; i < length; i++) {
            take((char) (chunk[i] & 0xff));
        }
        endText();
        return keys;
    }

    /// Whether an escape byte stands alone and only time can tell what it was.
    boolean undecided() {
        return mode == Mode.ESCAPE;
    }

    /// Nothing followed: it was the Escape key.
    List<Key> settle() {
        keys = new ArrayList<>();
        if (mode == Mode.ESCAPE) {
            mode = Mode.PLAIN;
            keys.add(new Key(Kind.ESCAPE, "\u001b"));
        }
        return keys;
    }

    private void take(char c) {
        switch (mode) {
            case PLAIN -> plain(c);
            case ESCAPE -> afterEscape(c);
            case SEQUENCE -> sequence(c);
            case PASTE -> paste(c);
        }
    }

    private void plain(char c) {
        if (c == 0x1b) {
            endText();
            mode = Mode.ESCAPE;
        } else if (c >= ' ' && c != 0x7f) {
            text.append(c);
        } else {
            endText();
            keys.add(new Key(control(c), String.valueOf(c)));
        }
    }

    private static Kind control(char c) {
        return switch (c) {
            case '\r' -> Kind.ENTER;
            case '\n' -> Kind.NEWLINE;
            case '\t' -> Kind.TAB;
            case 0x7f, '\b' -> Kind.BACKSPACE;
            case 3 -> Kind.CTRL_C;
            case 4 -> Kind.CTRL_D;
            case 21 -> Kind.CTRL_U;
            case 23 -> Kind.CTRL_W;
            default -> Kind.OTHER;
        };
    }

    private void afterEscape(char c) {
        held.setLength(0);
        if (c == '[' || c == 'O') {
            held.append(c);
            mode = Mode.SEQUENCE;
        } else if (c == 0x1b) {
            keys.add(new Key(Kind.ESCAPE, "\u001b"));
        } else {
            mode = Mode.PLAIN;
            keys.add(new Key(c == '\r' ? Kind.NEWLINE : Kind.OTHER, "\u001b" + c));
        }
    }

    private void sequence(char c) {
        held.append(c);
        if ((c < 0x40 || c > 0x7e) && held.length() < SEQUENCE_MAX) {
            return;
        }
        mode = Mode.PLAIN;
        String sequence = held.toString();
        held.setLength(0);
        switch (sequence) {
            case PASTE_START -> mode = Mode.PASTE;
            case "[A", "OA" -> keys.add(new Key(Kind.UP, sequence));
            case "[B", "OB" -> keys.add(new Key(Kind.DOWN, sequence));
            case "[Z" -> keys.add(new Key(Kind.BACK_TAB, sequence));
            default -> keys.add(new Key(Kind.OTHER, sequence));
        }
    }

    private void paste(char c) {
        held.append(c);
        int from = held.length() - PASTE_END.length();
        if (c == '~' && from >= 0 && held.indexOf(PASTE_END, from) == from) {
            held.setLength(from);
            keys.add(new Key(Kind.PASTE, held.toString()));
            held.setLength(0);
            held.trimToSize();
            mode = Mode.PLAIN;
        }
    }

    private void endText() {
        if (!text.isEmpty()) {
            keys.add(new Key(Kind.TEXT, text.toString()));
            text.setLength(0);
        }
    }
}
