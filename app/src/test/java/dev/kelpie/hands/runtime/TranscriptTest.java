package dev.kelpie.hands.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TranscriptTest {
    @TempDir Path tmp;

    @Test
    void a_partial_last_line_waits_and_a_shrunken_file_is_begun_anew() throws Exception {
        Path file = tmp.resolve("t");
        Tail tail = new Tail();

        Files.writeString(file, "one\ntw");
        assertThat(tail.read(file)).isEqualTo(new Tail.Read(List.of("one"), true));
        Files.writeString(file, "o\n", StandardOpenOption.APPEND);
        assertThat(tail.read(file)).isEqualTo(new Tail.Read(List.of("two"), false));
        assertThat(tail.read(file)).isEqualTo(new Tail.Read(List.of(), false));
        Files.writeString(file, "new\n");
        assertThat(tail.read(file)).isEqualTo(new Tail.Read(List.of("new"), true));
        assertThat(tail.read(tmp.resolve("missing")).lines()).isEmpty();
    }

    @Test
    void a_recorded_turn_with_a_tool_is_over_with_one_tool() throws Exception {
        var transcript = claude("tool.jsonl");

        assertThat(transcript.facts().turn()).isFalse();
        assertThat(transcript.facts().done()).isPresent();
        assertThat(transcript.facts().openTool()).isEmpty();
        assertThat(transcript.usage().tools()).contains(1);
        assertThat(transcript.usage().todosAll()).isEmpty();
    }

    @Test
    void a_recorded_limit_is_a_failure_in_its_words() throws Exception {
        assertThat(claude("limit.jsonl").facts().failure())
                .hasValueSatisfying(f -> assertThat(Limits.names(f.text())).as(f.text()).isTrue());
    }

    @Test
    void a_recorded_interruption_is_one() throws Exception {
        assertThat(claude("interrupted.jsonl").facts().interrupted()).isPresent();
    }

    @Test
    void recorded_errors_are_failures() throws Exception {
        for (String name : List.of("error-429", "error-500", "error-529")) {
            assertThat(claude(name + ".jsonl").facts().failure()).as(name).isPresent();
        }
    }

    @Test
    void a_compaction_is_told_once() throws Exception {
        Path file =
                Files.writeString(
                        tmp.resolve("t"),
                        "{\"type\":\"system\",\"subtype\":\"compact_boundary\",\"timestamp\":\"2026-11-21T10:00:00Z\"}\n");
        var transcript = new ClaudeTranscript(Map.of(), Map.of());

        transcript.read(file);

        assertThat(transcript.notes()).containsExactly("context compacted");
        assertThat(transcript.notes()).isEmpty();
    }

    @Test
    void the_cost_of_an_answer_counts_once_however_many_lines_it_has() throws Exception {
        String line =
                """
                {"type":"assistant","timestamp":"2026-11-21T10:00:00Z","message":{"id":"m1","model":"claude-x","content":[{"type":"text","text":"a"}],"usage":{"input_tokens":1000000,"output_tokens":1000000}}}
                """;
        Path file = Files.writeString(tmp.resolve("t"), line + line);
        var transcript =
                new ClaudeTranscript(
                        Map.of("claude-", 2_000_000L),
                        Map.of("claude-", new Descriptor.Price(3, 15, 0.3, 3.75)));

        transcript.read(file);

        assertThat(transcript.usage().costDollars()).contains(18.0);
        assertThat(transcript.usage().contextPercent()).contains(50);
        assertThat(transcript.usage().estimate()).isTrue();
    }

    @Test
    void an_unknown_model_has_no_cost_rather_than_none() throws Exception {
        assertThat(claude("tool.jsonl").usage().costDollars()).isEmpty();
    }

    @Test
    void todos_are_counted() throws Exception {
        Path file =
                Files.writeString(
                        tmp.resolve("t"),
                        """
                        {"type":"assistant","timestamp":"2026-11-21T10:00:00Z","message":{"id":"m","content":[{"type":"tool_use","id":"t1","name":"TodoWrite","input":{"todos":[{"status":"completed"},{"status":"pending"}]}},{"type":"tool_use","id":"t2","name":"Task","input":{}}]}}
                        """);
        var transcript = new ClaudeTranscript(Map.of(), Map.of());

        transcript.read(file);

        assertThat(transcript.usage().todosDone()).contains(1);
        assertThat(transcript.usage().todosAll()).contains(2);
        assertThat(transcript.usage().subagents()).contains(1);
        assertThat(transcript.facts().turn()).isTrue();
        assertThat(transcript.facts().openTool()).contains("Task");
    }

    @Test
    void codex_tells_its_turns_and_its_context() throws Exception {
        Path file =
                Files.writeString(
                        tmp.resolve("rollout-x.jsonl"),
                        """
                        {"timestamp":"2026-11-21T10:00:00Z","type":"session_meta","payload":{"id":"s1","cwd":"/w"}}
                        {"timestamp":"2026-11-21T10:00:01Z","type":"turn_context","payload":{"model":"gpt-6"}}
                        {"timestamp":"2026-11-21T10:00:01Z","type":"event_msg","payload":{"type":"user_message","message":"do it"}}
                        {"timestamp":"2026-11-21T10:00:02Z","type":"response_item","payload":{"type":"function_call","name":"shell","call_id":"c1"}}
                        {"timestamp":"2026-11-21T10:00:03Z","type":"event_msg","payload":{"type":"token_count","info":{"last_token_usage":{"total_tokens":130000},"model_context_window":258400}}}
                        """);
        var transcript = new CodexTranscript();

        transcript.read(file);

        assertThat(transcript.facts().turn()).isTrue();
        assertThat(transcript.facts().openTool()).contains("shell");
        assertThat(transcript.usage().contextPercent()).as("52 % left").contains(48);
        assertThat(transcript.conversation()).contains("s1");
        assertThat(transcript.lines(9)).containsExactly("> do it", "* shell");

        Files.writeString(
                file,
                "{\"timestamp\":\"2026-11-21T10:00:04Z\",\"type\":\"event_msg\",\"payload\":{\"type\":\"turn_aborted\"}}\n",
                StandardOpenOption.APPEND);
        transcript.read(file);

        assertThat(transcript.facts().interrupted()).isPresent();
        assertThat(transcript.facts().turn()).isFalse();
    }

    @Test
    void recorded_rollouts_of_codex_tell_turn_tool_error_and_context() throws Exception {
        var answered = codex("answered");
        var tool = codex("tool");
        var error = codex("error");

        assertThat(answered.facts().turn()).isFalse();
        assertThat(answered.facts().done()).isPresent();
        assertThat(answered.usage().contextPercent()).contains(48);
        assertThat(answered.usage().model()).contains("gpt-6.1-sol");
        assertThat(answered.lines(1)).containsExactly("< hello from the stand-in");
        assertThat(tool.usage().tools()).contains(1);
        assertThat(tool.facts().openTool()).isEmpty();
        assertThat(tool.lines(2)).containsExactly("* exec_command touch made-it", "< all done");
        assertThat(error.facts().failure())
                .hasValueSatisfying(f -> assertThat(f.text()).contains("high demand"));
    }

    private static Transcript codex(String name) throws Exception {
        var transcript = new CodexTranscript();
        transcript.read(
                Path.of(
                        Objects.requireNonNull(
                                        TranscriptTest.class.getResource(
                                                "/transcripts/codex-0.169.0/" + name + ".jsonl"))
                                .toURI()));
        return transcript;
    }

    private static Transcript claude(String fixture) throws Exception {
        var transcript = new ClaudeTranscript(Map.of(), Map.of());
        transcript.read(
                Path.of(
                        Objects.requireNonNull(
                                        TranscriptTest.class.getResource(
                                                "/transcripts/claude-2.1.329/" + fixture))
                                .toURI()));
        return transcript;
    }
}
