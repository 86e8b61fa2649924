package dev.kelpie.tui;

import dev.kelpie.engine.Stranger;
import java.util.Optional;

/// What a person can do with an agent in a tmux server of their own. Nothing else ever changes
/// anything there.
public interface Neighbours {
    /// Goes there: inside the same tmux by switching, else within the terminal it is lent. The
    /// answer is what went wrong, if anything did.
    Optional<String> visit(Stranger stranger, Terminal terminal) throws InterruptedException;

    /// Closes its pane if it is still the one in it; the answer is what went wrong.
    Optional<String> close(Stranger stranger);
}
