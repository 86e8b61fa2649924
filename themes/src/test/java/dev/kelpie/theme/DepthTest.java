package dev.kelpie.theme;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class DepthTest {
    @Test
    void the_environment_says_how_many_colours_there_are() {
        assertThat(Depth.detect(Map.of("TERM", "xterm-256color"))).isEqualTo(Depth.COLOURS_256);
        assertThat(Depth.detect(Map.of("TERM", "tmux-256color", "COLORTERM", "truecolor")))
                .isEqualTo(Depth.TRUE_COLOUR);
        assertThat(Depth.detect(Map.of("TERM", "xterm", "COLORTERM", "24bit")))
                .isEqualTo(Depth.TRUE_COLOUR);
        assertThat(Depth.detect(Map.of("TERM", "linux"))).isEqualTo(Depth.COLOURS_16);
        assertThat(Depth.detect(Map.of("TERM", "vt100"))).isEqualTo(Depth.NONE);
        assertThat(Depth.detect(Map.of("TERM", "xterm-256color", "NO_COLOR", "1")))
                .isEqualTo(Depth.NONE);
        assertThat(Depth.detect(Map.of("TERM", "xterm-256color", "NO_COLOR", "")))
                .as("the convention: an empty NO_COLOR means nothing")
                .isEqualTo(Depth.COLOURS_256);
    }

    @Test
    void a_colour_becomes_the_nearest_there_is() {
        var red = new Colour.Rgb(255, 0, 0);
        assertThat(Depth.TRUE_COLOUR.show(red)).isEqualTo(red);
        assertThat(Depth.COLOURS_256.show(red)).isEqualTo(new Colour.Indexed(196));
        assertThat(Depth.COLOURS_16.show(red)).isEqualTo(new Colour.Indexed(9));
        assertThat(Depth.NONE.show(red)).isEqualTo(Colour.DEFAULT);
        assertThat(Depth.COLOURS_256.show(new Colour.Rgb(8, 8, 8)))
                .isEqualTo(new Colour.Indexed(232));
        assertThat(Depth.COLOURS_16.show(new Colour.Indexed(196))).isEqualTo(new Colour.Indexed(9));
        assertThat(Depth.COLOURS_16.show(new Colour.Indexed(3))).isEqualTo(new Colour.Indexed(3));
    }

    @Property
    boolean every_palette_colour_is_its_own_nearest(@ForAll @IntRange(min = 16, max = 255) int n) {
        var shown = (Colour.Indexed) Depth.COLOURS_256.show(Depth.rgb(n));
        return Depth.rgb(shown.index()).equals(Depth.rgb(n));
    }

    @Property
    void no_palette_colour_is_nearer_than_the_nearest(@ForAll @IntRange(max = 0xffffff) int value) {
        var wanted = rgb(value);
        var shown = (Colour.Indexed) Depth.COLOURS_256.show(wanted);
        double least =
                IntStream.range(16, 256)
                        .mapToDouble(i -> wanted.distance(Depth.rgb(i)))
                        .min()
                        .orElseThrow();
        assertThat(wanted.distance(Depth.rgb(shown.index()))).isEqualTo(least);
    }

    @Property
    boolean words_never_vanish_in_sixteen_colours(
            @ForAll @IntRange(max = 0xffffff) int front,
            @ForAll @IntRange(max = 0xffffff) int back) {
        var look = Look.of(rgb(front), rgb(back));
        var shown = Depth.COLOURS_16.show(look);
        var fg = Depth.rgb(((Colour.Indexed) shown.fg()).index());
        var bg = Depth.rgb(((Colour.Indexed) shown.bg()).index());
        return fg.contrast(bg) >= 3;
    }

    private static Colour.Rgb rgb(int value) {
        return new Colour.Rgb(value >> 16, value >> 8 & 0xff, value & 0xff);
    }
}
