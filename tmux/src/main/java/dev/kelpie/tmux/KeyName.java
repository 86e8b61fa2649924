package dev.kelpie.tmux;

import java.util.regex.Pattern;

/// Which keys may be pressed: tmux's names for keys, or one visible character. A text never passes
/// as a key.
final class KeyName {
    private static final Pattern NAMED =
            Pattern.compile(
                    "(?:[CMS]-){0,3}(?:Enter|Escape|Tab|BTab|Space|BSpace|Up|Down|Left|Right|Home|End"
                            + "|PageUp|PageDown|PPage|NPage|IC|DC|Insert|Delete|F(?:[1-9]|1[0-2]))");

    /// With a modifier only the characters that terminals can say so.
    private static final Pattern MODIFIED = Pattern.compile("(?:C-|M-|C-M-)[a-z0-9]");

    private KeyName() {}

    /// The `send-keys` command for the key. A single character goes as itself, not as a name.
    ///
    /// @throws IllegalArgumentException when the key is not one
    static String command(PaneId pane, String key) {
        if (NAMED.matcher(key).matches() || MODIFIED.matcher(key).matches()) {
            return "send-keys -t " + pane + " " + key;
        }
        if (key.codePointCount(0, key.length()) == 1 && CleanText.screen(key).equals(key)) {
            if (key.equals("\n")) {
                throw new IllegalArgumentException("press Enter by its name");
            }
            return "send-keys -t " + pane + " -l -- " + TmuxScript.quote(key);
        }
        throw new IllegalArgumentException(
                "not a key: " + CleanText.line(key) + " (a tmux key name or one character)");
    }
}
