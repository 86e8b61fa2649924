package dev.kelpie.tui.term;

import java.util.Map;
import java.util.Optional;

/// The names of keys behind the codes that terminals send.
final class KeyNames {
    private static final Map<Integer, String> TILDE =
            Map.ofEntries(
                    Map.entry(1, "home"),
                    Map.entry(2, "insert"),
                    Map.entry(3, "delete"),
                    Map.entry(4, "end"),
                    Map.entry(5, "pgup"),
                    Map.entry(6, "pgdn"),
                    Map.entry(7, "home"),
                    Map.entry(8, "end"),
                    Map.entry(11, "f1"),
                    Map.entry(12, "f2"),
                    Map.entry(13, "f3"),
                    Map.entry(14, "f4"),
                    Map.entry(15, "f5"),
                    Map.entry(17, "f6"),
                    Map.entry(18, "f7"),
                    Map.entry(19, "f8"),
                    Map.entry(20, "f9"),
                    Map.entry(21, "f10"),
                    Map.entry(23, "f11"),
                    Map.entry(24, "f12"));

    private static final Map<Character, String> LETTER =
            Map.of(
                    'A', "up", 'B', "down", 'C', "right", 'D', "left", 'H', "home", 'F', "end", 'P',
                    "f1", 'Q', "f2", 'R', "f3", 'S', "f4");

    private KeyNames() {}

    static Optional<String> tilde(int number) {
        return Optional.ofNullable(TILDE.get(number));
    }

    static Optional<String> letter(char finalByte) {
        return Optional.ofNullable(LETTER.get(finalByte));
    }

    /// The name of a single byte below 128 that no sequence began.
    static String ofByte(int b) {
        return switch (b) {
            case 0 -> "ctrl-space";
            case '\t' -> "tab";
            case '\r' -> "enter";
            case 0x08, 0x7f -> "backspace";
            case 0x1b -> "esc";
            case ' ' -> "space";
            default -> b < 0x20 ? "ctrl-" + ctrlLetter(b) : String.valueOf((char) b);
        };
    }

    /// The name of a code point with modifiers, as CSI-u and modifyOtherKeys spell them.
    static String ofCode(int code, int modifiers) {
        boolean shift = (modifiers & 1) != 0;
        if (code >= 0x20 && code != 0x7f && code != ' ') {
            boolean plainShift = shift && (modifiers & 6) == 0;
            int shown = plainShift ? Character.toUpperCase(code) : code;
            return with(plainShift ? 0 : modifiers, Character.toString(shown));
        }
        return with(modifiers, code < 0x80 ? ofByte(code) : Character.toString(code));
    }

    /// A name behind its modifiers, always in the order ctrl, alt, shift.
    static String with(int modifiers, String name) {
        return ((modifiers & 4) != 0 ? "ctrl-" : "")
                + ((modifiers & 2) != 0 ? "alt-" : "")
                + ((modifiers & 1) != 0 ? "shift-" : "")
                + name;
    }

    private static char ctrlLetter(int b) {
        return b <= 26 ? (char) ('a' + b - 1) : (char) (b + 0x40);
    }
}
