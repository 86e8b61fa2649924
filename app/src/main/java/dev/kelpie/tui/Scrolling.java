package dev.kelpie.tui;

import dev.kelpie.theme.Role;
import java.util.Optional;

/// How one moves through a question that has not all room, and how it says so.
final class Scrolling {
    private static final int NOTCH_LINES = 3;

    private Scrolling() {}

    /// How many lines down this goes, on pages of so many; empty where it does not scroll.
    static Optional<Integer> by(Msg msg, int page) {
        return switch (msg) {
            case Msg.Wheel(_, _, int notches) -> Optional.of(NOTCH_LINES * notches);
            case Msg.Key(var name) ->
                    switch (name) {
                        case "up" -> Optional.of(-1);
                        case "down" -> Optional.of(1);
                        case "pgup" -> Optional.of(-page);
                        case "pgdn" -> Optional.of(page);
                        default -> Optional.empty();
                    };
            default -> Optional.empty();
        };
    }

    /// The row that tells how much is below, and by which keys one gets there.
    static void rest(Canvas box, int y, int below) {
        var more = below > 0 ? "+" + below + " more lines" : "that is all";
        box.put(0, y, more + " · ↑ ↓ PgUp PgDn", Role.KEY);
    }
}
