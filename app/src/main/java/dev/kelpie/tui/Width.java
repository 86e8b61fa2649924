package dev.kelpie.tui;

/// How many columns text takes on a terminal. Where terminals disagree, `Clusters` first removes
/// what they disagree about, so that this answer is true everywhere.
public final class Width {
    /// Shown where text was cut; one column on every terminal that is not set to CJK widths.
    public static final String ELLIPSIS = "…";

    /// The blocks of East Asian Width W and F that are not emoji, as pairs of first and last.
    private static final int[] WIDE = {
        0x1100, 0x115f, 0x2329, 0x232a, 0x2630, 0x2637, 0x268a, 0x268f, 0x2e80, 0x303e, 0x3041,
        0x3247, 0x3250, 0xa4c6, 0xa960, 0xa97c, 0xac00, 0xd7a3, 0xf900, 0xfaff, 0xfe10, 0xfe19,
        0xfe30, 0xfe6b, 0xff01, 0xff60, 0xffe0, 0xffe6, 0x16fe0, 0x16ff1, 0x17000, 0x18d08, 0x1aff0,
        0x1b2fb, 0x1d300, 0x1d356, 0x1d360, 0x1d376, 0x1f200, 0x1f202, 0x1f210, 0x1f23b, 0x1f240,
        0x1f248, 0x1f250, 0x1f251, 0x1f260, 0x1f265, 0x20000, 0x2fffd, 0x30000, 0x3fffd
    };

    private Width() {}

    /// The columns of one code point: 0, 1 or 2.
    public static int of(int codePoint) {
        if (codePoint < 0x300) {
            return codePoint == 0xad ? 0 : 1;
        }
        return switch (Character.getType(codePoint)) {
            case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.FORMAT -> 0;
            default -> isJoiningJamo(codePoint) ? 0 : isWide(codePoint) ? 2 : 1;
        };
    }

    /// The columns that a text takes once it is on a canvas.
    public static int of(String text) {
        var counter = new int[1];
        Clusters.walk(
                text,
                (_, width) -> {
                    counter[0] += width;
                    return true;
                });
        return counter[0];
    }

    /// As much of a text as fits, with an ellipsis where something was cut off.
    public static String cut(String text, int columns) {
        if (columns <= 0) {
            return "";
        }
        if (of(text) <= columns) {
            return text;
        }
        return head(text, columns - 1) + ELLIPSIS;
    }

    /// The clusters from the start of a text that fit into so many columns.
    public static String head(String text, int columns) {
        var kept = new StringBuilder();
        var used = new int[1];
        Clusters.walk(
                text,
                (cluster, width) -> {
                    if (used[0] + width > columns) {
                        return false;
                    }
                    used[0] += width;
                    kept.append(cluster);
                    return true;
                });
        return kept.toString();
    }

    /// A text cut or filled with blanks to exactly so many columns.
    public static String fit(String text, int columns) {
        var cut = cut(text, columns);
        return cut + " ".repeat(Math.max(0, columns - of(cut)));
    }

    /// The middle and last parts of a Hangul syllable sit on its first part.
    static boolean isJoiningJamo(int codePoint) {
        return (codePoint >= 0x1160 && codePoint <= 0x11ff)
                || (codePoint >= 0xd7b0 && codePoint <= 0xd7ff);
    }

    static boolean isRegional(int codePoint) {
        return codePoint >= 0x1f1e6 && codePoint <= 0x1f1ff;
    }

    private static boolean isWide(int codePoint) {
        if (codePoint < 0x1100 || isRegional(codePoint)) {
            return false;
        }
        if (Character.isEmojiPresentation(codePoint)) {
            return true;
        }
        int low = 0;
        int high = WIDE.length / 2 - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            if (codePoint < WIDE[2 * middle]) {
                high = middle - 1;
            } else if (codePoint > WIDE[2 * middle + 1]) {
                low = middle + 1;
            } else {
                return true;
            }
        }
        return false;
    }
}
