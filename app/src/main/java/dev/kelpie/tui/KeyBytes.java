package dev.kelpie.tui;

import java.util.Map;

/// What a key sends to a program in a terminal, as xterm would.
final class KeyBytes {
    private static final Map<String, String> NAMED =
            Map.ofEntries(
                    Map.entry("enter", "\r"),
                    Map.entry("tab", "\t"),
                    Map.entry("shift-tab", "\033[Z"),
                    Map.entry("esc", "\033"),
                    Map.entry("space", " "),
                    Map.entry("backspace", "\177"),
                    Map.entry("delete", "\033[3~"),
                    Map.entry("insert", "\033[2~"),
                    Map.entry("up", "\033[A"),
                    Map.entry("down", "\033[B"),
                    Map.entry("right", "\033[C"),
                    Map.entry("left", "\033[D"),
                    Map.entry("home", "\033[H"),
                    Map.entry("end", "\033[F"),
                    Map.entry("pgup", "\033[5~"),
                    Map.entry("pgdn", "\033[6~"),
                    Map.entry("ctrl-space", "\000"),
                    Map.entry("ctrl-\\", "\034"),
                    Map.entry("ctrl-]", "\035"),
                    Map.entry("ctrl-^", "\036"),
                    Map.entry("ctrl-_", "\037"),
                    Map.entry("f1", "\033OP"),
                    Map.entry("f2", "\033OQ"),
                    Map.entry("f3", "\033OR"),
                    Map.entry("f4", "\033OS"),
                    Map.entry("f5", "\033[15~"),
                    Map.entry("f6", "\033[17~"),
                    Map.entry("f7", "\033[18~"),
                    Map.entry("f8", "\033[19~"),
                    Map.entry("f9", "\033[20~"),
                    Map.entry("f10", "\033[21~"),
                    Map.entry("f11", "\033[23~"),
                    Map.entry("f12", "\033[24~"));

    private KeyBytes() {}

    /// Empty for a key that no terminal sends.
    static String of(Msg.Key key) {
        var name = key.name();
        var named = NAMED.get(name);
        if (named != null) {
            return named;
        }
        if (key.text().isPresent()) {
            return name;
        }
        if (name.startsWith("alt-")) {
            var rest = of(new Msg.Key(name.substring(4)));
            return rest.isEmpty() ? "" : "\033" + rest;
        }
        if (name.matches("ctrl-[a-z]")) {
            return String.valueOf((char) (name.charAt(5) - 'a' + 1));
        }
        return modified(name);
    }

    /// A paste arrives as one, so that the agent takes it as text.
    static String of(Msg.Paste paste) {
        return "\033[200~" + paste.text() + "\033[201~";
    }

    private static String modified(String name) {
        int modifiers = 1;
        var rest = name;
        if (rest.startsWith("ctrl-")) {
            modifiers += 4;
            rest = rest.substring(5);
        }
        if (rest.startsWith("alt-")) {
            modifiers += 2;
            rest = rest.substring(4);
        }
        if (rest.startsWith("shift-")) {
            modifiers += 1;
            rest = rest.substring(6);
        }
        var plain = NAMED.getOrDefault(rest, "");
        if (modifiers == 1 || !plain.startsWith("\033[")) {
            return "";
        }
        return plain.endsWith("~")
                ? plain.substring(0, plain.length() - 1) + ";" + modifiers + "~"
                : "\033[1;" + modifiers + plain.substring(2);
    }
}
