package dev.kelpie.tui;

import java.util.ArrayList;
import java.util.List;

/// Breaks text into lines at blanks, by columns.
final class Wrap {
    /// No script needs more UTF-16 units for a column; one step looks no further ahead.
    private static final int UNITS = 16;

    private Wrap() {}

    /// Every line fits, and nothing is left out: a word that is too long goes on in the next line.
    static List<String> lines(String text, int columns) {
        int room = Math.max(2, columns);
        var lines = new ArrayList<String>();
        for (var paragraph : text.strip().split("\n", -1)) {
            var line = new StringBuilder();
            for (var word : paragraph.split(" ", -1)) {
                if (!line.isEmpty() && Width.of(line.toString()) + 1 + Width.of(word) > room) {
                    lines.add(line.toString());
                    line.setLength(0);
                }
                var rest = word;
                while (Width.of(rest) > room && line.isEmpty()) {
                    var head = Width.head(rest, room);
                    lines.add(head);
                    rest = rest.substring(head.length());
                }
                line.append(line.isEmpty() ? "" : " ").append(rest);
            }
            lines.add(line.toString());
        }
        return lines;
    }

    /// The same, each line after blanks.
    static List<String> indented(String text, int blanks, int columns) {
        var indent = " ".repeat(blanks);
        return lines(text, columns - blanks).stream().map(line -> indent + line).toList();
    }

    /// One line of foreign text over as many as it takes, nothing of it lost: after a blank where
    /// there is one in the last half of a line.
    static List<String> whole(String line, int columns) {
        var lines = new ArrayList<String>();
        int from = 0;
        do {
            var rest = line.substring(from, Math.min(line.length(), from + UNITS * columns));
            int fits = Math.max(1, Clusters.fits(rest, columns));
            int blank = fits < rest.length() ? rest.lastIndexOf(' ', fits) : -1;
            int end = Math.min(rest.length(), blank > fits / 2 ? blank : fits);
            lines.add(rest.substring(0, end));
            from += end;
            from += from < line.length() && line.charAt(from) == ' ' ? 1 : 0;
        } while (from < line.length());
        return lines;
    }
}
