package dev.kelpie.fake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kelpie.fake.Key.Kind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class FakeAgentTest {
    private static Options options(String... arguments) {
        return Options.parse(List.of(arguments), Map.of("HOME", "/home/a"), Path.of("/repo.x"));
    }

    private static List<Key> keys(KeyDecoder decoder, String bytes) {
        byte[] chunk = bytes.getBytes(StandardCharsets.ISO_8859_1);
        return decoder.feed(chunk, chunk.length);
    }

    private static View view(String draft, boolean busy, Optional<Dialog> dialog) {
        return new View(
                Style.CLAUDE,
                busy ? Optional.of("✻ Herding… (3s · ↓ 61 tokens)") : Optional.empty(),
                List.of(),
                List.of(),
                draft,
                "",
                Mode.ACCEPT_EDITS,
                busy,
                "",
                "",
                dialog);
    }

    @Nested
    class Scripts {
        @Test
        void steps_before_a_heading_belong_to_the_start() {
            Script script =
                    Script.parse(
                            """
                            # how it goes
                            trust
                            on prompt:
                              think 2s
                              tool Bash {"command":"echo \\"{\\""} 250ms

                            on prompt:
                              say two  words
                            """);
            assertThat(script.start()).containsExactly(new Step(Verb.TRUST, List.of(), ""));
            assertThat(script.prompts().getFirst().getLast().words())
                    .containsExactly("Bash", "{\"command\":\"echo \\\"{\\\"\"}", "250ms");
            assertThat(script.prompts().getLast().getFirst().rest()).isEqualTo("two  words");
        }

        @Test
        void what_is_wrong_is_said_with_its_line() {
            assertThatThrownBy(() -> Script.parse("say a\n\ndance 3s\n"))
                    .hasMessage("script line 3: unknown step: dance");
            assertThatThrownBy(() -> Script.parse("maybe 1/3: jump"))
                    .hasMessageContaining("unknown step: jump");
            assertThatThrownBy(() -> Script.parse("edit a.txt"))
                    .hasMessageContaining("usage: edit FILE TEXT");
        }

        @Test
        void a_prompt_carries_its_own_steps() {
            assertThat(
                            Script.directives(
                                    "do it [[think 2s]] and [[ask permission Bash \"x y\"]] ]]"))
                    .containsExactly(
                            Step.parse("think 2s"), Step.parse("ask permission Bash \"x y\""));
            assertThat(Script.directives("a [[ that nobody closes")).isEmpty();
        }

        @Test
        void times_and_sizes_have_units() {
            assertThat(Step.millis("1.5s")).isEqualTo(1500);
            assertThat(Step.millis("5m")).isEqualTo(300_000);
            assertThat(Step.bytes("10MB")).isEqualTo(10_485_760);
            assertThatThrownBy(() -> Step.millis("5")).hasMessage("not a time: 5");
        }

        @Test
        void the_scripts_that_come_along_are_all_readable() throws IOException {
            Path folder = Path.of("src/main/resources/dev/kelpie/fake/scripts");
            List<String> names = new ArrayList<>();
            try (var files = Files.list(folder)) {
                for (Path file : files.toList()) {
                    names.add(file.getFileName().toString().replace(".script", ""));
                }
            }
            assertThat(names).hasSize(12).contains("happy_path", "partial_failure", "demo_limit");
            for (String name : names) {
                assertThat(Script.load(name).prompts()).as(name).isNotEmpty();
            }
        }

        @Test
        void the_document_lists_every_step() throws IOException {
            String document = Files.readString(Path.of("../docs/fake-agent.md"));
            for (Verb verb : Verb.values()) {
                assertThat(document).contains("- `" + verb.usage() + "`");
            }
        }
    }

    @Nested
    class JsonText {
        @Test
        void what_was_written_is_read_again() {
            Object value =
                    Json.object(
                            "a",
                            "q\"\\\n\t\u0001é漢\ud83d\ude00",
                            "b",
                            List.of(1L, -2.5, true, Json.NULL, List.of(), Json.object()));
            assertThat(Json.read(Json.write(value))).isEqualTo(value);
        }

        @Property
        void any_text_survives(@ForAll String text) {
            assertThat(Json.read(Json.write(text))).isEqualTo(text);
        }

        @Test
        void settings_are_looked_up_without_a_null() {
            Object settings =
                    Json.read(" {\"hooks\": {\"Stop\": [ {\"hooks\":[{\"command\":\"x\"}]} ]}} ");
            assertThat(Json.list(settings, "hooks", "Stop")).hasSize(1);
            assertThat(Json.at(settings, "hooks", "Start", "deep")).isEqualTo(Json.NULL);
            assertThat(Json.read("\"\\u00e9\\/\"")).isEqualTo("é/");
        }

        @Test
        void half_a_text_is_refused() {
            for (String half : List.of("{", "{\"a\"", "[1,", "\"a", "{\"a\":1}x", "nul", "")) {
                assertThatThrownBy(() -> Json.read(half))
                        .as(half)
                        .isInstanceOf(IllegalArgumentException.class);
            }
            assertThatThrownBy(() -> Json.read("[".repeat(100_000)))
                    .hasMessageContaining("nesting");
        }
    }

    @Nested
    class Keys {
        @Test
        void a_paste_is_one_key_however_it_arrives() {
            String all = "\u001b[200~a\rb\u001b[201~\r";
            for (int cut = 1; cut < all.length(); cut++) {
                KeyDecoder decoder = new KeyDecoder();
                List<Key> keys = new ArrayList<>(keys(decoder, all.substring(0, cut)));
                keys.addAll(keys(decoder, all.substring(cut)));
                assertThat(keys)
                        .as("cut at %d", cut)
                        .containsExactly(new Key(Kind.PASTE, "a\rb"), new Key(Kind.ENTER, "\r"));
            }
        }

        @Test
        void a_lone_escape_is_known_by_the_silence_after_it() {
            KeyDecoder decoder = new KeyDecoder();
            assertThat(keys(decoder, "\u001b")).isEmpty();
            assertThat(decoder.undecided()).isTrue();
            assertThat(decoder.settle()).containsExactly(new Key(Kind.ESCAPE, "\u001b"));
            assertThat(keys(decoder, "x\u001b[A\u001b[Z\u0003"))
                    .extracting(Key::kind)
                    .containsExactly(Kind.TEXT, Kind.UP, Kind.BACK_TAB, Kind.CTRL_C);
        }

        @Test
        void a_million_bytes_of_paste_stay_whole() {
            String text = "tab\tand \u00c3\u00a9;\n".repeat(100_000);
            KeyDecoder decoder = new KeyDecoder();
            assertThat(keys(decoder, "\u001b[200~" + text + "\u001b[201~"))
                    .containsExactly(new Key(Kind.PASTE, text));
        }
    }

    @Nested
    class Composing {
        private final Composer composer = new Composer(Style.CLAUDE);

        @Test
        void much_text_is_shown_short_and_sent_whole() {
            composer.type("look: ", 0);
            composer.paste("1\n2\n3\n4");
            composer.paste("-x;");
            assertThat(composer.shown()).isEqualTo("look: [Pasted text #1 +3 lines]-x;");
            assertThat(composer.enter(0)).isTrue();
            assertThat(composer.take()).isEqualTo("look: 1\n2\n3\n4-x;");
            assertThat(composer.isEmpty()).isTrue();
        }

        @Test
        void returns_of_a_paste_become_line_feeds_unless_it_has_its_own() {
            composer.paste("a\rb");
            assertThat(composer.take()).isEqualTo("a\nb");
            composer.paste("a\rb\n");
            assertThat(composer.take()).isEqualTo("a\rb\n");
        }

        @Test
        void a_backslash_before_enter_is_a_line_break() {
            composer.type("a\\", 0);
            assertThat(composer.enter(1)).isFalse();
            assertThat(composer.take()).isEqualTo("a\n");
        }

        @Test
        void backspace_takes_a_whole_character_or_a_whole_paste() {
            composer.type(Composer.bytes("aé"), 0);
            composer.paste("x".repeat(900));
            composer.backspace();
            composer.backspace();
            assertThat(composer.shown()).isEqualTo("a");
        }

        @Test
        void codex_swallows_an_enter_that_comes_too_early() {
            Composer codex = new Composer(Style.CODEX);
            codex.type("hello there", 1_000_000_000L);
            assertThat(codex.enter(1_100_000_000L)).isFalse();
            assertThat(codex.enter(1_300_000_000L)).isTrue();
            assertThat(codex.take()).isEqualTo("hello there\n");
            codex.paste("hello there");
            assertThat(codex.enter(0)).isTrue();
        }
    }

    @Nested
    class Painting {
        @Test
        void an_idle_screen_is_a_composer_between_two_rules() {
            assertThat(view("", false, Optional.empty()).lines(44, 20))
                    .containsExactly(
                            "",
                            "─".repeat(44),
                            "❯ ",
                            "─".repeat(44),
                            "  ⏵⏵ accept edits on (shift+tab to cycle)");
        }

        @Test
        void a_draft_hides_the_hint_that_tells_busy() {
            assertThat(view("", true, Optional.empty()).lines(80, 20).getLast())
                    .endsWith("· esc to interrupt");
            List<String> drafted = view("half a tho", true, Optional.empty()).lines(80, 20);
            assertThat(drafted.getLast()).doesNotContain("esc to interrupt");
            assertThat(drafted).contains("✻ Herding… (3s · ↓ 61 tokens)", "❯ half a tho");
        }

        @Test
        void a_dialog_takes_the_place_of_composer_and_footer() {
            Dialog dialog = Dialog.permission(Style.CLAUDE, "Bash", "npm test", "/repo");
            assertThat(view("", true, Optional.of(dialog.mark(-1))).lines(60, 20))
                    .contains(
                            " Do you want to proceed?",
                            "   1. Yes",
                            " ❯ 3. No, and tell Claude what to do differently (esc)")
                    .endsWith(" Esc to cancel · Tab to amend")
                    .noneMatch(line -> line.contains("shift+tab"));
        }

        @Test
        void digits_in_text_answer_a_dialog() {
            Dialog dialog = Dialog.permission(Style.CLAUDE, "Bash", "npm test", "/repo");
            assertThat(dialog.typed("please do 2 of them", Style.CLAUDE)).isEqualTo(1);
            assertThat(dialog.typed("yes", Style.CLAUDE)).isEqualTo(Dialog.OPEN);
            assertThat(dialog.typed("yes", Style.CODEX)).isZero();
            assertThat(Dialog.trust("/repo").typed("2", Style.CLAUDE)).isEqualTo(Dialog.OPEN);
        }

        @Test
        void rows_never_pass_the_edge() {
            assertThat(Text.wrap("漢字漢字a\tb\u001b[0m", 5))
                    .containsExactly("漢字", "漢字a", "    b", "·[0m");
            for (String line : view("宽".repeat(30), true, Optional.empty()).lines(21, 20)) {
                assertThat(Text.width(line)).isLessThanOrEqualTo(21);
            }
        }

        @Test
        void no_character_is_cut_in_half() {
            assertThat(Text.head("ab😀cd", 3)).isEqualTo("ab…");
            assertThat(Text.head("ab😀cd", 4)).isEqualTo("ab😀…");
        }

        @Test
        void only_rows_that_changed_are_written() {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            Terminal terminal = new Terminal(out, 60, 20);
            terminal.show(view("a", false, Optional.empty()));
            out.reset();
            terminal.show(view("a", false, Optional.empty()));
            assertThat(out.size()).isZero();
            terminal.show(view("ab", false, Optional.empty()));
            assertThat(out.toString(StandardCharsets.UTF_8))
                    .isEqualTo("\u001b[2A\r\u001b[2K❯ ab\u001b[2B");
        }
    }

    @Nested
    class CommandLine {
        @Test
        void flags_are_those_of_the_real_one() {
            Options options =
                    options(
                            "--permission-mode",
                            "acceptEdits",
                            "--name",
                            "n",
                            "--",
                            "--not a flag");
            assertThat(options.mode()).isEqualTo(Mode.ACCEPT_EDITS);
            assertThat(options.prompt()).contains("--not a flag");
            assertThat(options.home()).isEqualTo(Path.of("/home/a/.kelpie-fake"));
            assertThat(Conversation.file(options, "id"))
                    .isEqualTo(Path.of("/home/a/.kelpie-fake/projects/-repo-x/id.jsonl"));
        }

        @Test
        void a_bad_id_and_an_unknown_flag_are_refused() {
            assertThatThrownBy(() -> options("--session-id", "1"))
                    .hasMessage("Error: Invalid session ID. Must be a valid UUID.");
            assertThatThrownBy(() -> options("--frobnicate"))
                    .hasMessage("error: unknown option '--frobnicate'");
        }

        @Test
        void hooks_are_found_by_event_and_matcher() {
            Hooks hooks = new Hooks(Path.of("/"));
            hooks.add(
                    """
                    {"hooks":{"PreToolUse":[
                      {"matcher":"Bash|Write","hooks":[{"type":"command","command":"a","timeout":5}]},
                      {"hooks":[{"type":"command","command":"b"}]}]}}
                    """);
            assertThat(hooks.matching("PreToolUse", "Bash"))
                    .containsExactly(new Hooks.Hook("a", 5), new Hooks.Hook("b", 600));
            assertThat(hooks.matching("PreToolUse", "Read"))
                    .containsExactly(new Hooks.Hook("b", 600));
            assertThat(hooks.matching("Stop", "")).isEmpty();
        }

        @Test
        void times_are_written_as_the_transcript_has_them() {
            assertThat(Conversation.timestamp(1_795_256_118_007L))
                    .isEqualTo("2026-11-21T10:15:18.007Z");
        }
    }
}
