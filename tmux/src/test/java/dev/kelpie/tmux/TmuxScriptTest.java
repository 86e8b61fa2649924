package dev.kelpie.tmux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class TmuxScriptTest {
    @Test
    void what_could_mean_something_is_octal() {
        assertThat(TmuxScript.quote("ab c")).isEqualTo("\"ab c\"");
        assertThat(TmuxScript.quote("$a;\"'\\\n#{x}~")).doesNotContainPattern("[$;'#{}~\n]");
        assertThat(TmuxScript.quote("é")).isEqualTo("\"\\303\\251\"");
        assertThat(TmuxScript.quote("")).isEqualTo("\"\"");
        assertThatThrownBy(() -> TmuxScript.quote("a\0b"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void commands_of_one_line_stop_together_and_lines_do_not() {
        assertThat(new TmuxScript().line(List.of("a", "b")).line("c")).hasToString("a ; b\nc\n");
        assertThat(TmuxScript.command("new -s x", List.of("a;", "b")))
                .isEqualTo("new -s x \"a\\073\" \"b\"");
    }

    @Property
    void reading_the_octal_back_gives_the_word(@ForAll String word) {
        Assume.that(word.indexOf('\0') < 0);
        byte[] bytes = word.getBytes(StandardCharsets.UTF_8);
        assertThat(unquote(TmuxScript.quote(word))).isEqualTo(bytes);
    }

    private static byte[] unquote(String quoted) {
        var bytes = new ByteArrayOutputStream();
        for (int i = 1; i < quoted.length() - 1; i++) {
            if (quoted.charAt(i) == '\\') {
                bytes.write(Integer.parseInt(quoted.substring(i + 1, i + 4), 8));
                i += 3;
            } else {
                bytes.write(quoted.charAt(i));
            }
        }
        return bytes.toByteArray();
    }
}
