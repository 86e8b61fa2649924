package dev.kelpie.tui;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Splits text into what fills a cell, and makes foreign text harmless on the way: nothing that
/// leaves here moves a cursor, reorders a line, or is as wide as only some terminals think.
final class Clusters {
    /// Takes one cluster and its columns; false ends the walk.
    interface Sink {
        boolean take(String cluster, int width);
    }

    static final String REPLACEMENT = "\ufffd";

    /// More marks on one letter than any script needs are an attack on the line above.
    private static final int MARKS_MAX = 3;

    private static final String[] ASCII = new String[127];

    static {
        for (int c = 32; c < 127; c++) {
            ASCII[c] = String.valueOf((char) c);
        }
    }

    private final Sink sink;
    private @Nullable String base;
    private final StringBuilder marks = new StringBuilder();
    private int marksCount;
    private int width;
    private boolean pictograph;
    private boolean joined;

    /// Where in the text the cluster that is handed out ends.
    private int here;

    private Clusters(Sink sink) {
        this.sink = sink;
    }

    static void walk(String text, Sink sink) {
        new Clusters(sink).run(text);
    }

    /// Whether a text is nothing but printable ASCII, so that each of its letters is a cluster:
    /// most of what is ever drawn, and ten times as quick.
    static boolean isAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < 0x20 || text.charAt(i) >= 0x7f) {
                return false;
            }
        }
        return true;
    }

    /// The cluster that is one letter of ASCII.
    static String ascii(char letter) {
        return ASCII[letter];
    }

    /// Where in a text each cluster ends, with whatever vanishes after it.
    static List<Integer> ends(String text) {
        var ends = new ArrayList<Integer>();
        var walks = new Clusters[1];
        walks[0] =
                new Clusters((_, _) -> {
                    ends.add(walks[0].here);
                    return true;
                });
        walks[0].run(text);
        return ends;
    }

    /// How much of a text, in UTF-16 units, so many columns hold.
    static int fits(String text, int columns) {
        var fits = new int[2];
        var walks = new Clusters[1];
        walks[0] =
                new Clusters((_, width) -> {
                    fits[1] += width;
                    if (fits[1] > columns) {
                        return false;
                    }
                    fits[0] = walks[0].here;
                    return true;
                });
        walks[0].run(text);
        return fits[0];
    }

    private void run(String text) {
        while (here < text.length()) {
            int cp = text.codePointAt(here);
            if (!step(cp)) {
                return;
            }
            here += Character.charCount(cp);
        }
        emit();
    }

    private boolean step(int cp) {
        if (cp >= 0x20 && cp < 0x7f) {
            return open(ASCII[cp], 1, false);
        }
        if (cp == 0x200d) {
            joined = pictograph;
            return true;
        }
        if (isVanishing(cp)) {
            return true;
        }
        if (isMark(cp)) {
            mark(cp);
            return true;
        }
        if (isSkin(cp) && pictograph) {
            return true;
        }
        boolean picture = cp > 0xa9 && Character.isExtendedPictographic(cp);
        if (joined && picture) {
            // A joined picture is one or several glyphs, depending on the font: show its first.
            joined = false;
            return true;
        }
        var shown = shown(cp);
        return open(shown, shown.codePointAt(0) == cp ? Width.of(cp) : 1, picture);
    }

    private boolean open(String text, int columns, boolean picture) {
        if (!emit()) {
            return false;
        }
        base = text;
        width = columns;
        pictograph = picture;
        joined = false;
        return true;
    }

    private boolean emit() {
        var text = base;
        if (text == null) {
            return true;
        }
        base = null;
        pictograph = false;
        if (marksCount == 0) {
            return sink.take(text, width);
        }
        var whole = text + marks;
        marks.setLength(0);
        marksCount = 0;
        return sink.take(whole, width);
    }

    private void mark(int cp) {
        if (base != null && !base.equals(" ") && marksCount < MARKS_MAX) {
            marks.appendCodePoint(cp);
            marksCount++;
        }
    }

    private static boolean isMark(int cp) {
        return cp >= 0x300 && (Width.isJoiningJamo(cp) || Width.of(cp) == 0) && !isBidi(cp);
    }

    /// Selectors, tags, keycaps and invisible joints: they change widths on some terminals only.
    private static boolean isVanishing(int cp) {
        return cp == 0xad
                || (cp >= 0xfe00 && cp <= 0xfe0f)
                || cp == 0x20e3
                || cp == 0x200b
                || cp == 0x200c
                || cp == 0x2060
                || cp == 0xfeff
                || cp == 0x180e
                || cp == 0x34f
                || (cp >= 0xe0000 && cp <= 0xe0fff)
                || (cp >= 0x2061 && cp <= 0x2064)
                || (cp >= 0x206a && cp <= 0x206f)
                || cp == 0x115f
                || cp == 0x1160
                || cp == 0x3164
                || cp == 0xffa0;
    }

    private static boolean isBidi(int cp) {
        return (cp >= 0x202a && cp <= 0x202e)
                || (cp >= 0x2066 && cp <= 0x2069)
                || cp == 0x200e
                || cp == 0x200f
                || cp == 0x61c;
    }

    private static boolean isSkin(int cp) {
        return cp >= 0x1f3fb && cp <= 0x1f3ff;
    }

    private static String shown(int cp) {
        if (cp == '\t' || cp == '\n' || cp == '\r' || cp == 0x2028 || cp == 0x2029) {
            return ASCII[' '];
        }
        if (cp < 0x20) {
            return Character.toString(0x2400 + cp);
        }
        if (cp == 0x7f) {
            return "\u2421";
        }
        if (cp < 0xa0 || isBidi(cp)) {
            return REPLACEMENT;
        }
        if (Width.isRegional(cp)) {
            // Half of a flag: one column everywhere only as a letter.
            return ASCII['A' + cp - 0x1f1e6];
        }
        return switch (Character.getType(cp)) {
            case Character.SURROGATE, Character.UNASSIGNED, Character.CONTROL -> REPLACEMENT;
            default -> Character.toString(cp);
        };
    }
}
