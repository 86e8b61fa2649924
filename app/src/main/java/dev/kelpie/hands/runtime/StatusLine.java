package dev.kelpie.hands.runtime;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kelpie.model.Usage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/// The last payload that the program gave its status line: its own figures.
record StatusLine(
        Usage usage,
        Optional<String> conversation,
        Optional<String> transcript,
        Optional<Instant> limitResets,
        Instant at) {
    private static final ObjectMapper JSON = new ObjectMapper();

    static Optional<StatusLine> read(Path file) {
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try {
            Instant at = Files.getLastModifiedTime(file).toInstant();
            return Optional.of(parse(JSON.readTree(Files.readString(file)), at));
        } catch (JacksonException e) {
            // Renamed into place whole, so this is a payload we do not know: no figures.
            return Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    static StatusLine parse(JsonNode node, Instant at) {
        JsonNode context = node.path("context_window");
        Optional<Long> window = number(context, "context_window_size");
        Optional<Long> tokens = tokens(context.path("current_usage"));
        Optional<Integer> told =
                number(context, "used_percentage").map(p -> (int) Math.min(100, p));
        JsonNode cost = node.path("cost").path("total_cost_usd");
        var usage =
                new Usage(
                        Percent.of(tokens, window).or(() -> told),
                        false,
                        tokens,
                        window,
                        cost.isNumber() ? Optional.of(cost.doubleValue()) : Optional.empty(),
                        text(node.path("model"), "display_name")
                                .or(() -> text(node.path("model"), "id")),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty());
        return new StatusLine(
                usage,
                text(node, "session_id"),
                text(node, "transcript_path"),
                resets(node.path("rate_limits")),
                at);
    }

    /// Empty before the first answer: no usage is not a usage of nothing.
    private static Optional<Long> tokens(JsonNode usage) {
        if (!usage.path("input_tokens").isNumber()) {
            return Optional.empty();
        }
        return Optional.of(
                usage.path("input_tokens").asLong()
                        + usage.path("cache_creation_input_tokens").asLong(0)
                        + usage.path("cache_read_input_tokens").asLong(0));
    }

    /// When the window that is used up opens again, the latest of them.
    private static Optional<Instant> resets(JsonNode limits) {
        Optional<Instant> latest = Optional.empty();
        for (JsonNode limit : limits) {
            if (limit.path("used_percentage").asDouble(0) >= 100
                    && limit.path("resets_at").isNumber()) {
                latest =
                        Times.latest(
                                latest,
                                Optional.of(
                                        Instant.ofEpochSecond(limit.path("resets_at").asLong())));
            }
        }
        return latest;
    }

    private static Optional<Long> number(JsonNode node, String key) {
        JsonNode value = node.path(key);
        return value.isNumber() ? Optional.of(Math.round(value.doubleValue())) : Optional.empty();
    }

    private static Optional<String> text(JsonNode node, String key) {
        return Optional.of(node.path(key).asText("")).filter(t -> !t.isEmpty());
    }
}
