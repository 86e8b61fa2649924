package dev.kelpie.theme;

import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/// How many colours a terminal can show, and the nearest it has to a colour it cannot.
public enum Depth {
    TRUE_COLOUR,
    COLOURS_256,
    COLOURS_16,
    NONE;

    /// The usual palette of the sixteen; terminals differ, these are xterm's.
    private static final int[] SIXTEEN = {
        0x000000, 0xcd0000, 0x00cd00, 0xcdcd00, 0x0000ee, 0xcd00cd, 0x00cdcd, 0xe5e5e5,
        0x7f7f7f, 0xff0000, 0x00ff00, 0xffff00, 0x5c5cff, 0xff00ff, 0x00ffff, 0xffffff
    };

    private static final int[] CUBE = {0, 95, 135, 175, 215, 255};

    /// What the environment says this terminal can do.
    public static Depth detect(Map<String, String> env) {
        if (!env.getOrDefault("NO_COLOR", "").isEmpty()) {
            return NONE;
        }
        String term = env.getOrDefault("TERM", "").toLowerCase(Locale.ROOT);
        String colorterm = env.getOrDefault("COLORTERM", "").toLowerCase(Locale.ROOT);
        if (term.startsWith("vt1") || term.startsWith("vt2") || term.endsWith("-mono")) {
            return NONE;
        }
        if (colorterm.equals("truecolor") || colorterm.equals("24bit") || term.endsWith("direct")) {
            return TRUE_COLOUR;
        }
        if (term.contains("256color") || term.contains("kitty") || term.contains("alacritty")) {
            return COLOURS_256;
        }
        return COLOURS_16;
    }

    /// The look as this depth can show it.
    public Look show(Look look) {
        if (this == NONE) {
            return look.coloured(Colour.DEFAULT, Colour.DEFAULT);
        }
        var fg = show(look.fg());
        var bg = show(look.bg());
        return look.coloured(readable(fg, bg, look), bg);
    }

    /// The nearest colour that this depth has.
    public Colour show(Colour colour) {
        return switch (colour) {
            case Colour.Default plain -> plain;
            case Colour.Indexed indexed ->
                    switch (this) {
                        case TRUE_COLOUR, COLOURS_256 -> indexed;
                        case COLOURS_16 ->
                                indexed.index() < 16 ? indexed : nearestOf16(rgb(indexed.index()));
                        case NONE -> Colour.DEFAULT;
                    };
            case Colour.Rgb rgb ->
                    switch (this) {
                        case TRUE_COLOUR -> rgb;
                        case COLOURS_256 -> nearestOf256(rgb);
                        case COLOURS_16 -> nearestOf16(rgb);
                        case NONE -> Colour.DEFAULT;
                    };
        };
    }

    /// The colour behind a palette index, as xterm defines it.
    public static Colour.Rgb rgb(int index) {
        if (index < 16) {
            int value = SIXTEEN[index];
            return new Colour.Rgb(value >> 16, value >> 8 & 0xff, value & 0xff);
        }
        if (index < 232) {
            int cube = index - 16;
            return new Colour.Rgb(CUBE[cube / 36], CUBE[cube / 6 % 6], CUBE[cube % 6]);
        }
        int grey = 8 + (index - 232) * 10;
        return new Colour.Rgb(grey, grey, grey);
    }

    /// Green and blue are nearest by themselves, red only together with them; so a tenth of the
    /// palette is compared, which a first picture feels.
    private static Colour.Indexed nearestOf256(Colour.Rgb rgb) {
        int greenBlue = 6 * level(rgb.green()) + level(rgb.blue());
        var reds = IntStream.range(0, CUBE.length).map(red -> 16 + 36 * red + greenBlue);
        return nearest(rgb, IntStream.concat(reds, IntStream.range(232, 256)));
    }

    private static Colour.Indexed nearestOf16(Colour.Rgb rgb) {
        return nearest(rgb, IntStream.range(0, 16));
    }

    private static Colour.Indexed nearest(Colour.Rgb rgb, IntStream palette) {
        int best = 0;
        double least = Double.MAX_VALUE;
        for (int i : palette.toArray()) {
            double distance = rgb.distance(rgb(i));
            if (distance < least) {
                least = distance;
                best = i;
            }
        }
        return new Colour.Indexed(best);
    }

    /// Which step of the cube a channel is nearest to.
    private static int level(int channel) {
        int best = 0;
        for (int i = 1; i < CUBE.length; i++) {
            if (Math.abs(channel - CUBE[i]) < Math.abs(channel - CUBE[best])) {
                best = i;
            }
        }
        return best;
    }

    /// Two colours that were apart may fall on neighbours in a small palette; then the words must
    /// win over the hue.
    private Colour readable(Colour fg, Colour bg, Look wanted) {
        boolean shrunk = !fg.equals(wanted.fg()) || !bg.equals(wanted.bg());
        if (this != COLOURS_16
                || !shrunk
                || !(fg instanceof Colour.Indexed front)
                || !(bg instanceof Colour.Indexed back)) {
            return fg;
        }
        var behind = rgb(back.index());
        if (rgb(front.index()).contrast(behind) >= 3) {
            return fg;
        }
        return new Colour.Indexed(behind.luminance() > 0.18 ? 0 : 15);
    }
}
