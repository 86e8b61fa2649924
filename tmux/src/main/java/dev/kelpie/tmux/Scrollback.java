package dev.kelpie.tmux;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jline.utils.WCWidth;

/// What was captured of a pane with its colours, as cells. It is read in parts: an emulator of
/// thousands of rows would be a large part of a screen's memory.
final class Scrollback {
    /// Of what was captured: a full history of 200 columns with a few colours in each row. A
    /// picture drawn in coloured blocks takes twenty times as much, and a screen has no memory for
    /// that.
    static final int BYTES_MAX = 2 * 1024 * 1024;

    /// Blanks take none of these bytes, but cells all the same.
    private static final int CELLS_MAX = 1_000_000;

    /// An emulator knows so many colours; in a picture each cell may have one of its own.
    private static final int PART_CELLS = 4096;

    private static final Pattern STYLE =
            Pattern.compile("\u001b\\[([0-9;:]*)m|(?<lines>\u000e)|(?<letters>\u000f)");

    private static final Pattern NO_GLYPHS =
            Pattern.compile("\u001b\\[[0-9;:]*m|\u001b][^\u001b\u0007]*(?:\u001b\\\\|\u0007)");

    /// Letters that draw lines from here on, and letters that are letters again.
    private static final String LINES = "\u001b(0";

    private static final String LETTERS = "\u001b(B";

    /// More than that are not needed to say how a cell looks.
    private static final int STYLES_MAX = 64;

    private Scrollback() {}

    static CellGrid grid(String captured) {
        if (captured.isEmpty()) {
            return new CellGrid(0, 0, List.of(), 0, 0, false);
        }
        var all = List.of(captured.split("\n", -1));
        int wide = all.stream().mapToInt(Scrollback::width).max().orElse(0);
        int columns = new WindowSize(wide, 1).columns();
        int rows = Math.max(2, PART_CELLS / columns);
        var lines = all.subList(Math.max(0, all.size() - CELLS_MAX / columns), all.size());
        var cells = new ArrayList<Cell>(columns * lines.size());
        var style = new ArrayList<String>();
        boolean drawing = false;
        for (int from = 0; from < lines.size(); from += rows) {
            var part = lines.subList(from, Math.min(lines.size(), from + rows));
            var screen = new Screen(new WindowSize(columns, rows));
            var text =
                    String.join("\r\n", part).replace("\u000e", LINES).replace("\u000f", LETTERS);
            byte[] bytes =
                    (String.join("", style) + (drawing ? LINES : "") + text)
                            .getBytes(StandardCharsets.UTF_8);
            screen.write(bytes, bytes.length);
            cells.addAll(screen.grid().cells().subList(0, part.size() * columns));
            for (var line : part) {
                drawing = follow(line, style, drawing);
            }
        }
        return new CellGrid(columns, lines.size(), cells, 0, 0, false);
    }

    /// A line begins in the style that the one before ended in.
    private static boolean follow(String line, List<String> style, boolean before) {
        boolean drawing = before;
        var found = STYLE.matcher(line);
        while (found.find()) {
            if (found.group(1) == null) {
                drawing = found.group("lines") != null;
                continue;
            }
            if (found.group(1).isEmpty() || found.group(1).matches("0(;.*)?")) {
                style.clear();
            } else if (style.size() == STYLES_MAX) {
                style.removeFirst();
            }
            style.add(found.group());
        }
        return drawing;
    }

    /// In how many columns it has room: for some clusters that is more than they take.
    private static int width(String line) {
        return NO_GLYPHS
                .matcher(line)
                .replaceAll("")
                .codePoints()
                .map(point -> ScreenFeed.skinTone(point) ? 2 : WCWidth.wcwidth(point))
                .map(columns -> Math.max(0, columns))
                .sum();
    }
}
