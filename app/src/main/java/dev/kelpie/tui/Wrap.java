package dev.kelpie.tui;

import java.util.ArrayList;
import java.util.List;

/// Breaks text into lines at blanks, by columns.
final class Wrap {
    private Wrap() {}

    static List<String> lines(String text, int columns) {
        var lines = new ArrayList<String>();
        for (var paragraph : text.strip().split("\n", -1)) {
            var line = new StringBuilder();
            for (var word : paragraph.split(" ", -1)) {
                if (!line.isEmpty() && Width.of(line.toString()) + 1 + Width.of(word) > columns) {
                    lines.add(line.toString());
                    line.setLength(0);
                }
                line.append(line.isEmpty() ? "" : " ").append(Width.cut(word, columns));
            }
            lines.add(line.toString());
        }
        return lines;
    }
}
