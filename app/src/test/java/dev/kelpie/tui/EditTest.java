package dev.kelpie.tui;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kelpie.theme.Role;
import org.junit.jupiter.api.Test;

/// A caret goes by what people see as one character, and no row is cut through one.
class EditTest {
    private static final String FAMILY = "👩\u200d👩\u200d👧";

    @Test
    void the_caret_steps_over_a_whole_cluster() {
        var edit = Edit.of("e\u0301" + FAMILY + "日");
        edit = press(edit, "left");
        assertThat(edit.caret()).isEqualTo(edit.text().length() - 1);
        edit = press(edit, "left");
        assertThat(edit.caret()).isEqualTo(2);
        assertThat(press(edit, "left").caret()).isZero();
        assertThat(press(edit, "right").caret()).isEqualTo(2 + FAMILY.length());
    }

    @Test
    void a_backspace_takes_a_whole_cluster() {
        assertThat(press(Edit.of("a" + FAMILY), "backspace").text()).isEqualTo("a");
        assertThat(press(Edit.of("ae\u0301"), "backspace").text()).isEqualTo("a");
        assertThat(press(Edit.of("a\n"), "backspace").text()).isEqualTo("a");
        assertThat(press(Edit.EMPTY, "backspace")).isEqualTo(Edit.EMPTY);
    }

    @Test
    void up_and_down_go_by_drawn_rows_and_never_stop_inside_a_cluster() {
        var edit = Edit.of("ab" + FAMILY + "cd\nabc").row(-1, 20).orElseThrow();
        assertThat(edit.caret()).isEqualTo(2);
        assertThat(edit.row(-1, 20)).isEmpty();
        assertThat(Edit.of("one two").row(-1, 20)).isEmpty();
        assertThat(Edit.of("one two").row(-1, 5).orElseThrow().caret()).isEqualTo(3);
    }

    @Test
    void a_row_holds_as_many_columns_as_it_has_whatever_vanishes() {
        var canvas = Canvas.of(new Size(11, 4));
        Edit.of((FAMILY + "x").repeat(6)).render(canvas, true, Role.INPUT);
        assertThat(canvas.picture()).isEqualTo("👩x👩x👩x\n👩x👩x👩x\n\n\n");
    }

    @Test
    void text_that_only_vanishes_and_glyphs_wider_than_the_field_come_to_an_end() {
        var canvas = Canvas.of(new Size(2, 3));
        Edit.of("\u200b\u200b").render(canvas, true, Role.INPUT);
        Edit.of("日本").render(canvas, true, Role.INPUT);
        assertThat(canvas.columns()).isEqualTo(2);
    }

    private static Edit press(Edit edit, String key) {
        return edit.key(new Msg.Key(key));
    }
}
