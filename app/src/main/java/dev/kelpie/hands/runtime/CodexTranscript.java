package dev.kelpie.hands.runtime;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.kelpie.model.Usage;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// A rollout of Codex: one JSON object a line, `{timestamp, type, payload}`.
final class CodexTranscript extends JsonLines {
    /// What Codex takes off the window before it counts: its own instructions.
    private static final long BASELINE_TOKENS = 12_000;

    private final Map<String, String> open = new HashMap<>();
    private int tools;
    private Optional<Long> tokens = Optional.empty();
    private Optional<Long> window = Optional.empty();
    private Optional<String> model = Optional.empty();
    private Optional<String> id = Optional.empty();
    private Optional<int[]> todos = Optional.empty();

    @Override
    public Optional<String> conversation() {
        return id;
    }

    @Override
    public Usage usage() {
        if (!any) {
            return Usage.NONE;
        }
        return new Usage(
                percent(),
                false,
                tokens,
                window,
                Optional.empty(),
                model,
                Optional.of(tools),
                Optional.empty(),
                todos.map(t -> t[0]),
                todos.map(t -> t[1]));
    }

    /// As its own status line counts what is left: (window − used) / (window − 12 000).
    private Optional<Integer> percent() {
        if (tokens.isEmpty() || window.isEmpty() || window.get() <= BASELINE_TOKENS) {
            return Optional.empty();
        }
        double left = 100.0 * (window.get() - tokens.get()) / (window.get() - BASELINE_TOKENS);
        return Optional.of((int) (100 - Math.round(Math.clamp(left, 0.0, 100.0))));
    }

    @Override
    void reset() {
        open.clear();
        tools = 0;
        tokens = Optional.empty();
    }

    @Override
    void take(JsonNode line) {
        Instant at = Times.parse(line.path("timestamp").asText("")).orElse(Instant.EPOCH);
        JsonNode payload = line.path("payload");
        switch (line.path("type").asText("")) {
            case "session_meta" -> text(payload, "id").ifPresent(v -> id = Optional.of(v));
            case "turn_context" -> text(payload, "model").ifPresent(v -> model = Optional.of(v));
            case "event_msg" -> event(payload, at);
            case "response_item" -> item(payload, at);
            case "compacted" -> notes.add("context compacted");
            default -> {
                // nothing about the turn
            }
        }
    }

    private void event(JsonNode payload, Instant at) {
        switch (payload.path("type").asText("")) {
            case "user_message" -> said(payload.path("message").asText(""), at);
            case "item_completed" -> completed(payload.path("item"), at);
            case "task_started", "turn_started" -> {
                size(payload.path("model_context_window"));
                set(at, facts.prompt(), facts.interrupted(), facts.done(), Optional.empty(), true);
            }
            case "agent_message" -> {
                entries.add("<", payload.path("message").asText(""));
                set(at, facts.prompt(), facts.interrupted(), facts.done(), facts.failure(), true);
            }
            case "task_complete", "turn_complete" -> over(payload, at);
            case "turn_aborted" -> {
                open.clear();
                entries.add("!", "interrupted");
                set(at, facts.prompt(), Optional.of(at), facts.done(), facts.failure(), false);
            }
            case "error" ->
                    failed(
                            payload.path("codex_error_info").asText(""),
                            payload.path("message").asText(""),
                            at);
            case "token_count" -> counted(payload.path("info"));
            default -> grew(at);
        }
    }

    private void said(String text, Instant at) {
        entries.add(">", text);
        set(at, Optional.of(at), facts.interrupted(), facts.done(), Optional.empty(), true);
    }

    private void completed(JsonNode item, Instant at) {
        var text = new StringBuilder();
        for (JsonNode part : item.path("content")) {
            text.append(part.path("text").asText(""));
        }
        switch (item.path("type").asText("")) {
            case "UserMessage" -> said(text.toString(), at);
            case "AgentMessage" -> {
                entries.add("<", text.toString());
                set(at, facts.prompt(), facts.interrupted(), facts.done(), facts.failure(), true);
            }
            default -> grew(at);
        }
    }

    private void over(JsonNode payload, Instant at) {
        open.clear();
        String error = payload.path("error").path("message").asText("");
        if (error.isEmpty()) {
            set(at, facts.prompt(), facts.interrupted(), Optional.of(at), facts.failure(), false);
        } else {
            failed(payload.path("error").path("codex_error_info").asText(""), error, at);
        }
    }

    private void failed(String kind, String text, Instant at) {
        entries.add("!", text);
        var failure = new HookFacts.Failure(at, kind, text);
        set(at, facts.prompt(), facts.interrupted(), facts.done(), Optional.of(failure), false);
    }

    private void grew(Instant at) {
        set(at, facts.prompt(), facts.interrupted(), facts.done(), facts.failure(), facts.turn());
    }

    private void counted(JsonNode info) {
        JsonNode last = info.path("last_token_usage").path("total_tokens");
        if (last.isNumber()) {
            tokens = Optional.of(last.asLong());
        }
        size(info.path("model_context_window"));
    }

    private void size(JsonNode node) {
        if (node.isNumber()) {
            window = Optional.of(node.asLong());
        }
    }

    private void item(JsonNode payload, Instant at) {
        switch (payload.path("type").asText("")) {
            case "function_call", "custom_tool_call", "local_shell_call" -> {
                String name = payload.path("name").asText("shell");
                open.put(payload.path("call_id").asText(""), name);
                tools++;
                String detail = detail(payload.path("arguments").asText(""));
                entries.add("*", detail.isEmpty() ? name : name + " " + detail);
                if (name.equals("update_plan")) {
                    plan(payload.path("arguments").asText(""));
                }
            }
            case "function_call_output", "custom_tool_call_output" ->
                    open.remove(payload.path("call_id").asText(""));
            default -> {
                // messages are told as events too
            }
        }
        set(at, facts.prompt(), facts.interrupted(), facts.done(), facts.failure(), facts.turn());
    }

    private static String detail(String arguments) {
        try {
            JsonNode node = JSON.readTree(arguments);
            return node == null ? "" : HookFacts.detail(node);
        } catch (JacksonException e) {
            // Arguments of tools that take plain text.
            return "";
        }
    }

    private void plan(String arguments) {
        try {
            todos = Optional.of(steps(JSON.readTree(arguments).path("plan")));
        } catch (JacksonException e) {
            // The model wrote no JSON: the plan stays as it was, as it does in Codex.
            return;
        }
    }

    private void set(
            Instant at,
            Optional<Instant> prompt,
            Optional<Instant> interrupted,
            Optional<Instant> done,
            Optional<HookFacts.Failure> failure,
            boolean turn) {
        facts =
                new TranscriptFacts(
                        Optional.of(at),
                        prompt,
                        interrupted,
                        done,
                        failure,
                        open.values().stream().findFirst(),
                        turn);
    }

    private static Optional<String> text(JsonNode node, String key) {
        return Optional.of(node.path(key).asText("")).filter(t -> !t.isEmpty());
    }
}
