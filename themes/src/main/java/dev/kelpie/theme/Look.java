package dev.kelpie.theme;

/// How a cell looks: two colours and the attributes every terminal knows.
public record Look(
        Colour fg,
        Colour bg,
        boolean bold,
        boolean dim,
        boolean italic,
        boolean underline,
        boolean reverse)
        implements Paint {
    /// The terminal's own colours, nothing else.
    public static final Look PLAIN = of(Colour.DEFAULT, Colour.DEFAULT);

    /// Two colours without attributes.
    public static Look of(Colour fg, Colour bg) {
        return new Look(fg, bg, false, false, false, false, false);
    }

    public Look strong() {
        return new Look(fg, bg, true, dim, italic, underline, reverse);
    }

    public Look faint() {
        return new Look(fg, bg, bold, true, italic, underline, reverse);
    }

    public Look underlined() {
        return new Look(fg, bg, bold, dim, italic, true, reverse);
    }

    public Look reversed() {
        return new Look(fg, bg, bold, dim, italic, underline, true);
    }

    public Look coloured(Colour foreground, Colour background) {
        return new Look(foreground, background, bold, dim, italic, underline, reverse);
    }
}
