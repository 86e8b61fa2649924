package dev.kelpie.hands.runtime;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/// A screen as lines without escape sequences, non-breaking and trailing blanks, knowing which
/// characters were dim (placeholders are) and which inverse (the cursor cell is).
record Screen(List<Line> lines) {
    /// One line. Bits count characters of `text`.
    record Line(String text, BitSet faint, BitSet inverse) {
        boolean blank() {
            return text.isBlank();
        }

        /// Whether every character from `start` on is dim, but for one inverse cell of a cursor.
        boolean faintFrom(int start) {
            int bright = 0;
            for (int i = start; i < text.length(); i++) {
                if (text.charAt(i) != ' ' && !faint.get(i)) {
                    if (!inverse.get(i) || ++bright > 1) {
                        return false;
                    }
                }
            }
            return true;
        }
    }

    /// From captured text, with or without colours. One pass.
    static Screen of(String raw) {
        var lines = new ArrayList<Line>();
        var pen = new Pen();
        int from = 0;
        while (from <= raw.length()) {
            int end = raw.indexOf('\n', from);
            if (end < 0) {
                end = raw.length();
            }
            lines.add(line(raw, from, end, pen));
            from = end + 1;
        }
        while (!lines.isEmpty() && lines.getLast().blank()) {
            lines.removeLast();
        }
        return new Screen(List.copyOf(lines));
    }

    String text(int line) {
        return lines.get(line).text();
    }

    int size() {
        return lines.size();
    }

    private static Line line(String raw, int from, int end, Pen pen) {
        var text = new StringBuilder(end - from);
        var faint = new BitSet();
        var inverse = new BitSet();
        int i = from;
        while (i < end) {
            char c = raw.charAt(i);
            if (c == '\033') {
                i = escape(raw, i, end, pen);
                continue;
            }
            i++;
            if (c == '\u00a0') {
                c = ' ';
            }
            if (c < ' ' || c == '\177' || (c >= '\u0080' && c < '\u00a0')) {
                continue;
            }
            faint.set(text.length(), pen.faint());
            inverse.set(text.length(), pen.inverse);
            text.append(c);
        }
        return new Line(text.toString().stripTrailing(), faint, inverse);
    }

    /// The index after the escape sequence that begins at `at`.
    private static int escape(String raw, int at, int end, Pen pen) {
        if (at + 1 >= end) {
            return end;
        }
        char kind = raw.charAt(at + 1);
        int i = at + 2;
        if (kind == '[') {
            while (i < end && (raw.charAt(i) < '@' || raw.charAt(i) > '~')) {
                i++;
            }
            if (i < end && raw.charAt(i) == 'm') {
                pen.take(raw.substring(at + 2, i));
            }
            return Math.min(end, i + 1);
        }
        if (kind == ']' || kind == 'P' || kind == '_' || kind == '^') {
            while (i < end && raw.charAt(i) != '\007' && raw.charAt(i) != '\033') {
                i++;
            }
            return i < end && raw.charAt(i) == '\033' ? Math.min(end, i + 2) : Math.min(end, i + 1);
        }
        return Math.min(end, kind == '(' || kind == ')' ? at + 3 : at + 2);
    }

    /// The attributes that hold from here on.
    private static final class Pen {
        private boolean dim;
        private boolean grey;
        private boolean inverse;

        boolean faint() {
            return dim || grey;
        }

        void take(String sgr) {
            String[] codes = sgr.split("[;:]", -1);
            for (int i = 0; i < codes.length; i++) {
                switch (codes[i]) {
                    case "", "0" -> {
                        dim = false;
                        grey = false;
                        inverse = false;
                    }
                    case "2" -> dim = true;
                    case "22" -> dim = false;
                    case "90" -> grey = true;
                    case "30", "31", "32", "33", "34", "35", "36", "37", "39" -> grey = false;
                    case "91", "92", "93", "94", "95", "96", "97" -> grey = false;
                    case "7" -> inverse = true;
                    case "27" -> inverse = false;
                    case "38" -> {
                        grey = false;
                        i += skipped(codes, i);
                    }
                    case "48", "58" -> i += skipped(codes, i);
                    default -> {
                        // another attribute: says nothing about placeholders
                    }
                }
            }
        }

        private static int skipped(String[] codes, int at) {
            if (at + 1 >= codes.length) {
                return 0;
            }
            return codes[at + 1].equals("5") ? 2 : codes[at + 1].equals("2") ? 4 : 1;
        }
    }
}
