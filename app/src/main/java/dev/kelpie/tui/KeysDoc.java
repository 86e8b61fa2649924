package dev.kelpie.tui;

/// Writes `docs/keys.md` from the table of actions.
public final class KeysDoc {
    private KeysDoc() {}

    /// The whole page.
    public static String markdown() {
        var page =
                new StringBuilder(
                        """
                        # Keys

                        Generated from `Action.java`; a test holds this page to it.

                        `keys = "vim"` in the configuration is the default. With `keys = "arrows"`, the habit
                        of process monitors, Enter shows details (`e` attaches), `k` ends the session and Esc
                        in the agents panel leaves the screen. A key that does nothing now says why when it
                        is pressed. Pasted text never triggers a key.
                        """);
        for (var context : Context.values()) {
            page.append("\n## ").append(context.title()).append("\n\n");
            page.append("| vim | arrows | |\n|---|---|---|\n");
            for (var action : Action.values()) {
                if (action.context() == context) {
                    page.append("| ")
                            .append(keys(action, Keymap.VIM))
                            .append(" | ")
                            .append(keys(action, Keymap.ARROWS))
                            .append(" | ")
                            .append(action.help())
                            .append(" |\n");
                }
            }
        }
        return page.toString();
    }

    private static String keys(Action action, Keymap keymap) {
        return String.join(
                " ",
                keymap.keys(action).stream().map(key -> "`" + Keymap.shown(key) + "`").toList());
    }
}
