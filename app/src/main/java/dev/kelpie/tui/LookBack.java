package dev.kelpie.tui;

import dev.kelpie.model.PaneRef;

/// A pane's screen that somebody looks back in. It stays as it was when they began, and what the
/// pane had kept above it comes as soon as that was fetched.
///
/// @param whole whether all that there is has come
record LookBack(PaneRef pane, Canvas picture, boolean whole) {
    /// So many rows are enough to know a place again.
    private static final int KNOWN_BY = 5;

    /// No pane moves further while its past is fetched.
    private static final int MOVED_MAX = 1000;

    int rows() {
        return PaneScreen.rows(picture);
    }

    /// With all that the pane holds.
    LookBack with(Canvas past) {
        return new LookBack(pane, past, true);
    }

    /// With nothing more than there is.
    LookBack complete() {
        return new LookBack(pane, picture, true);
    }

    /// How far above its last row the picture's last one is in the whole past, which may have moved
    /// on by some rows since.
    int movedIn(Canvas past) {
        int at = PaneScreen.rows(past) - rows();
        for (int moved = 0; moved <= MOVED_MAX && at - moved >= 0; moved++) {
            if (isAt(past, at - moved)) {
                return moved;
            }
        }
        return 0;
    }

    private boolean isAt(Canvas past, int row) {
        for (int y = 0; y < Math.min(KNOWN_BY, rows()); y++) {
            for (int x = 0; x < Math.min(picture.columns(), past.columns()); x++) {
                if (!picture.glyph(x, y).equals(past.glyph(x, row + y))) {
                    return false;
                }
            }
        }
        return true;
    }
}
