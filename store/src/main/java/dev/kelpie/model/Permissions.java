package dev.kelpie.model;

/// How much an agent may do without asking. `DEFAULT` leaves it to the runtime's own configuration.
public enum Permissions {
    DEFAULT("default"),
    ASK("ask"),
    ACCEPT_EDITS("accept-edits"),
    AUTO("auto"),
    /// Asks nothing at all. Only ever set because a person said so, and red on the row.
    BYPASS("bypass");

    private final String word;

    Permissions(String word) {
        this.word = word;
    }

    /// The word that users write and read.
    public String word() {
        return word;
    }
}
