package dev.kelpie.tui;

import java.util.Set;

/// Remembers which hints a person has seen, so that each is shown once in a life.
public interface Hints {
    Set<String> seen();

    void remember(String hint);
}
