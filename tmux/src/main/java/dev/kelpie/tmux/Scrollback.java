package dev.kelpie.tmux;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jline.utils.WCWidth;

/// What was captured of a pane with its colours, as cells. It is read in parts: an emulator of
/// thousands of rows would be a large part of a screen's memory.
final class Scrollback {
    private static final int PART = 200;

    private static final Pattern SGR = Pattern.compile("\u001b\\[([0-9;:]*)m");

    /// More than that are not needed to say how a cell looks.
    private static final int STYLES_MAX = 64;

    private Scrollback() {}

    static CellGrid grid(String captured) {
        if (captured.isEmpty()) {
            return new CellGrid(0, 0, List.of(), 0, 0, false);
        }
        var lines = List.of(captured.split("\n", -1));
        int wide = lines.stream().mapToInt(Scrollback::width).max().orElse(0);
        int columns = new WindowSize(wide, PART).columns();
        var cells = new ArrayList<Cell>(columns * lines.size());
        var style = new ArrayList<String>();
        for (int from = 0; from < lines.size(); from += PART) {
            var part = lines.subList(from, Math.min(lines.size(), from + PART));
            var screen = new Screen(new WindowSize(columns, PART));
            var text = String.join("", style) + String.join("\r\n", part);
            byte[] bytes = text.getBytes(java.nio.charset.StandardCharsets.UTF_8);
            screen.write(bytes, bytes.length);
            cells.addAll(screen.grid().cells().subList(0, part.size() * columns));
            part.forEach(line -> follow(line, style));
        }
        return new CellGrid(columns, lines.size(), cells, 0, 0, false);
    }

    /// A line begins in the style that the one before ended in.
    private static void follow(String line, List<String> style) {
        var found = SGR.matcher(line);
        while (found.find()) {
            if (found.group(1).isEmpty() || found.group(1).matches("0(;.*)?")) {
                style.clear();
            } else if (style.size() == STYLES_MAX) {
                style.removeFirst();
            }
            style.add(found.group());
        }
    }

    private static int width(String line) {
        return SGR.matcher(line)
                .replaceAll("")
                .codePoints()
                .map(point -> Math.max(0, WCWidth.wcwidth(point)))
                .sum();
    }
}
