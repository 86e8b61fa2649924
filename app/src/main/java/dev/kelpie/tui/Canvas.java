package dev.kelpie.tui;

import dev.kelpie.theme.Look;
import dev.kelpie.theme.On;
import dev.kelpie.theme.Paint;
import dev.kelpie.theme.Role;
import java.util.Arrays;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/// A grid of cells, each a glyph and what it means. A region is a window on the same cells: what is
/// drawn outside of it is cut off, by columns and never through half a glyph.
public final class Canvas {
    private static final String BLANK = " ";

    /// The right half of a glyph that takes two columns.
    private static final String SHADOW = "";

    private final String[] glyphs;
    private final Paint[] paints;
    private final int stride;
    private final int left;
    private final int top;
    private final Size size;

    private Canvas(String[] glyphs, Paint[] paints, int stride, int left, int top, Size size) {
        this.glyphs = glyphs;
        this.paints = paints;
        this.stride = stride;
        this.left = left;
        this.top = top;
        this.size = size;
    }

    /// A blank canvas.
    public static Canvas of(Size size) {
        int cells = size.columns() * size.rows();
        var glyphs = new String[cells];
        var paints = new Paint[cells];
        Arrays.fill(glyphs, BLANK);
        Arrays.fill(paints, Role.TEXT);
        return new Canvas(glyphs, paints, size.columns(), 0, 0, size);
    }

    public Size size() {
        return size;
    }

    public int columns() {
        return size.columns();
    }

    public int rows() {
        return size.rows();
    }

    /// The part of this canvas from a corner on, clipped to what there is.
    public Canvas region(int x, int y, int columns, int rows) {
        int fromX = Math.clamp(x, 0, columns());
        int fromY = Math.clamp(y, 0, rows());
        int toX = Math.clamp((long) x + columns, fromX, columns());
        int toY = Math.clamp((long) y + rows, fromY, rows());
        return new Canvas(
                glyphs,
                paints,
                stride,
                left + fromX,
                top + fromY,
                new Size(toX - fromX, toY - fromY));
    }

    /// Writes one line of text and returns the column after it, whether or not all of it fitted.
    public int put(int x, int y, String text, Paint paint) {
        if (Clusters.isAscii(text)) {
            for (int i = 0; i < text.length(); i++) {
                set(x + i, y, Clusters.ascii(text.charAt(i)), 1, paint);
            }
            return x + text.length();
        }
        var column = new int[] {x};
        Clusters.walk(
                text,
                (cluster, width) -> {
                    set(column[0], y, cluster, width, paint);
                    column[0] += width;
                    return column[0] < columns();
                });
        return column[0];
    }

    /// Writes text that ends at the right edge.
    public void putRight(int y, String text, Paint paint) {
        put(columns() - Width.of(text), y, text, paint);
    }

    /// Writes text in the middle of a row.
    public void putCentred(int y, String text, Paint paint) {
        put(Math.max(0, (columns() - Width.of(text)) / 2), y, text, paint);
    }

    /// Blanks every cell.
    public void fill(Paint paint) {
        for (int y = 0; y < rows(); y++) {
            fillRow(y, paint);
        }
    }

    /// Blanks a row.
    public void fillRow(int y, Paint paint) {
        for (int x = 0; x < columns(); x++) {
            set(x, y, BLANK, 1, paint);
        }
    }

    /// Gives a row another meaning and leaves its glyphs, for the row under a cursor.
    public void tint(int y, Paint paint) {
        tint(y, paint, _ -> true);
    }

    /// The same, only for the cells that mean something of this kind now.
    public void tint(int y, Paint paint, Predicate<Paint> which) {
        repaint(y, old -> which.test(old) ? paint : old);
    }

    /// Lays a row on a ground: what a cell means keeps its colour.
    public void ground(int y, Role ground) {
        repaint(y, old -> old instanceof Role role && role != ground ? new On(role, ground) : old);
    }

    private void repaint(int y, UnaryOperator<Paint> how) {
        if (y < 0 || y >= rows()) {
            return;
        }
        for (int x = 0; x < columns(); x++) {
            int at = index(x, y);
            paints[at] = how.apply(paints[at]);
        }
    }

    /// Draws a frame with a title in its upper edge and returns what lies inside.
    public Canvas box(String title, Role border, Role titleRole) {
        if (columns() < 2 || rows() < 2) {
            return region(0, 0, 0, 0);
        }
        int right = columns() - 1;
        int bottom = rows() - 1;
        put(0, 0, "┌" + "─".repeat(right - 1) + "┐", border);
        put(0, bottom, "└" + "─".repeat(right - 1) + "┘", border);
        for (int y = 1; y < bottom; y++) {
            put(0, y, "│", border);
            put(right, y, "│", border);
        }
        if (!title.isEmpty() && right > 4) {
            put(1, 0, Width.cut(" " + title + " ", right - 1), titleRole);
        }
        return region(1, 1, columns() - 2, rows() - 2);
    }

    /// The glyph of a cell; empty for the right half of a wide one.
    public String glyph(int x, int y) {
        return glyphs[index(x, y)];
    }

    public Paint paint(int x, int y) {
        return paints[index(x, y)];
    }

    /// Puts another canvas of our making here, such as a followed pane.
    public void copy(Canvas from) {
        for (int y = 0; y < Math.min(rows(), from.rows()); y++) {
            for (int x = 0; x < Math.min(columns(), from.columns()); x++) {
                var glyph = from.glyph(x, y);
                if (!glyph.isEmpty()) {
                    set(x, y, glyph, Width.of(glyph), from.paint(x, y));
                }
            }
        }
    }

    /// The picture as text, rows stripped at the right.
    public String picture() {
        var picture = new StringBuilder();
        for (int y = 0; y < rows(); y++) {
            var row = new StringBuilder();
            for (int x = 0; x < columns(); x++) {
                row.append(glyph(x, y));
            }
            picture.append(row.toString().stripTrailing()).append('\n');
        }
        return picture.toString();
    }

    /// The picture of meanings: a letter for each cell, `~` for a foreign colour.
    public String roles() {
        var picture = new StringBuilder();
        for (int y = 0; y < rows(); y++) {
            for (int x = 0; x < columns(); x++) {
                picture.append(
                        switch (paint(x, y)) {
                            case Role role -> role.letter();
                            case On on -> on.front().letter();
                            case Look _ -> '~';
                        });
            }
            picture.append('\n');
        }
        return picture.toString();
    }

    private void set(int x, int y, String glyph, int width, Paint paint) {
        if (y < 0 || y >= rows() || width == 0 || x + width <= 0 || x >= columns()) {
            return;
        }
        if (width == 2 && (x < 0 || x + 1 >= columns())) {
            write(Math.max(x, 0), y, BLANK, paint);
            return;
        }
        write(x, y, glyph, paint);
        if (width == 2) {
            write(x + 1, y, SHADOW, paint);
        }
    }

    /// Half of a wide glyph cannot stay when the other half is overwritten.
    private void write(int x, int y, String glyph, Paint paint) {
        int at = index(x, y);
        int column = left + x;
        if (glyphs[at].isEmpty() && column > 0) {
            glyphs[at - 1] = BLANK;
        }
        if (column + 1 < stride && glyphs[at + 1].isEmpty()) {
            glyphs[at + 1] = BLANK;
        }
        glyphs[at] = glyph;
        paints[at] = paint;
    }

    private int index(int x, int y) {
        if (x < 0 || y < 0 || x >= columns() || y >= rows()) {
            throw new IndexOutOfBoundsException("no cell " + x + "," + y + " in " + size);
        }
        return (top + y) * stride + left + x;
    }
}
