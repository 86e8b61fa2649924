package dev.kelpie.theme;

/// A meaning that keeps its colour on the ground of another, as a state in the row of the cursor;
/// or takes that other's, where its own could not be read.
public record On(Role front, Role ground) implements Paint {
    /// What WCAG 2 asks of text.
    private static final double READABLE = 4.5;

    static Look look(Look front, Look ground) {
        Look over = front.coloured(readable(front, ground), ground.bg());
        return ground.reverse() ? over.reversed() : over;
    }

    private static Colour readable(Look front, Look ground) {
        return front.fg() instanceof Colour.Rgb words
                        && ground.bg() instanceof Colour.Rgb behind
                        && words.contrast(behind) < READABLE
                ? ground.fg()
                : front.fg();
    }
}
