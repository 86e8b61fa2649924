package dev.kelpie.tmux;

/// One place of a followed screen. `text` is what a reader sees as one character, however many code
/// points that is; `width` is 1 or 2, and 0 for the right half of a wide one (its text is empty).
public record Cell(
        String text,
        int width,
        Colour foreground,
        Colour background,
        boolean bold,
        boolean dim,
        boolean italic,
        boolean underline,
        boolean inverse,
        boolean strike) {
    private static final Colour DEFAULT = new Colour.Default();

    /// A blank in the terminal's own colours.
    public static final Cell BLANK =
            new Cell(" ", 1, DEFAULT, DEFAULT, false, false, false, false, false, false);
}
