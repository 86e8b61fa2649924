package dev.kelpie.tui;

import java.util.List;
import java.util.Optional;

/// An action with the keys that it has here, and why it does nothing now, if so.
record Binding(Action action, List<String> keys, Optional<String> off) {
    Binding {
        keys = List.copyOf(keys);
    }

    static Binding of(Action action, Keymap keymap, Optional<String> off) {
        return new Binding(action, keymap.keys(action), off);
    }

    /// The first key, as people read it.
    String key() {
        return keys.isEmpty() ? "" : Keymap.shown(keys.getFirst());
    }

    /// All keys, as people read them.
    String allKeys() {
        return String.join(" ", keys.stream().map(Keymap::shown).toList());
    }
}
