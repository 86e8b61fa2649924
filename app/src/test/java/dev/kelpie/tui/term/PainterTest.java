package dev.kelpie.tui.term;

import static org.assertj.core.api.Assertions.assertThat;

import com.googlecode.lanterna.TerminalSize;
import com.googlecode.lanterna.TextColor;
import com.googlecode.lanterna.terminal.virtual.DefaultVirtualTerminal;
import dev.kelpie.theme.Colour;
import dev.kelpie.theme.Depth;
import dev.kelpie.theme.Look;
import dev.kelpie.theme.Role;
import dev.kelpie.theme.Themes;
import dev.kelpie.tui.Canvas;
import dev.kelpie.tui.Size;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class PainterTest {
    private static final Size SIZE = new Size(20, 3);

    @Test
    void a_canvas_arrives_on_a_terminal_in_the_colours_of_the_theme() throws IOException {
        var terminal = new DefaultVirtualTerminal(new TerminalSize(20, 3));
        var theme = Themes.builtIn().load("dark");
        var painter = new Painter(terminal, theme, Depth.TRUE_COLOUR, false);
        var canvas = Canvas.of(SIZE);
        canvas.put(2, 1, "danger", Role.DANGER);
        canvas.put(10, 1, "x", Look.of(new Colour.Indexed(196), new Colour.Indexed(3)));
        painter.paint(canvas);

        var cell = terminal.getCharacter(2, 1);
        assertThat(cell.getCharacterString()).isEqualTo("d");
        assertThat(cell.isBold()).isTrue();
        var red = (Colour.Rgb) theme.look(Role.DANGER).fg();
        assertThat(cell.getForegroundColor())
                .isEqualTo(new TextColor.RGB(red.red(), red.green(), red.blue()));
        assertThat(terminal.getCharacter(10, 1).getForegroundColor())
                .isEqualTo(new TextColor.Indexed(196));
        assertThat(terminal.getCharacter(10, 1).getBackgroundColor())
                .isEqualTo(TextColor.ANSI.YELLOW);
        assertThat(terminal.getCharacter(0, 0).isBold()).isFalse();
    }

    @Test
    void only_what_changed_is_sent() throws IOException {
        var bytes = new ByteArrayOutputStream();
        var screen = new TtyScreen(new FrameOutput(bytes), SIZE);
        var painter = painter(screen, Depth.NONE, false);
        var canvas = Canvas.of(SIZE);
        canvas.put(0, 0, "herd of 12", Role.TEXT);
        painter.paint(canvas);
        screen.send();
        bytes.reset();

        painter.paint(canvas);
        screen.send();
        assertThat(bytes.size()).isZero();

        canvas.put(8, 0, "13", Role.TEXT);
        painter.paint(canvas);
        screen.send();
        assertThat(bytes.toString(StandardCharsets.UTF_8)).isEqualTo("\033[1;10H\033[0m3\033[0m");
    }

    @Test
    void another_size_begins_on_a_blank_terminal() throws IOException {
        var bytes = new ByteArrayOutputStream();
        var screen = new TtyScreen(new FrameOutput(bytes), SIZE);
        var painter = painter(screen, Depth.NONE, false);
        painter.paint(Canvas.of(SIZE));
        screen.send();
        bytes.reset();
        painter.paint(Canvas.of(new Size(30, 3)));
        screen.send();
        assertThat(bytes.toString(StandardCharsets.UTF_8)).startsWith("\033[0m\033[2J\033[1;1H");
    }

    @Test
    void wide_and_strange_glyphs_never_shift_the_row() throws IOException {
        var bytes = new ByteArrayOutputStream();
        var screen = new TtyScreen(new FrameOutput(bytes), new Size(8, 1));
        var canvas = Canvas.of(new Size(8, 1));
        canvas.put(0, 0, "a日✅e\u0301b", Role.TEXT);
        painter(screen, Depth.NONE, false).paint(canvas);
        screen.send();
        assertThat(bytes.toString(StandardCharsets.UTF_8))
                .endsWith("\033[1;1H\033[0ma日\033[1;4H✅\033[1;6He\u0301\033[1;7Hb \033[0m");
    }

    @Test
    void ascii_keeps_the_shape_of_the_picture() throws IOException {
        var bytes = new ByteArrayOutputStream();
        var screen = new TtyScreen(new FrameOutput(bytes), new Size(10, 3));
        var canvas = Canvas.of(new Size(10, 3));
        canvas.box("t", Role.BORDER, Role.TITLE).put(0, 0, "●日✓…é", Role.TEXT);
        painter(screen, Depth.NONE, true).paint(canvas);
        screen.send();
        assertThat(bytes.toString(StandardCharsets.UTF_8).replaceAll("\033\\[[0-9;]*[mHJ]", ""))
                .isEqualTo("+ t -----+|*??v~?  |+--------+");
    }

    private static Painter painter(TtyScreen screen, Depth depth, boolean ascii) {
        return new Painter(screen, Themes.builtIn().load("dark"), depth, ascii);
    }
}
