package dev.kelpie.tui;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WrapTest {
    @Test
    void it_breaks_at_blanks() {
        assertThat(Wrap.lines("one two three", 7)).containsExactly("one two", "three");
    }

    @Test
    void a_word_that_is_too_long_goes_on_in_the_next_line() {
        assertThat(Wrap.lines("in /home/me/shop now", 6))
                .containsExactly("in", "/home/", "me/sho", "p now");
        assertThat(Wrap.lines("日本語", 5)).containsExactly("日本", "語");
    }
}
