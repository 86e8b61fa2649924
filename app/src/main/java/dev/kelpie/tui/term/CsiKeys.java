package dev.kelpie.tui.term;

import dev.kelpie.tui.Msg;
import java.util.Optional;

/// Reads one complete control sequence: keys with modifiers, CSI-u, modifyOtherKeys, SGR mouse.
/// Everything else is an answer to somebody's question and means nothing here.
final class CsiKeys {
    private CsiKeys() {}

    static Optional<Msg> read(String body, char last) {
        if (body.startsWith("<") && (last == 'M' || last == 'm')) {
            return last == 'm' ? Optional.empty() : mouse(numbers(body.substring(1)));
        }
        if (!body.matches("[0-9;:]*")) {
            return Optional.empty();
        }
        var fields = body.split(";", -1);
        if (fields.length > 1 && isRelease(fields[1])) {
            return Optional.empty();
        }
        var n = numbers(body);
        return switch (last) {
            case '~' -> tilde(n);
            case 'u' -> n[0] > 0 ? key(KeyNames.ofCode(n[0], modifiers(n, 1))) : Optional.empty();
            // With fields, R answers where the cursor is.
            case 'R' -> body.isEmpty() ? key("f3") : Optional.empty();
            case 'A', 'B', 'C', 'D', 'H', 'F', 'P', 'Q', 'S' ->
                    KeyNames.letter(last).flatMap(name -> named(name, modifiers(n, 1)));
            case 'Z' -> key("shift-tab");
            default -> Optional.empty();
        };
    }

    private static Optional<Msg> tilde(int[] n) {
        if (n[0] == 27 && n.length >= 3) {
            return key(KeyNames.ofCode(n[2], modifiers(n, 1)));
        }
        return KeyNames.tilde(n[0]).flatMap(name -> named(name, modifiers(n, 1)));
    }

    private static Optional<Msg> named(String name, int modifiers) {
        return key(KeyNames.with(modifiers, name));
    }

    private static Optional<Msg> key(String name) {
        return Optional.of(new Msg.Key(name));
    }

    private static Optional<Msg> mouse(int[] n) {
        if (n.length < 3 || n[1] < 1 || n[2] < 1 || (n[0] & 32) != 0) {
            return Optional.empty();
        }
        int x = n[1] - 1;
        int y = n[2] - 1;
        if ((n[0] & 64) != 0) {
            return switch (n[0] & 3) {
                case 0 -> Optional.of(new Msg.Wheel(x, y, -1));
                case 1 -> Optional.of(new Msg.Wheel(x, y, 1));
                default -> Optional.empty();
            };
        }
        return switch (n[0] & 3) {
            case 0 -> Optional.of(new Msg.Click(x, y, Msg.Button.LEFT));
            case 1 -> Optional.of(new Msg.Click(x, y, Msg.Button.MIDDLE));
            case 2 -> Optional.of(new Msg.Click(x, y, Msg.Button.RIGHT));
            default -> Optional.empty();
        };
    }

    /// Kitty's third event type: the key came up again.
    private static boolean isRelease(String field) {
        return field.endsWith(":3");
    }

    private static int modifiers(int[] n, int at) {
        return n.length > at && n[at] > 1 ? n[at] - 1 & 7 : 0;
    }

    private static int[] numbers(String body) {
        var fields = body.split(";", -1);
        var numbers = new int[fields.length];
        for (int i = 0; i < fields.length; i++) {
            var number = fields[i].split(":", -1)[0];
            numbers[i] = number.matches("[0-9]{1,7}") ? Integer.parseInt(number) : 0;
        }
        return numbers;
    }
}
