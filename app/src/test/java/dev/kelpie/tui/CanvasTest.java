package dev.kelpie.tui;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kelpie.theme.Colour;
import dev.kelpie.theme.Look;
import dev.kelpie.theme.Role;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class CanvasTest {
    @Test
    void text_and_meaning_are_two_pictures() {
        var canvas = Canvas.of(new Size(6, 2));
        canvas.put(0, 0, "ab", Role.TITLE);
        canvas.put(2, 1, "日", Look.of(new Colour.Indexed(1), Colour.DEFAULT));
        assertThat(canvas.picture()).isEqualTo("ab\n  日\n");
        assertThat(canvas.roles()).isEqualTo("TT....\n..~~..\n");
    }

    @Test
    void a_region_cuts_off_what_lies_outside() {
        var canvas = Canvas.of(new Size(8, 3));
        var region = canvas.region(2, 1, 4, 1);
        region.put(-1, 0, "abcdefgh", Role.STRONG);
        region.put(0, 1, "no", Role.DANGER);
        assertThat(canvas.picture()).isEqualTo("\n  bcde\n\n");
        assertThat(region.region(3, 0, 100, 100).size()).isEqualTo(new Size(1, 1));
        assertThat(region.region(-5, 0, 7, 1).size()).isEqualTo(new Size(2, 1));
    }

    @Test
    void a_wide_glyph_is_never_halved() {
        var canvas = Canvas.of(new Size(5, 1));
        canvas.put(0, 0, "日本語", Role.TEXT);
        assertThat(canvas.picture()).isEqualTo("日本\n");
        canvas.put(1, 0, "x", Role.TEXT);
        assertThat(canvas.picture()).isEqualTo(" x本\n");
        canvas.put(2, 0, "y", Role.TEXT);
        assertThat(canvas.picture()).isEqualTo(" xy\n");
    }

    @Test
    void a_frame_has_its_title_in_the_edge() {
        var canvas = Canvas.of(new Size(12, 3));
        var inside = canvas.box("1 Agents", Role.BORDER, Role.TITLE);
        inside.put(0, 0, "row", Role.TEXT);
        assertThat(canvas.picture()).isEqualTo("┌ 1 Agents ┐\n│row       │\n└──────────┘\n");
        assertThat(inside.size()).isEqualTo(new Size(10, 1));
    }

    @Property
    boolean every_row_is_as_wide_as_the_canvas(
            @ForAll String one,
            @ForAll String two,
            @ForAll @IntRange(min = -5, max = 25) int x,
            @ForAll @IntRange(min = -5, max = 25) int x2) {
        var canvas = Canvas.of(new Size(20, 1));
        canvas.put(x, 0, one, Role.TEXT);
        canvas.region(3, 0, 9, 1).put(x2, 0, two, Role.TEXT);
        int columns = 0;
        for (int i = 0; i < 20; i++) {
            var glyph = canvas.glyph(i, 0);
            columns += glyph.isEmpty() ? 0 : Width.of(glyph);
        }
        return columns == 20;
    }
}
