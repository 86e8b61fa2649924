package dev.kelpie.engine;

import java.util.Optional;

/// A runtime that a new agent may have.
///
/// @param lack why it can't be started here, and what to do about that; empty when it can
public record RuntimeOffer(String name, Optional<String> lack) {}
