package dev.kelpie.tui;

/// Where a key means what the table says.
enum Context {
    /// Everywhere outside of dialogs.
    HOME("Everywhere"),
    /// About the chosen agent, or all the marked ones.
    AGENTS("On agents"),
    /// Moving in whatever list or text has the focus.
    MOVING("Moving"),
    /// In dialogs.
    DIALOG("In dialogs"),
    /// While keys go to an agent.
    LIVE("In live mode");

    private final String title;

    Context(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }
}
