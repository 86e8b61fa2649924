package dev.kelpie.hands.runtime;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kelpie.model.Usage;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A transcript of Claude Code: one JSON object a line, each answer split over several lines that
/// share a message id and repeat its usage.
final class ClaudeTranscript extends JsonLines {
    /// Marks of entries that the program wrote in the person's name.
    private static final List<String> NO_PROMPT =
            List.of("isMeta", "isCompactSummary", "isVisibleInTranscriptOnly");

    /// Tools that are an agent at work, by the names of older and newer versions.
    private static final Set<String> SUBAGENT = Set.of("Task", "Agent");

    private static final String INTERRUPTED = "[Request interrupted by user";

    private final Map<String, Long> windows;
    private final Map<String, Descriptor.Price> prices;

    private final Map<String, String> open = new LinkedHashMap<>();
    private final Map<String, Double> costs = new HashMap<>();
    private final Map<String, String> tasks = new LinkedHashMap<>();
    private int tools;
    private Optional<Long> tokens = Optional.empty();
    private Optional<String> model = Optional.empty();
    private Optional<Double> told = Optional.empty();
    private Optional<int[]> todos = Optional.empty();
    private boolean unpriced;

    ClaudeTranscript(Map<String, Long> windows, Map<String, Descriptor.Price> prices) {
        this.windows = windows;
        this.prices = prices;
    }

    @Override
    public Usage usage() {
        if (!any) {
            return Usage.NONE;
        }
        Optional<Long> window = model.flatMap(m -> Prices.of(windows, m));
        Optional<Double> cost =
                told.isPresent() || unpriced || costs.isEmpty()
                        ? told
                        : Optional.of(
                                costs.values().stream().mapToDouble(Double::doubleValue).sum());
        return new Usage(
                Percent.of(tokens, window),
                true,
                tokens,
                window,
                cost,
                model,
                Optional.of(tools),
                Optional.of((int) open.values().stream().filter(SUBAGENT::contains).count()),
                todos.map(t -> t[0]),
                todos.map(t -> t[1]));
    }

    @Override
    void reset() {
        open.clear();
        costs.clear();
        tasks.clear();
        tools = 0;
        tokens = Optional.empty();
        told = Optional.empty();
        todos = Optional.empty();
        unpriced = false;
    }

    @Override
    void take(JsonNode line) {
        Instant at = Times.parse(line.path("timestamp").asText("")).orElse(Instant.EPOCH);
        boolean side = line.path("isSidechain").asBoolean(false);
        switch (line.path("type").asText("")) {
            case "user" -> user(line, at, side);
            case "assistant" -> assistant(line, at, side);
            case "system" -> system(line, at);
            case "cost-state" -> {
                if (line.path("totalCostUSD").isNumber()) {
                    told = Optional.of(line.path("totalCostUSD").doubleValue());
                }
            }
            default -> {
                // attachments, snapshots, modes: nothing about the turn
            }
        }
    }

    private void user(JsonNode line, Instant at, boolean side) {
        if (side || NO_PROMPT.stream().anyMatch(key -> line.path(key).asBoolean(false))) {
            grew(at, facts.turn());
            return;
        }
        JsonNode content = line.path("message").path("content");
        String text = text(content);
        boolean result = false;
        for (JsonNode part : content) {
            if (part.path("type").asText("").equals("tool_result")) {
                open.remove(part.path("tool_use_id").asText(""));
                result = true;
            }
        }
        if (text.startsWith(INTERRUPTED)) {
            open.clear();
            set(at, facts.prompt(), Optional.of(at), facts.done(), facts.failure(), false);
            entries.add("!", "interrupted");
        } else if (result) {
            grew(at, true);
        } else if (text.startsWith("<command-name>") || text.startsWith("<local-command")) {
            grew(at, facts.turn());
        } else {
            set(at, Optional.of(at), facts.interrupted(), facts.done(), Optional.empty(), true);
            entries.add(">", text);
        }
    }

