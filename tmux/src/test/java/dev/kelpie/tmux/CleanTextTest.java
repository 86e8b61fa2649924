package dev.kelpie.tmux;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class CleanTextTest {
    @Test
    void a_screen_keeps_its_lines_and_letters_only() {
        assertThat(
                        CleanText.screen(
                                "a\u0007b\u001b[1mc\u009bd\u202ee\u200bf\u2066g\ufeff\nh\t日本👍"))
                .isEqualTo("ab[1mcdefg\nh日本👍");
        assertThat(CleanText.screen("tag" + Character.toString(0xe0041))).isEqualTo("tag");
    }

    @Test
    void a_coloured_screen_keeps_colours_only() {
        assertThat(
                        CleanText.colouredScreen(
                                "\u001b[1;38;2;1;2;3mx\u001b[0m\u001b]8;;http://e\u001b\\l\u001b]8;;\u001b\\"
                                        + "\u001b[2J\u001b]52;c;eA==\u0007\u001bPq#0\u001b\\\u000ez\u202e"))
                .isEqualTo("\u001b[1;38;2;1;2;3mx\u001b[0ml[2Jz");
    }

    @Test
    void a_paste_cannot_leave_its_bracket() {
        assertThat(CleanText.paste("a\u001b[201~\rb\r\nc\td\u007f\u0003\u009b201~e"))
                .isEqualTo("a[201~\nb\nc\td201~e");
    }

    @Property
    void no_paste_has_a_control_character_but_newline_and_tab(@ForAll String text) {
        assertThat(CleanText.paste(text).chars())
                .allMatch(c -> c == '\n' || c == '\t' || (c >= 0x20 && (c < 0x7f || c > 0x9f)));
    }

    @Property
    void what_is_visible_stays(@ForAll String text) {
        String screen = CleanText.screen(text);
        assertThat(CleanText.screen(screen)).isEqualTo(screen);
        assertThat(CleanText.line(text)).doesNotContain("\n");
    }
}
