package dev.kelpie.tui.term;

import com.googlecode.lanterna.SGR;
import com.googlecode.lanterna.TextColor;
import com.googlecode.lanterna.terminal.Terminal;
import dev.kelpie.theme.Colour;
import dev.kelpie.theme.Depth;
import dev.kelpie.theme.Look;
import dev.kelpie.theme.Paint;
import dev.kelpie.theme.Theme;
import dev.kelpie.tui.Canvas;
import dev.kelpie.tui.Size;
import dev.kelpie.tui.Width;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Brings a terminal from the last canvas to the next one by the cells that differ. Lanterna's own
/// screen is not used because it counts columns by UTF-16 units and clears what it could compare.
final class Painter {
    private static final TextColor.ANSI[] SIXTEEN = {
        TextColor.ANSI.BLACK,
        TextColor.ANSI.RED,
        TextColor.ANSI.GREEN,
        TextColor.ANSI.YELLOW,
        TextColor.ANSI.BLUE,
        TextColor.ANSI.MAGENTA,
        TextColor.ANSI.CYAN,
        TextColor.ANSI.WHITE,
        TextColor.ANSI.BLACK_BRIGHT,
        TextColor.ANSI.RED_BRIGHT,
        TextColor.ANSI.GREEN_BRIGHT,
        TextColor.ANSI.YELLOW_BRIGHT,
        TextColor.ANSI.BLUE_BRIGHT,
        TextColor.ANSI.MAGENTA_BRIGHT,
        TextColor.ANSI.CYAN_BRIGHT,
        TextColor.ANSI.WHITE_BRIGHT
    };

    /// Foreign panes bring colours without end; the map of known looks starts anew beyond this.
    private static final int LOOKS_MAX = 4096;

    private final Terminal terminal;
    private final Depth depth;
    private final boolean ascii;
    private Theme theme;
    private final Map<Paint, Look> looks = new HashMap<>();
    private final Map<Colour, TextColor> colours = new HashMap<>();

    private Size size = new Size(0, 0);
    private String[] glyphs = {};
    private Look[] shown = {};
    private @Nullable Paint lastPaint;
    private Look lastLook = Look.PLAIN;
    private @Nullable Look current;
    private int cursorX = -1;
    private int cursorY = -1;

    Painter(Terminal terminal, Theme theme, Depth depth, boolean ascii) {
        this.terminal = terminal;
        this.theme = theme;
        this.depth = depth;
        this.ascii = ascii;
    }

    void theme(Theme next) {
        theme = next;
        looks.clear();
        lastPaint = null;
    }

    /// Whatever is on the terminal now is not what was drawn.
    void forget() {
        size = new Size(0, 0);
    }

    void paint(Canvas canvas) throws IOException {
        boolean complete = !canvas.size().equals(size);
        if (complete) {
            size = canvas.size();
            int cells = size.columns() * size.rows();
            glyphs = new String[cells];
            shown = new Look[cells];
            Arrays.fill(glyphs, "?");
            Arrays.fill(shown, Look.PLAIN);
            // tmux keeps half of a wide glyph that a smaller size has cut through, and takes the
            // cell before it away when it is written over.
            terminal.resetColorAndSGR();
            terminal.clearScreen();
        }
        current = null;
        cursorX = -1;
        for (int y = 0; y < size.rows(); y++) {
            row(canvas, y, complete);
        }
        if (current != null) {
            terminal.resetColorAndSGR();
        }
    }

    private void row(Canvas canvas, int y, boolean complete) throws IOException {
        var run = new StringBuilder();
        int runWidth = 0;
        for (int x = 0; x < size.columns(); x++) {
            int at = y * size.columns() + x;
            var glyph = canvas.glyph(x, y);
            var look = look(canvas.paint(x, y));
            // Looks are mostly one object, and records compare slowly until they are compiled.
            if (!complete && glyph.equals(glyphs[at]) && Objects.equals(look, shown[at])) {
                runWidth = flush(run, runWidth);
                continue;
            }
            glyphs[at] = glyph;
            shown[at] = look;
            if (glyph.isEmpty()) {
                continue;
            }
            if (!look.equals(current) || cursorX + runWidth != x || cursorY != y) {
                runWidth = flush(run, runWidth);
                go(x, y);
                wear(look);
            }
            boolean plain = isPlain(glyph);
            int width = plain ? 1 : Width.of(glyph);
            run.append(ascii ? AsciiGlyphs.of(glyph, width) : glyph);
            runWidth += width;
            if (!plain) {
                // Terminals may disagree about its columns: say where the next cell is.
                runWidth = flush(run, runWidth);
                cursorX = -1;
            }
        }
        flush(run, runWidth);
    }

    private int flush(StringBuilder run, int width) throws IOException {
        if (!run.isEmpty()) {
            terminal.putString(run.toString());
            run.setLength(0);
            cursorX += width;
        }
        return 0;
    }

    private void go(int x, int y) throws IOException {
        if (cursorX != x || cursorY != y) {
            terminal.setCursorPosition(x, y);
            cursorX = x;
            cursorY = y;
        }
    }

    private void wear(Look look) throws IOException {
        var before = current;
        if (look.equals(before)) {
            return;
        }
        current = look;
        if (before == null || !sameAttributes(before, look)) {
            terminal.resetColorAndSGR();
            attribute(look.bold(), SGR.BOLD);
            attribute(look.italic(), SGR.ITALIC);
            attribute(look.underline(), SGR.UNDERLINE);
            attribute(look.reverse(), SGR.REVERSE);
            if (look.dim() && terminal instanceof TtyScreen tty) {
                tty.faint();
            }
            before = Look.PLAIN;
        }
        if (!look.fg().equals(before.fg())) {
            terminal.setForegroundColor(colour(look.fg()));
        }
        if (!look.bg().equals(before.bg())) {
            terminal.setBackgroundColor(colour(look.bg()));
        }
    }

    private void attribute(boolean on, SGR sgr) throws IOException {
        if (on) {
            terminal.enableSGR(sgr);
        }
    }

    private static boolean sameAttributes(Look a, Look b) {
        return a.bold() == b.bold()
                && a.dim() == b.dim()
                && a.italic() == b.italic()
                && a.underline() == b.underline()
                && a.reverse() == b.reverse();
    }

    private Look look(Paint paint) {
        if (paint != lastPaint) { // the next cell is mostly like this one
            lastLook = known(paint);
            lastPaint = paint;
        }
        return lastLook;
    }

    private Look known(Paint paint) {
        if (looks.size() > LOOKS_MAX) {
            looks.clear();
        }
        return looks.computeIfAbsent(paint, p -> theme.look(p, depth));
    }

    private TextColor colour(Colour colour) {
        if (colours.size() > LOOKS_MAX) {
            colours.clear();
        }
        return colours.computeIfAbsent(
                colour,
                c ->
                        switch (c) {
                            case Colour.Default _ -> TextColor.ANSI.DEFAULT;
                            case Colour.Indexed i when i.index() < 16 -> SIXTEEN[i.index()];
                            case Colour.Indexed i -> new TextColor.Indexed(i.index());
                            case Colour.Rgb rgb ->
                                    new TextColor.RGB(rgb.red(), rgb.green(), rgb.blue());
                        });
    }

    /// One column on every terminal: ASCII, accented Latin, frames and blocks.
    private static boolean isPlain(String glyph) {
        if (glyph.length() != 1) {
            return false;
        }
        char c = glyph.charAt(0);
        return c < 0x7f || (c >= 0xc0 && c < 0x250) || (c >= 0x2500 && c < 0x25a0);
    }
}
