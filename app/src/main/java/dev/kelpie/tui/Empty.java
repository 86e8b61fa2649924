package dev.kelpie.tui;

import dev.kelpie.theme.Role;

/// What an empty panel says: why it is empty, and what to do about it.
final class Empty {
    private Empty() {}

    static void render(Canvas canvas, String why, String... what) {
        int y = Math.max(0, (canvas.rows() - what.length - 2) / 2);
        canvas.putCentred(y, Width.cut(why, canvas.columns()), Role.STRONG);
        for (int i = 0; i < what.length; i++) {
            canvas.putCentred(y + 2 + i, Width.cut(what[i], canvas.columns()), Role.DIM);
        }
    }
}
