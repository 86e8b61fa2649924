package dev.kelpie.tui;

/// Remembers which colours a person chose on the screen.
public interface ThemeChoice {
    void remember(String theme);
}