    private void assistant(JsonNode line, Instant at, boolean side) {
        JsonNode message = line.path("message");
        if (side) {
            cost(message);
            grew(at, facts.turn());
            return;
        }
        if (line.path("isApiErrorMessage").asBoolean(false)) {
            String text = text(message.path("content"));
            var failure = new HookFacts.Failure(at, line.path("error").asText(""), text);
            set(at, facts.prompt(), facts.interrupted(), facts.done(), Optional.of(failure), false);
            entries.add("!", text);
            return;
        }
        for (JsonNode part : message.path("content")) {
            switch (part.path("type").asText("")) {
                case "text" -> entries.add("<", part.path("text").asText(""));
                case "tool_use" -> tool(part);
                default -> {
                    // thinking and the like stays out
                }
            }
        }
        used(message);
        cost(message);
        String reason = message.path("stop_reason").asText("");
        boolean over = reason.equals("end_turn") || reason.equals("stop_sequence");
        set(
                at,
                facts.prompt(),
                facts.interrupted(),
                over ? Optional.of(at) : facts.done(),
                facts.failure(),
                !over);
    }

    private void system(JsonNode line, Instant at) {
        switch (line.path("subtype").asText("")) {
            case "turn_duration" ->
                    set(
                            at,
                            facts.prompt(),
                            facts.interrupted(),
                            Optional.of(at),
                            facts.failure(),
                            false);
            case "compact_boundary" -> notes.add("context compacted");
            default -> grew(at, facts.turn());
        }
    }

    private void tool(JsonNode part) {
        String name = part.path("name").asText("?");
        JsonNode input = part.path("input");
        String id = part.path("id").asText("");
        if (open.putIfAbsent(id, name) == null) {
            tools++;
        }
        String detail = HookFacts.detail(input);
        entries.add("*", detail.isEmpty() ? name : name + " " + detail);
        switch (name) {
            case "TodoWrite" -> {
                todos = Optional.of(steps(input.path("todos")));
            }
            case "TaskCreate" -> task(String.valueOf(tasks.size() + 1), "pending");
            case "TaskUpdate" ->
                    task(
                            input.path("taskId").asText(""),
                            input.path("status")
                                    .asText(
                                            tasks.getOrDefault(
                                                    input.path("taskId").asText(""), "")));
            default -> {
                // any other tool: counted above
            }
        }
    }

    private void task(String id, String status) {
        tasks.put(id, status);
        long all = tasks.values().stream().filter(s -> !s.equals("deleted")).count();
        long done = tasks.values().stream().filter(s -> s.equals("completed")).count();
        todos = Optional.of(new int[] {(int) done, (int) all});
    }

    private void used(JsonNode message) {
        JsonNode usage = message.path("usage");
        if (usage.path("input_tokens").isNumber()) {
            tokens =
                    Optional.of(
                            usage.path("input_tokens").asLong()
                                    + usage.path("cache_creation_input_tokens").asLong(0)
                                    + usage.path("cache_read_input_tokens").asLong(0));
        }
        Optional.of(message.path("model").asText(""))
                .filter(m -> !m.isEmpty() && !m.startsWith("<"))
                .ifPresent(m -> model = Optional.of(m));
    }

    /// The usage of one answer stands on each of its lines: the last one counts, once.
    private void cost(JsonNode message) {
        JsonNode usage = message.path("usage");
        String id = message.path("id").asText("");
        if (id.isEmpty() || !usage.path("input_tokens").isNumber()) {
            return;
        }
        Optional<Descriptor.Price> price = Prices.of(prices, message.path("model").asText(""));
        if (price.isEmpty()) {
            unpriced = true;
            return;
        }
        costs.put(
                id,
                Prices.dollars(
                        price.get(),
                        usage.path("input_tokens").asLong(),
                        usage.path("output_tokens").asLong(0),
                        usage.path("cache_read_input_tokens").asLong(0),
                        usage.path("cache_creation_input_tokens").asLong(0)));
    }

    private void grew(Instant at, boolean turn) {
        set(at, facts.prompt(), facts.interrupted(), facts.done(), facts.failure(), turn);
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
                        open.values().stream().reduce((a, b) -> b),
                        turn);
    }

    private static String text(JsonNode content) {
        if (content.isTextual()) {
            return content.textValue();
        }
        var text = new StringBuilder();
        for (JsonNode part : content) {
            if (part.path("type").asText("").equals("text")) {
                text.append(text.isEmpty() ? "" : "\n").append(part.path("text").asText(""));
            }
        }
        return text.toString();
    }
}
