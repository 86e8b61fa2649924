package dev.kelpie.tmux;

import java.util.Collections;
import java.util.List;

/// A followed screen at one moment. Cells go row by row.
public record CellGrid(
        int columns, int rows, List<Cell> cells, int cursorX, int cursorY, boolean cursorVisible) {
    public CellGrid {
        cells = List.copyOf(cells);
        if (cells.size() != columns * rows) {
            throw new IllegalArgumentException(
                    cells.size() + " cells are not " + columns + " by " + rows);
        }
    }

    /// Nothing but blanks.
    public static CellGrid blank(int columns, int rows) {
        return new CellGrid(
                columns, rows, Collections.nCopies(columns * rows, Cell.BLANK), 0, 0, false);
    }

    public Cell at(int x, int y) {
        return cells.get(y * columns + x);
    }

    /// A row as text, without blanks at its end.
    public String row(int y) {
        StringBuilder text = new StringBuilder();
        for (int x = 0; x < columns; x++) {
            text.append(at(x, y).text());
        }
        return text.toString().stripTrailing();
    }
}
