package dev.kelpie.fake;

import java.util.ArrayList;
import java.util.List;

/// Columns of text: how wide, where to cut, where to break.
final class Text {
    private static final int[] WIDE = {
        0x1100, 0x115f, 0x2e80, 0x303e, 0x3041, 0x4dbf, 0x4e00, 0xa4cf, 0xac00, 0xd7a3, 0xf900,
        0xfaff, 0xfe30, 0xfe6f, 0xff00, 0xff60, 0xffe0, 0xffe6, 0x1f300, 0x1f64f, 0x1f680, 0x1f6ff,
        0x1f900, 0x1f9ff, 0x20000, 0x3fffd
    };

    private Text() {}

    static int width(int point) {
        int type = Character.getType(point);
        if (type == Character.NON_SPACING_MARK
                || type == Character.ENCLOSING_MARK
                || type == Character.FORMAT) {
            return 0;
        }
        for (int i = 0; i < WIDE.length; i += 2) {
            if (point >= WIDE[i] && point <= WIDE[i + 1]) {
                return 2;
            }
        }
        return 1;
    }

    static int width(String text) {
        int width = 0;
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            width += width(text.codePointAt(i));
        }
        return width;
    }

    /// Text whose control characters cannot reach the terminal.
    static String harmless(String text) {
        StringBuilder out = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\t') {
                out.append("    ");
            } else {
                out.append(Character.isISOControl(c) ? '·' : c);
            }
        }
        return out.toString();
    }

    /// As much of one line as fits.
    static String fit(String line, int columns) {
        return wrap(line, columns).getFirst();
    }

    /// One line as rows that fit, without control characters.
    static List<String> wrap(String line, int columns) {
        String text = harmless(line);
        int room = Math.max(2, columns);
        List<String> rows = new ArrayList<>();
        int from = 0;
        int used = 0;
        int at = 0;
        while (at < text.length()) {
            int point = text.codePointAt(at);
            int width = width(point);
            if (used + width > room) {
                rows.add(text.substring(from, at));
                from = at;
                used = 0;
            }
            used += width;
            at += Character.charCount(point);
        }
        rows.add(text.substring(from));
        return rows;
    }

    /// Every line of a text as rows that fit.
    static List<String> rows(String text, int columns) {
        List<String> rows = new ArrayList<>();
        int from = 0;
        while (from <= text.length()) {
            int end = text.indexOf('\n', from);
            end = end < 0 ? text.length() : end;
            rows.addAll(wrap(text.substring(from, end), columns));
            from = end + 1;
        }
        return rows;
    }

    /// The first line, cut after so many characters.
    static String head(String text, int characters) {
        int end = text.indexOf('\n');
        String line = end < 0 ? text : text.substring(0, end);
        if (line.length() <= characters) {
            return line;
        }
        // Half a surrogate pair can't be written to any file.
        boolean split = Character.isHighSurrogate(line.charAt(characters - 1));
        return line.substring(0, split ? characters - 1 : characters) + "…";
    }
}
