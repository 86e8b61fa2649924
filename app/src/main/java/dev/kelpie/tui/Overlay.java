package dev.kelpie.tui;

import dev.kelpie.theme.Role;
import java.util.List;
import java.util.Optional;

/// A dialog or a list over the home view. It gets every message first, and may close.
interface Overlay {
    /// Takes a message. Empty means that it closes.
    Turn update(Msg msg, Scene scene);

    /// What somebody must have seen before a key or a click may do anything here; nothing where
    /// that harms nobody.
    default Optional<String> question() {
        return Optional.empty();
    }

    /// Draws itself somewhere on the whole screen.
    void render(Canvas canvas, Scene scene);

    /// Its keys, for the footer.
    String hint();

    /// What becomes of an overlay, and what it wants done.
    record Turn(Optional<Overlay> next, List<Ask> asks) {
        public Turn {
            asks = List.copyOf(asks);
        }

        static Turn stay(Overlay next, Ask... asks) {
            return new Turn(Optional.of(next), List.of(asks));
        }

        static Turn close(Ask... asks) {
            return new Turn(Optional.empty(), List.of(asks));
        }
    }

    /// Where on the screen the inside of such a frame is.
    static Layout.Rect place(Size screen, int columns, int rows) {
        int width = Math.clamp(columns + 4, Math.min(26, screen.columns()), screen.columns());
        int height = Math.clamp(rows + 2, Math.min(3, screen.rows()), screen.rows());
        return new Layout.Rect(
                (screen.columns() - width) / 2 + 2,
                (screen.rows() - height) / 2 + 1,
                width - 4,
                height - 2);
    }

    /// A frame in the middle of the screen, cleared, as large as wanted and possible.
    static Canvas frame(Canvas screen, String title, int columns, int rows) {
        var at = place(screen.size(), columns, rows);
        var box = screen.region(at.x() - 2, at.y() - 1, at.columns() + 4, at.rows() + 2);
        box.fill(Role.DIALOG);
        var inside = box.box(title, Role.DIALOG_BORDER, Role.DIALOG_BORDER);
        return inside.region(1, 0, inside.columns() - 2, inside.rows());
    }
}
