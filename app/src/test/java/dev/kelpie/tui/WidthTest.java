package dev.kelpie.tui;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.jline.utils.WCWidth;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WidthTest {
    @ParameterizedTest
    @CsvSource({
        "abc, 3, abc",
        "日本語, 6, 日本語",
        "한국, 4, 한국",
        "é, 1, é",
        "e\u0301x, 2, e\u0301x",
        "✅ ok, 5, ✅ ok",
        "\u2764\ufe0f, 1, \u2764",
        "1\ufe0f\u20e3, 1, 1",
        "\ud83d\udc68\u200d\ud83d\udc69\u200d\ud83d\udc67!, 3, \ud83d\udc68!",
        "\ud83d\udc4d\ud83c\udffd, 2, \ud83d\udc4d",
        "\ud83c\udde9\ud83c\uddea, 2, DE",
        "a\u200bb\u00adc, 3, abc",
        "a\u202eb, 3, a\ufffdb",
        "a\u001b[31mb, 7, a\u241b[31mb",
        "x\u0000y, 3, x\u2400y",
        "│●…, 3, │●…",
        "ﾊﾝ, 2, ﾊﾝ",
        "ｗ, 2, ｗ",
    })
    void text_takes_the_columns_that_every_terminal_gives_it(String text, int width, String shown) {
        assertThat(Width.of(text)).isEqualTo(width);
        assertThat(shown(text)).isEqualTo(shown);
    }

    @Test
    void a_tower_of_marks_is_cut_at_three() {
        assertThat(shown("a" + "\u0301".repeat(50) + "b")).isEqualTo("a\u0301\u0301\u0301b");
    }

    @Test
    void cutting_says_that_it_cut_and_never_halves_a_glyph() {
        assertThat(Width.cut("agent", 5)).isEqualTo("agent");
        assertThat(Width.cut("agents", 5)).isEqualTo("agen…");
        assertThat(Width.cut("日本語", 4)).isEqualTo("日…");
        assertThat(Width.cut("日本語", 5)).isEqualTo("日本…");
        assertThat(Width.cut("x", 0)).isEmpty();
        assertThat(Width.fit("日本語", 4)).isEqualTo("日… ");
    }

    @Property
    boolean what_fits_is_exactly_as_wide_as_asked(
            @ForAll String text, @ForAll @IntRange(max = 40) int columns) {
        return Width.of(Width.fit(text, columns)) == columns;
    }

    @Property
    boolean nothing_shown_can_move_the_cursor(@ForAll String text) {
        return shown(text).codePoints().noneMatch(Character::isISOControl);
    }

    /// JLine keeps a table of its own; where the two differ, the reason must be known.
    @Test
    void the_table_agrees_with_an_independent_one() {
        var differences = new ArrayList<String>();
        for (int cp = 0x20; cp <= 0x1ffff; cp++) {
            if (!Character.isDefined(cp) || Character.isISOControl(cp) || isKnownDifference(cp)) {
                continue;
            }
            int theirs = WCWidth.wcwidth(cp);
            if (theirs >= 0 && theirs != Width.of(cp)) {
                differences.add("%x: ours %d, theirs %d".formatted(cp, Width.of(cp), theirs));
            }
        }
        assertThat(differences).isEmpty();
    }

    /// Not defined to be shown at all; or parts of a syllable that tmux and libc count as nothing;
    /// or parts of a flag or an emoji, which never reach a cell alone.
    private static boolean isKnownDifference(int cp) {
        return cp == 0xad
                || Character.getType(cp) == Character.SURROGATE
                || Character.getType(cp) == Character.PRIVATE_USE
                || Width.isJoiningJamo(cp)
                || Width.isRegional(cp)
                || (cp >= 0x1f3fb && cp <= 0x1f3ff);
    }

    private static String shown(String text) {
        List<String> clusters = new ArrayList<>();
        Clusters.walk(
                text,
                (cluster, _) -> {
                    clusters.add(cluster);
                    return true;
                });
        return String.join("", clusters);
    }
}
