package dev.kelpie.tui;

import dev.kelpie.model.PaneRef;
import java.util.Optional;

/// The followed pane: one agent's screen as cells, while somebody looks at it.
public interface PaneView extends AutoCloseable {
    /// Follows this pane from now on, or none. While `live` keys may be typed into it and it has
    /// the size of the view; else the view changes nothing about it. Returns at once.
    void follow(Optional<PaneRef> pane, Size size, boolean live);

    /// The newest picture of the whole of the followed pane, if there is one. Cells carry `Look`s.
    Optional<Canvas> picture();

    /// All that the pane still holds, the oldest row first and its screen last; asks tmux and waits
    /// for the answer. Nothing where the pane is gone.
    Optional<Canvas> past(PaneRef pane);

    /// Types into the followed pane. What its session does not live to take is lost, as is what is
    /// typed while not live.
    void type(String bytes);

    /// Calls back, on any thread, whenever there is a new picture.
    void listen(Runnable moved);

    @Override
    void close();

    /// Nothing to follow: every picture is missing.
    static PaneView none() {
        return new PaneView() {
            @Override
            public void follow(Optional<PaneRef> pane, Size size, boolean live) {}

            @Override
            public Optional<Canvas> picture() {
                return Optional.empty();
            }

            @Override
            public Optional<Canvas> past(PaneRef pane) {
                return Optional.empty();
            }

            @Override
            public void type(String bytes) {}

            @Override
            public void listen(Runnable moved) {}

            @Override
            public void close() {}
        };
    }
}
