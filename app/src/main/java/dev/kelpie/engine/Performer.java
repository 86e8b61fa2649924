package dev.kelpie.engine;

import dev.kelpie.model.Effect;

/// The engine's view of the outside: takes an effect and returns at once. What comes of it is
/// reported as a command.
public interface Performer {
    void perform(Effect effect);
}
