package dev.kelpie.model;

import java.time.Instant;

/// Something that is asked of Kelpie, or that was seen outside. Implementors are records.
public interface Command {
    /// Pure: what the command comes to in this world at this time.
    Decision decide(World world, Instant now);
}
