package dev.kelpie.tui;

/// The fields of the form for a new agent, and its button.
enum SpawnField {
    NAME("name"),
    RUNTIME("runtime"),
    WHERE("directory"),
    PLACE("work in"),
    BRANCH("branch"),
    MODEL("model"),
    PERMISSIONS("permissions"),
    COMMAND("command"),
    PROMPT("prompt"),
    START("");

    private final String label;

    SpawnField(String label) {
        this.label = label;
    }

    String label() {
        return label;
    }

    /// Whether it is one of a few words, changed by left and right.
    boolean isChoice() {
        return this == RUNTIME || this == PLACE || this == PERMISSIONS;
    }
}
