package dev.kelpie.hands.runtime;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RuntimesTest {
    @TempDir Path tmp;

    @Test
    void all_runtimes_that_come_with_kelpie_are_read() {
        assertThat(runtimes().all())
                .extracting(AgentRuntime::name)
                .containsExactly(
                        "aider",
                        "amp",
                        "claude",
                        "codex",
                        "copilot",
                        "cursor-agent",
                        "fake",
                        "gemini",
                        "goose",
                        "opencode",
                        "pi",
                        "shell");
    }

    @Test
    void a_persons_file_overrides_fields_and_keeps_the_rest() throws Exception {
        write("claude.toml", "[command]\ncandidates = [\"/opt/claude\"]\n");

        Descriptor claude = runtimes().named("claude").orElseThrow().descriptor();

        assertThat(claude.command().candidates()).containsExactly(List.of("/opt/claude"));
        assertThat(claude.command().install()).contains("npm install");
        assertThat(claude.flags().resume()).containsExactly("--resume", "{id}");
    }

    @Test
    void a_shell_is_ready_at_its_prompt_and_not_at_a_figure() {
        AgentRuntime shell = runtimes().named("shell").orElseThrow();

        for (String prompt : List.of("$ ", "bash-5.2$ ", "bash-5.2#", "me@host:~/x$", "host% ")) {
            assertThat(shell.read("done\n" + prompt)).as(prompt).isInstanceOf(Reading.Ready.class);
        }
        for (String line : List.of("45%", "downloading 99 %", "make: entering")) {
            assertThat(shell.read("x\n" + line)).as(line).isNotInstanceOf(Reading.Ready.class);
        }
    }

    @Test
    void a_new_runtime_is_one_file() throws Exception {
        write(
                "groq.toml",
                "extends = \"claude\"\n[environment.set]\nANTHROPIC_BASE_URL = \"http://x\"\n");

        Descriptor groq = runtimes().named("groq").orElseThrow().descriptor();

        assertThat(groq.environment().set()).containsKey("ANTHROPIC_BASE_URL");
        assertThat(groq.hooks().kind()).isEqualTo(Descriptor.HookKind.CLAUDE_SETTINGS);
    }

    @Test
    void an_unknown_key_is_refused_with_file_line_and_key() throws Exception {
        refused(
                "claude.toml",
                "title = \"x\"\n\n[command]\ncandidate = [\"x\"]\n",
                4,
                "command.candidate");
    }

    @Test
    void a_wrong_type_is_refused_with_file_line_and_key() throws Exception {
        refused(
                "claude.toml",
                "[delivery]\nenter-delay-ms = \"slow\"\n",
                2,
                "delivery.enter-delay-ms");
    }

    @Test
    void a_wrong_pattern_is_refused_where_it_stands() throws Exception {
        refused(
                "codex.toml",
                "[[rule]]\nid = \"a\"\nsays = \"busy\"\nin = \"tail\"\nline = 'x'\n\n[[rule]]\nid = \"b\"\nsays = \"busy\"\nin = \"tail\"\nline = '('\n",
                11,
                "rule[1].line");
    }

    @Test
    void a_word_that_is_none_is_refused_with_those_that_are() throws Exception {
        write("codex.toml", "otherwise = \"maybe\"\n");

        assertThat(off("codex")).contains("must be one of unclear, busy");
    }

    @Test
    void what_is_not_toml_is_refused_with_its_line() throws Exception {
        write("mine.toml", "title = \"x\"\nno\n");

        assertThat(off("mine")).contains("mine.toml:2");
    }

    @Test
    void extending_oneself_is_refused() throws Exception {
        write("a.toml", "extends = \"b\"\n");
        write("b.toml", "extends = \"a\"\n");

        assertThat(off("a")).contains("b.toml:1: extends");
        assertThat(off("b")).contains("a.toml:1: extends");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "bogus = 1",
                "foo = [",
                "title = \"x\"",
                "[command]\ncandidates = []\ninstall = \"x\"",
                "[command]\ncandidates = [[]]\ninstall = \"x\"",
                "extends = \"claud\"",
                "\\udcff"
            })
    void a_faulty_file_turns_off_its_own_runtime_and_no_other(String text) throws Exception {
        Files.write(
                tmp.resolve("mine.toml"),
                text.startsWith("\\") ? new byte[] {'a', (byte) 0xff} : text.getBytes(UTF_8));

        assertThat(off("mine")).contains(tmp.resolve("mine.toml") + ":").contains("mend the file");
        assertThat(runtimes().all()).hasSize(12);
    }

    @Test
    void a_faulty_file_over_one_of_ours_is_not_passed_over_in_silence() throws Exception {
        write("claude.toml", "bogus = 1\n");
        write("groq.toml", "extends = \"claude\"\n");

        assertThat(off("claude"))
                .contains("claude.toml:1: bogus: ")
                .contains("take it away to have the built-in claude");
        assertThat(off("groq")).contains("claude.toml:1: bogus: ");
    }

    @Test
    void what_changes_in_the_folder_is_seen_without_a_new_start() throws Exception {
        Runtimes runtimes = runtimes();
        assertThat(runtimes.absence("mine"))
                .contains("there are aider, amp, claude")
                .contains("a file mine.toml in " + tmp + " adds one");

        write("mine.toml", "extends = \"clau");
        assertThat(runtimes.faults()).containsKey("mine");

        write("mine.toml", "extends = \"claude\"\n");
        assertThat(runtimes.named("mine")).isPresent();
        assertThat(runtimes.faults()).isEmpty();

        Files.delete(tmp.resolve("mine.toml"));
        assertThat(runtimes.named("mine")).isEmpty();
    }

    @Test
    void a_missing_program_has_facts_all_the_same() {
        RuntimeFacts facts = runtimes().named("codex").orElseThrow().facts();

        assertThat(facts.path()).isEmpty();
        assertThat(facts.version()).isEmpty();
        assertThat(facts.tested()).isEmpty();
        assertThat(facts.permissions())
                .containsExactly("default", "ask", "accept-edits", "auto", "bypass");
        assertThat(facts.install()).contains("@openai/codex");
    }

    private void refused(String file, String text, int line, String key) throws IOException {
        write(file, text);
        assertThat(off(file.replace(".toml", "")))
                .contains(tmp.resolve(file) + ":" + line + ": " + key + ": ");
    }

    /// Why the runtime is off; those that extend it are off with it, and no other.
    private String off(String name) {
        Runtimes runtimes = runtimes();
        assertThat(runtimes.named(name)).isEmpty();
        assertThat(runtimes.all()).hasSizeGreaterThanOrEqualTo(10);
        assertThat(runtimes.absence(name))
                .isEqualTo("the runtime '" + name + "' is off: " + runtimes.faults().get(name));
        return runtimes.absence(name);
    }

    private void write(String file, String text) throws IOException {
        Files.writeString(tmp.resolve(file), text);
    }

    private Runtimes runtimes() {
        return new Runtimes(tmp, tmp, Map.of("PATH", "/nowhere"), Map.of());
    }
}
