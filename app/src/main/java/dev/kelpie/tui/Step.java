package dev.kelpie.tui;

import java.util.List;

/// The next value of a panel or of the model, and what it wants done.
record Step<T>(T next, List<Ask> asks) {
    Step {
        asks = List.copyOf(asks);
    }

    static <T> Step<T> of(T next, Ask... asks) {
        return new Step<>(next, List.of(asks));
    }
}
