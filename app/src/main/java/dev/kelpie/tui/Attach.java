package dev.kelpie.tui;

import dev.kelpie.model.AgentId;
import java.util.Optional;

/// Puts a person in front of an agent's own screen and returns when they come back.
public interface Attach {
    /// Runs within the terminal it is lent; the answer is what went wrong, if anything did.
    Optional<String> attach(AgentId agent, Terminal terminal) throws InterruptedException;
}
