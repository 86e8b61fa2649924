package dev.kelpie.tmux;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jline.utils.ScreenTerminal;

/// The emulator behind a followed pane: JLine's, with what its cells cannot hold kept beside it.
/// One row more than is shown, for the status line, which is cut off: to one who only looks it
/// tells how large the window is.
final class Screen {
    private final WindowSize size;
    private final int columns;
    private final int rows;
    private final CellKeys keys = new CellKeys();
    private final ScreenFeed feed = new ScreenFeed(keys);
    private final ScreenTerminal terminal;
    private final long[] dump;
    private final Map<Long, Cell> known = new HashMap<>();
    private CellGrid last;
    private Optional<WindowSize> told = Optional.empty();

    Screen(WindowSize size) {
        this.size = size;
        this.columns = size.columns();
        this.rows = size.rows();
        this.terminal = new ScreenTerminal(columns, rows + 1);
        this.dump = new long[columns * (rows + 1)];
        this.last = CellGrid.blank(columns, rows);
    }

    /// True when there is something new to see; not in the middle of a synchronised update.
    boolean write(byte[] bytes, int length) {
        terminal.write(feed.feed(bytes, length));
        terminal.read(); // its answers to questions go nowhere
        return !terminal.isSynchronizedOutput();
    }

    WindowSize size() {
        return size;
    }

    /// The size of the window in the last whole picture, if it is another one than this.
    Optional<WindowSize> grown() {
        return told.filter(real -> !real.equals(size));
    }

    /// The last whole picture.
    CellGrid grid() {
        if (!terminal.isSynchronizedOutput()) {
            int[] cursor = new int[2];
            terminal.dump(dump, cursor);
            List<Cell> cells = cells();
            told = WindowSize.parse(statusLine());
            boolean inside = cursor[0] < columns && cursor[1] < rows;
            last =
                    new CellGrid(
                            columns,
                            rows,
                            cells,
                            Math.min(cursor[0], columns - 1),
                            Math.min(cursor[1], rows - 1),
                            inside && feed.cursorVisible());
        }
        return last;
    }

    private String statusLine() {
        StringBuilder line = new StringBuilder();
        for (int at = columns * rows; at < dump.length; at++) {
            line.append(cell(dump[at]).text());
        }
        return line.toString();
    }

    /// Thousands of cells, most of them like their neighbour.
    private List<Cell> cells() {
        Cell[] cells = new Cell[columns * rows];
        for (int at = 0; at < cells.length; at++) {
            boolean same = at > 0 && dump[at] == dump[at - 1];
            cells[at] = same ? cells[at - 1] : cell(dump[at]);
        }
        return List.of(cells);
    }

    private Cell cell(long packed) {
        Cell cell = known.get(packed);
        if (cell == null) {
            cell = decode(packed);
            known.put(packed, cell);
        }
        return cell;
    }

    private Cell decode(long packed) {
        int point = ScreenTerminal.cellCodePoint(packed);
        String text = point == 0 ? "" : keys.text(point);
        return new Cell(
                text,
                point == 0 ? 0 : Math.max(1, org.jline.utils.WCWidth.wcwidth(point)),
                ScreenTerminal.cellHasForeground(packed)
                        ? keys.colour(ScreenTerminal.cellForeground(packed))
                        : Cell.BLANK.foreground(),
                ScreenTerminal.cellHasBackground(packed)
                        ? keys.colour(ScreenTerminal.cellBackground(packed))
                        : Cell.BLANK.background(),
                ScreenTerminal.cellBold(packed),
                ScreenTerminal.cellDim(packed),
                ScreenTerminal.cellItalic(packed),
                ScreenTerminal.cellUnderline(packed),
                ScreenTerminal.cellInverse(packed),
                ScreenTerminal.cellConceal(packed));
    }
}
