package dev.kelpie.tmux;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class ScreenFeedTest {
    private final CellKeys keys = new CellKeys();
    private final ScreenFeed feed = new ScreenFeed(keys);

    private String feed(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return feed.feed(bytes, bytes.length);
    }

    @Test
    void plain_text_and_movements_pass() {
        assertThat(feed("ab\r\n\u001b[3;4H\u001b[K\u001b(Bx\u001b7\u001b8é日"))
                .isEqualTo("ab\r\n\u001b[3;4H\u001b[K\u001b(Bx\u001b7\u001b8é日");
    }

    @Test
    void strings_are_dropped_however_they_are_cut() {
        assertThat(
                        feed("a\u001b]52;c;")
                                + feed("eA==\u0007b\u001bPq")
                                + feed("x\u001b")
                                + feed("\\c"))
                .isEqualTo("abc");
    }

    @Test
    void characters_and_sequences_cut_by_a_read_are_put_together() {
        byte[] bytes = "日\u001b[3;4H".getBytes(StandardCharsets.UTF_8);
        StringBuilder out = new StringBuilder();
        for (byte each : bytes) {
            out.append(feed.feed(new byte[] {each}, 1));
        }
        assertThat(out).hasToString("日\u001b[3;4H");
    }

    @Test
    void colours_become_keys_and_come_back_exactly() {
        assertThat(feed("\u001b[0;1;38;2;1;2;3;48;5;208;31m")).startsWith("\u001b[0;1;38;2;");
        assertThat(keys.colour(0)).isEqualTo(new Colour.Rgb(1, 2, 3));
        assertThat(keys.colour(1)).isEqualTo(new Colour.Indexed(208));
        assertThat(keys.colour(2)).isEqualTo(new Colour.Indexed(1));
        feed("\u001b[38:2::9:8:7m\u001b[48:5:3m\u001b[58:2::1:1:1m\u001b[97m");
        assertThat(keys.colour(3)).isEqualTo(new Colour.Rgb(9, 8, 7));
        assertThat(keys.colour(4)).isEqualTo(new Colour.Indexed(3));
        assertThat(keys.colour(5)).isEqualTo(new Colour.Indexed(15));
    }

    @Test
    void attributes_are_said_so_that_the_emulator_keeps_them() {
        assertThat(feed("\u001b[9m\u001b[29m\u001b[4:3m\u001b[4:0m\u001b[m\u001b[8m"))
                .isEqualTo("\u001b[8m\u001b[28m\u001b[4m\u001b[24m\u001b[0m");
    }

    @Test
    void a_cluster_is_one_cell_and_keeps_its_text() {
        String narrow = feed("e\u0301");
        String wide = feed("👨‍👩‍👧");

        assertThat(narrow.codePoints()).hasSize(1);
        assertThat(keys.text(narrow.codePointAt(0))).isEqualTo("e\u0301");
        assertThat(wide.codePoints()).hasSize(1);
        assertThat(keys.text(wide.codePointAt(0))).isEqualTo("👨‍👩‍👧");
        assertThat(feed("e\u0301")).isEqualTo(narrow);
    }

    @Test
    void a_full_colour_table_answers_with_the_nearest() {
        for (int i = 0; i < 5000; i++) {
            keys.key(new Colour.Rgb(i & 0xff, i >> 8, 0));
        }
        int key = keys.key(new Colour.Rgb(7, 2, 5));
        assertThat(keys.colour(key)).isEqualTo(new Colour.Rgb(7, 2, 0));
    }

    @Test
    void the_cursors_visibility_is_known() {
        assertThat(feed.cursorVisible()).isTrue();
        feed("\u001b[?25l");
        assertThat(feed.cursorVisible()).isFalse();
    }

    @Property
    void no_bytes_break_it_and_no_string_sequence_comes_out(@ForAll byte[] bytes) {
        String out = new ScreenFeed(new CellKeys()).feed(bytes, bytes.length);
        assertThat(out).doesNotContain("\u001b]").doesNotContain("\u001bP");
    }

    @Property
    void the_emulator_takes_whatever_comes_out(@ForAll byte[] bytes) {
        Screen screen = new Screen(new WindowSize(20, 5));
        screen.write(bytes, bytes.length);
        assertThat(screen.grid().cells()).hasSize(100);
    }
}
