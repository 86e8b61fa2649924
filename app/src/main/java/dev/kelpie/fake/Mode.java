package dev.kelpie.fake;

import java.util.Locale;

/// How much the agent may do without asking, and how the footer says it.
enum Mode {
    MANUAL("manual", "⏸ manual mode on"),
    ACCEPT_EDITS("acceptEdits", "⏵⏵ accept edits on"),
    PLAN("plan", "⏸ plan mode on"),
    AUTO("auto", "⏵⏵ auto mode on"),
    BYPASS("bypassPermissions", "⏵⏵ bypass permissions on"),
    DONT_ASK("dontAsk", "⏵⏵ don't ask on");

    private final String word;
    private final String footer;

    Mode(String word, String footer) {
        this.word = word;
        this.footer = footer;
    }

    String word() {
        return word;
    }

    String footer() {
        return footer;
    }

    /// Whether a permission is asked for at all.
    boolean asks() {
        return this != BYPASS && this != DONT_ASK;
    }

    /// The next one on shift+tab.
    Mode next() {
        return switch (this) {
            case MANUAL -> ACCEPT_EDITS;
            case ACCEPT_EDITS -> PLAN;
            case PLAN -> AUTO;
            case AUTO -> MANUAL;
            case BYPASS -> MANUAL;
            case DONT_ASK -> MANUAL;
        };
    }

    static Mode named(String word) {
        String wanted = word.toLowerCase(Locale.ROOT);
        for (Mode mode : values()) {
            if (mode.word.toLowerCase(Locale.ROOT).equals(wanted)) {
                return mode;
            }
        }
        if (wanted.equals("default")) {
            return MANUAL;
        }
        throw new IllegalArgumentException("unknown permission mode: " + word);
    }
}
