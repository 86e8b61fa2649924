package dev.kelpie.tui;

import java.util.List;
import java.util.Optional;

/// Puts a person in front of another program, an agent's own screen or a shell, and returns when
/// they come back.
public interface Attach {
    /// Runs within the terminal it is lent, in a directory if one is named; the answer is what went
    /// wrong, if anything did.
    Optional<String> enter(List<String> argv, Optional<String> directory, Terminal terminal)
            throws InterruptedException;
}
