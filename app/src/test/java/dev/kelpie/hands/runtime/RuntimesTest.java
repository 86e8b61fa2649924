package dev.kelpie.hands.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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

        assertThatThrownBy(this::runtimes).hasMessageContaining("must be one of unclear, busy");
    }

    @Test
    void what_is_not_toml_is_refused_with_its_line() throws Exception {
        write("mine.toml", "title = \"x\"\nno\n");

        assertThatThrownBy(this::runtimes)
                .isInstanceOf(DescriptorException.class)
                .hasMessageContaining("mine.toml:2");
    }

    @Test
    void extending_oneself_is_refused() throws Exception {
        write("a.toml", "extends = \"b\"\n");
        write("b.toml", "extends = \"a\"\n");

        assertThatThrownBy(this::runtimes)
                .isInstanceOf(DescriptorException.class)
                .hasMessageContaining("extends");
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
        assertThatThrownBy(this::runtimes)
                .isInstanceOf(DescriptorException.class)
                .hasMessageContaining(tmp.resolve(file) + ":" + line + ": " + key + ": ");
    }

    private void write(String file, String text) throws IOException {
        Files.writeString(tmp.resolve(file), text);
    }

    private Runtimes runtimes() {
        return new Runtimes(tmp, tmp, Map.of("PATH", "/nowhere"), Map.of());
    }
}
