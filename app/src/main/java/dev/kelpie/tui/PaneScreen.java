package dev.kelpie.tui;

import dev.kelpie.theme.Colour;
import dev.kelpie.theme.Look;
import dev.kelpie.theme.Role;

/// An agent's screen in a view that may be smaller: its left edge, and of its rows the last ones
/// that hold something, or those above them.
final class PaneScreen {
    private static final String BLANK = " ";

    private PaneScreen() {}

    /// Down to which row there is something, the cursor too.
    static int rows(Canvas picture) {
        int rows = picture.rows();
        while (rows > 0 && blank(picture, 0, rows - 1)) {
            rows--;
        }
        return rows;
    }

    /// Draws the part that ends so many rows above the last one. A row that goes on beyond the
    /// right edge has a mark there.
    static void render(Canvas body, Canvas picture, int back) {
        int top = Math.max(0, rows(picture) - body.rows() - back);
        body.copy(picture.region(0, top, picture.columns(), picture.rows() - top));
        for (int y = 0; y < body.rows() && top + y < picture.rows(); y++) {
            if (!blank(picture, body.columns(), top + y)) {
                body.put(body.columns() - 1, y, Width.ELLIPSIS, Role.DIM);
            }
        }
    }

    private static boolean blank(Canvas picture, int fromX, int y) {
        for (int x = fromX; x < picture.columns(); x++) {
            if (!picture.glyph(x, y).equals(BLANK) || shows(picture, x, y)) {
                return false;
            }
        }
        return true;
    }

    /// Whether even a blank is to be seen there.
    private static boolean shows(Canvas picture, int x, int y) {
        return picture.paint(x, y) instanceof Look look
                && (look.reverse() || !look.bg().equals(Colour.DEFAULT));
    }
}
