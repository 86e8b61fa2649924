package dev.kelpie.fake;

/// Which real program the agent looks and behaves like.
enum Style {
    CLAUDE("❯"),
    CODEX("›");

    private final String mark;

    Style(String mark) {
        this.mark = mark;
    }

    /// The sign before the composer and before the highlighted choice.
    String mark() {
        return mark;
    }
}
