package dev.kelpie.tui.term;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kelpie.tui.Msg;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyDecoderTest {
    private final List<Msg> heard = new ArrayList<>();
    private final KeyDecoder decoder = new KeyDecoder(heard::add);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "j|j",
                "\"G\"|G",
                "\\r|enter",
                "\\n|ctrl-j",
                "\\t|tab",
                "\\x7f|backspace",
                "\\x08|backspace",
                "\" \"|space",
                "\\x00|ctrl-space",
                "\\x11|ctrl-q",
                "\\x13|ctrl-s",
                "\\x1a|ctrl-z",
                "\\x0b|ctrl-k",
                "\\x1c|ctrl-\\",
                "é|é",
                "日|日",
                "😀|😀",
                "\\e[A|up",
                "\\eOA|up",
                "\\e[1;5A|ctrl-up",
                "\\e[1;2B|shift-down",
                "\\e[H|home",
                "\\e[4~|end",
                "\\e[5~|pgup",
                "\\e[6;5~|ctrl-pgdn",
                "\\e[3~|delete",
                "\\e[Z|shift-tab",
                "\\eOP|f1",
                "\\e[15~|f5",
                "\\ex|alt-x",
                "\\e\\r|alt-enter",
                "\\eé|alt-é",
                "\\e[113;5u|ctrl-q",
                "\\e[27;5;113~|ctrl-q",
                "\\e[13;2u|shift-enter",
                "\\e[97;2u|A",
                "\\e[27u|esc",
                "\\e[32;5u|ctrl-space",
                "\\e[113;5:1u|ctrl-q",
            })
    void a_key_has_one_name_however_the_terminal_spells_it(String bytes, String name) {
        feed(bytes);
        assertThat(heard).containsExactly(new Msg.Key(name));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\\e[?62;22c",
                "\\e[>41;354;0c",
                "\\e[12;40R",
                "\\e[I",
                "\\e[O",
                "\\e[?2026;2$y",
                "\\e[8;24;80t",
                "\\e]11;rgb:1111/2222/3333\\x07",
                "\\e]52;c;Y3V0\\e\\",
                "\\eP1+r544e\\e\\",
                "\\e_Gi=1;OK\\e\\",
                "\\e[113;5:3u",
                "\\e[M !!",
                "\\e[<0;3;4m",
                "\\e[<35;3;4M",
                "\\e[99~",
            })
    void an_answer_that_nobody_waits_for_fires_no_key(String bytes) {
        feed(bytes);
        feed("j");
        assertThat(heard).containsExactly(new Msg.Key("j"));
    }

    @Test
    void a_sequence_split_over_reads_is_one_key() {
        feed("\\e");
        feed("[");
        decoder.idle();
        heard.clear();
        feed("\\e[1;");
        decoder.idle();
        feed("5A");
        assertThat(heard).containsExactly(new Msg.Key("ctrl-up"));
    }

    @Test
    void escape_alone_is_a_key_once_nothing_follows() {
        feed("\\e");
        assertThat(heard).isEmpty();
        decoder.idle();
        feed("\\e\\e[A");
        assertThat(heard)
                .containsExactly(new Msg.Key("esc"), new Msg.Key("esc"), new Msg.Key("up"));
    }

    @Test
    void a_paste_is_one_message_and_triggers_nothing() {
        feed("\\e[200~qD\\x03\\rline two\\e[31m \\e[20 日\\e[201~j");
        assertThat(heard)
                .containsExactly(new Msg.Paste("qD\nline two[31m [20 日"), new Msg.Key("j"));
    }

    @Test
    void a_paste_that_never_ends_is_given_up_with_what_came() {
        feed("\\e[200~half");
        for (int i = 0; i < 10; i++) {
            decoder.idle();
        }
        feed("j");
        assertThat(heard).containsExactly(new Msg.Paste("half"), new Msg.Key("j"));
    }

    @Test
    void the_mouse_speaks_sgr() {
        feed("\\e[<0;120;7M\\e[<0;120;7m\\e[<2;1;1M\\e[<64;5;6M\\e[<65;5;6M\\e[<66;5;6M");
        assertThat(heard)
                .containsExactly(
                        new Msg.Click(119, 6, Msg.Button.LEFT),
                        new Msg.Click(0, 0, Msg.Button.RIGHT),
                        new Msg.Wheel(4, 5, -1),
                        new Msg.Wheel(4, 5, 1));
    }

    @Property
    void no_bytes_can_break_it(@ForAll byte[] bytes, @ForAll @IntRange(min = 1, max = 7) int step) {
        var out = new ArrayList<Msg>();
        var fresh = new KeyDecoder(out::add);
        for (int i = 0; i < bytes.length; i += step) {
            var part = Arrays.copyOfRange(bytes, i, Math.min(bytes.length, i + step));
            fresh.feed(part, part.length);
        }
        for (int i = 0; i < 20; i++) {
            fresh.idle();
        }
        out.clear();
        fresh.feed(new byte[] {'j'}, 1);
        assertThat(out).containsExactly(new Msg.Key("j"));
    }

    private void feed(String escaped) {
        var bytes = unescape(escaped).getBytes(StandardCharsets.UTF_8);
        decoder.feed(bytes, bytes.length);
    }

    private static String unescape(String text) {
        return Pattern.compile("\\\\(e|r|n|t|x[0-9a-f]{2})")
                .matcher(text)
                .replaceAll(found ->
                        switch (found.group(1)) {
                            case "e" -> "\u001b";
                            case "r" -> "\r";
                            case "n" -> "\n";
                            case "t" -> "\t";
                            default ->
                                    Matcher.quoteReplacement(
                                            Character.toString(
                                                    Integer.parseInt(
                                                            found.group(1).substring(1), 16)));
                        });
    }
}
