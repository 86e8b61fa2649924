package dev.kelpie.tui;

import dev.kelpie.theme.Theme;
import java.time.Duration;
import java.util.Optional;

/// The tty, as the screen sees it. Only the thread that owns the screen calls it, except `post` and
/// `close`.
public interface Terminal extends AutoCloseable {
    Size size();

    /// The next message, or nothing when the limit has passed.
    Optional<Msg> next(Duration limit) throws InterruptedException;

    /// Puts a message behind those that wait; from any thread.
    void post(Msg msg);

    /// Shows a canvas; only the cells that changed are sent.
    void draw(Canvas canvas);

    /// Makes the next draw send every cell, after something else wrote on the terminal.
    void forget();

    void theme(Theme theme);

    /// Puts a text on the clipboard of the person, if their terminal lets us.
    void copy(String text);

    /// Rings the bell, which a terminal shows even while nobody looks at it.
    void bell();

    /// Gives the tty to somebody else for a while: no thread of ours reads it or writes on it.
    void lend(Runnable guest) throws InterruptedException;

    /// Stops the program as ctrl-z does, and comes back when it is continued.
    void suspend() throws InterruptedException;

    /// Leaves the terminal as it was found; calling it again does nothing.
    @Override
    void close();
}
