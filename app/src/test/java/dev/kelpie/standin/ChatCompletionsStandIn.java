package dev.kelpie.standin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The OpenAI chat completions API as far as opencode and Copilot ask for it; the prompt carries
/// the [Script].
final class ChatCompletionsStandIn implements AutoCloseable {
    private final Loopback loopback = new Loopback(this::answer);

    URI uri() {
        return loopback.uri();
    }

    List<Loopback.Seen> seen() {
        return loopback.seen();
    }

    /// The bodies of the agent's own turns, without its side errands.
    List<JsonNode> turns() {
        return loopback.seen().stream()
                .filter(seen -> seen.path().endsWith("/chat/completions"))
                .map(Loopback.Seen::body)
                .filter(body -> !isErrand(body))
                .toList();
    }

    private void answer(Loopback.Seen request, Loopback.Peer peer) throws IOException {
        if (request.method().equals("POST") && request.path().endsWith("/chat/completions")) {
            complete(request.body(), peer);
        } else if (request.method().equals("GET") && request.path().endsWith("/models")) {
            peer.json(200, Json.of("object", "list", "data", Json.array()));
        } else {
            peer.json(404, error("the stand-in has no " + request.path()));
        }
    }

    /// A session's title is asked for without tools.
    private static boolean isErrand(JsonNode body) {
        return body.path("tools").isEmpty();
    }

    private void complete(JsonNode body, Loopback.Peer peer) throws IOException {
        try {
            Turn turn =
                    isErrand(body)
                            ? Turn.saying("Stand-in work", new Turn.Usage(10, 1))
                            : conversation(body.path("messages")).next();
            peer.pause(turn.think());
            Optional<Integer> failing = loopback.failing(turn, body.path("messages").toString());
            if (failing.isPresent()) {
                peer.json(failing.get(), error("stand-in error " + failing.get()));
            } else if (body.path("stream").asBoolean()) {
                stream(body, turn, peer);
            } else {
                peer.pause(turn.stream());
                peer.json(200, whole(body, turn));
            }
        } catch (Script.Unreadable e) {
            peer.json(400, error("stand-in: " + e.getMessage()));
        }
    }

    static Conversation conversation(JsonNode messages) {
        var reader = new Conversation.Reader();
        for (JsonNode message : messages) {
            switch (message.path("role").asText()) {
                case "assistant" -> reader.model();
                case "user" -> {
                    var parts = new ArrayList<String>();
                    parts.add(message.path("content").asText());
                    message.path("content").forEach(part -> parts.add(part.path("text").asText()));
                    reader.user(parts);
                }
                default -> {
                    // Instructions and tool results carry no script.
                }
            }
        }
        return reader.read();
    }

    private static ObjectNode whole(JsonNode body, Turn turn) {
        var message = Json.of("role", "assistant", "content", turn.text());
        if (!turn.calls().isEmpty()) {
            message.set("tool_calls", Json.MAPPER.valueToTree(calls(turn)));
        }
        var choice = Json.of("index", 0, "message", message, "finish_reason", finish(turn));
        var whole = head(body, "chat.completion");
        whole.set("choices", Json.array(choice));
        whole.set("usage", usage(turn));
        return whole;
    }

    private static void stream(JsonNode body, Turn turn, Loopback.Peer peer) throws IOException {
        var out = peer.stream();
        chunk(out, body, Json.of("role", "assistant", "content", ""), null);
        if (!turn.text().isEmpty()) {
            var pieces = MessagesStandIn.pieces(turn);
            for (String piece : pieces) {
                chunk(out, body, Json.of("content", piece), null);
                peer.pause(turn.stream().dividedBy(pieces.size()));
                if (turn.cut()) {
                    throw new IOException("[[cut]]");
                }
            }
        }
        for (ObjectNode call : calls(turn)) {
            chunk(out, body, Json.of("tool_calls", Json.array(call)), null);
        }
        chunk(out, body, Json.of(), finish(turn));
        var last = head(body, "chat.completion.chunk");
        last.set("choices", Json.array());
        last.set("usage", usage(turn));
        out.data(last.toString());
        out.data("[DONE]");
    }

    private static void chunk(
            Loopback.Stream out, JsonNode body, ObjectNode delta, @Nullable String finish)
            throws IOException {
        var chunk = head(body, "chat.completion.chunk");
        var choice = Json.of("index", 0, "delta", delta, "finish_reason", finish);
        chunk.set("choices", Json.array(choice));
        out.data(chunk.toString());
    }

    private static List<ObjectNode> calls(Turn turn) {
        var calls = new ArrayList<ObjectNode>();
        for (Turn.Call call : turn.calls()) {
            calls.add(
                    Json.of(
                            "index",
                            calls.size(),
                            "id",
                            "call_" + UUID.randomUUID(),
                            "type",
                            "function",
                            "function",
                            Json.of(
                                    "name", call.tool(),
                                    "arguments", call.input().toString())));
        }
        return calls;
    }

    private static ObjectNode head(JsonNode body, String object) {
        return Json.of(
                "id",
                "chatcmpl-stand-in",
                "object",
                object,
                "created",
                1,
                "model",
                body.path("model").asText());
    }

    private static String finish(Turn turn) {
        return turn.calls().isEmpty() ? "stop" : "tool_calls";
    }

    private static ObjectNode usage(Turn turn) {
        return Json.of(
                "prompt_tokens", turn.usage().input(),
                "completion_tokens", turn.usage().output(),
                "total_tokens", turn.usage().input() + turn.usage().output());
    }

    private static ObjectNode error(String message) {
        return Json.of("error", Json.of("message", message, "type", "stand_in"));
    }

    @Override
    public void close() {
        loopback.close();
    }
}
