package dev.kelpie.tmux;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The emulator keeps one code point and twelve bits of colour a cell. So it is given keys instead:
/// a colour is its number in a table of 4,096, and what is more than one code point (or is not as
/// wide there as in tmux) is a code point that nobody uses, of the right width.
final class CellKeys {
    private static final int COLOURS_MAX = 4096;
    private static final int NARROW_FIRST = 0x10_0000;
    private static final int NARROW_LAST = 0x10_fffd;
    private static final int WIDE_FIRST = 0x3_a000;
    private static final int WIDE_LAST = 0x3_fffd;

    private final List<Colour> colours = new ArrayList<>();
    private final Map<Colour, Integer> colourKeys = new HashMap<>();
    private final List<String> narrow = new ArrayList<>();
    private final List<String> wide = new ArrayList<>();
    private final Map<String, Integer> narrowKeys = new HashMap<>();
    private final Map<String, Integer> wideKeys = new HashMap<>();

    /// The colour's number; when the table is full, that of the nearest colour in it.
    int key(Colour colour) {
        Integer known = colourKeys.get(colour);
        if (known != null) {
            return known;
        }
        if (colours.size() == COLOURS_MAX) {
            return nearest(colour);
        }
        colours.add(colour);
        colourKeys.put(colour, colours.size() - 1);
        return colours.size() - 1;
    }

    Colour colour(int key) {
        return key < colours.size() ? colours.get(key) : new Colour.Default();
    }

    private int nearest(Colour colour) {
        int best = 0;
        int least = Integer.MAX_VALUE;
        for (int key = 0; key < colours.size(); key++) {
            int distance = distance(colour, colours.get(key));
            if (distance < least) {
                least = distance;
                best = key;
            }
        }
        return best;
    }

    private static int distance(Colour one, Colour other) {
        if (one instanceof Colour.Rgb a && other instanceof Colour.Rgb b) {
            int red = a.red() - b.red();
            int green = a.green() - b.green();
            int blue = a.blue() - b.blue();
            return red * red + green * green + blue * blue;
        }
        return Integer.MAX_VALUE;
    }

    /// A code point of the given width that stands for the text. Without one left the text's first
    /// code point stands for itself.
    int key(String text, boolean two) {
        List<String> texts = two ? wide : narrow;
        Map<String, Integer> keys = two ? wideKeys : narrowKeys;
        int first = two ? WIDE_FIRST : NARROW_FIRST;
        int last = two ? WIDE_LAST : NARROW_LAST;
        Integer known = keys.get(text);
        if (known != null) {
            return known;
        }
        if (first + texts.size() > last) {
            return text.codePointAt(0);
        }
        texts.add(text);
        keys.put(text, first + texts.size() - 1);
        return first + texts.size() - 1;
    }

    String text(int point) {
        if (point >= NARROW_FIRST && point - NARROW_FIRST < narrow.size()) {
            return narrow.get(point - NARROW_FIRST);
        }
        if (point >= WIDE_FIRST && point - WIDE_FIRST < wide.size()) {
            return wide.get(point - WIDE_FIRST);
        }
        return Character.toString(point);
    }
}
