package dev.kelpie.standin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The OpenAI Responses API as far as Codex asks for it; the prompt carries the [Script].
final class ResponsesStandIn implements AutoCloseable {
    /// A call's id says which response made it, so that its result says how far the script is.
    private static final Pattern CALL = Pattern.compile("call_(\\d+)_.*");

    private final Loopback loopback = new Loopback(this::answer);

    URI uri() {
        return loopback.uri();
    }

    List<Loopback.Seen> seen() {
        return loopback.seen();
    }

    /// The bodies of the agent's turns.
    List<JsonNode> turns() {
        return loopback.seen().stream()
                .filter(seen -> seen.path().endsWith("/responses"))
                .map(Loopback.Seen::body)
                .toList();
    }

    private void answer(Loopback.Seen request, Loopback.Peer peer) throws IOException {
        if (request.method().equals("POST") && request.path().endsWith("/responses")) {
            respond(request.body(), peer);
        } else if (request.method().equals("GET") && request.path().contains("/models")) {
            peer.json(200, Json.of("object", "list", "data", Json.array(), "models", Json.array()));
        } else {
            peer.json(404, error("not_found", "the stand-in has no " + request.path()));
        }
    }

    private void respond(JsonNode body, Loopback.Peer peer) throws IOException {
        try {
            var conversation = conversation(body.path("input"));
            Turn turn = conversation.next();
            peer.pause(turn.think());
            Optional<Integer> failing = loopback.failing(turn, body.path("input").toString());
            if (failing.isPresent()) {
                if (failing.get() == 429) {
                    peer.header("retry-after", "1");
                }
                peer.json(failing.get(), error("stand_in", "stand-in error " + failing.get()));
                return;
            }
            stream(body, turn, conversation.answered(), peer);
        } catch (Script.Unreadable e) {
            peer.json(400, error("invalid_request_error", "stand-in: " + e.getMessage()));
        }
    }

    static Conversation conversation(JsonNode input) {
        var reader = new Conversation.Reader();
        for (JsonNode item : input) {
            Matcher call = CALL.matcher(item.path("call_id").asText());
            if (item.path("role").asText().equals("user")) {
                var parts = new ArrayList<String>();
                item.path("content").forEach(part -> parts.add(part.path("text").asText()));
                reader.user(parts);
            } else if (item.path("type").asText().endsWith("_call_output") && call.matches()) {
                reader.answered(Integer.parseInt(call.group(1)) + 1);
            }
        }
        return reader.read();
    }

    private static void stream(JsonNode body, Turn turn, int index, Loopback.Peer peer)
            throws IOException {
        var out = peer.stream();
        String id = "resp_" + UUID.randomUUID();
        out.event(
                "response.created",
                Json.of("type", "response.created", "response", Json.of("id", id)));
        ArrayNode output = Json.array();
        if (!turn.text().isEmpty()) {
            output.add(text(out, turn, peer));
        }
        for (Turn.Call call : turn.calls()) {
            var item = call(call, "call_" + index + "_" + UUID.randomUUID());
            done(out, output.size(), item);
            output.add(item);
        }
        out.event(
                "response.completed",
                Json.of(
                        "type",
                        "response.completed",
                        "response",
                        Json.of(
                                "id",
                                id,
                                "model",
                                body.path("model").asText(),
                                "output",
                                output,
                                "usage",
                                usage(turn.usage()))));
    }

    private static ObjectNode text(Loopback.Stream out, Turn turn, Loopback.Peer peer)
            throws IOException {
        String id = "msg_" + UUID.randomUUID();
        var item = Json.of("type", "message", "role", "assistant", "id", id);
        out.event(
                "response.output_item.added",
                Json.of(
                        "type",
                        "response.output_item.added",
                        "output_index",
                        0,
                        "item",
                        item.deepCopy().set("content", Json.array())));
        var pieces = MessagesStandIn.pieces(turn);
        for (String piece : pieces) {
            out.event(
                    "response.output_text.delta",
                    Json.of(
                            "type",
                            "response.output_text.delta",
                            "item_id",
                            id,
                            "output_index",
                            0,
                            "content_index",
                            0,
                            "delta",
                            piece));
            peer.pause(turn.stream().dividedBy(pieces.size()));
            if (turn.cut()) {
                throw new IOException("[[cut]]");
            }
        }
        item.set(
                "content",
                Json.array(
                        Json.of(
                                "type", "output_text",
                                "text", turn.text(),
                                "annotations", Json.array())));
        done(out, 0, item);
        return item;
    }

    /// Codex's newest models call a tool with a script instead of JSON: `{"script": TEXT}` says so.
    private static ObjectNode call(Turn.Call call, String id) {
        if (call.input().has("script")) {
            return Json.of(
                    "type",
                    "custom_tool_call",
                    "id",
                    "ctc_" + UUID.randomUUID(),
                    "call_id",
                    id,
                    "name",
                    call.tool(),
                    "input",
                    call.input().path("script").asText());
        }
        return Json.of(
                "type",
                "function_call",
                "id",
                "fc_" + UUID.randomUUID(),
                "call_id",
                id,
                "name",
                call.tool(),
                "arguments",
                call.input().toString());
    }

    private static void done(Loopback.Stream out, int index, ObjectNode item) throws IOException {
        out.event(
                "response.output_item.done",
                Json.of(
                        "type", "response.output_item.done",
                        "output_index", index,
                        "item", item));
    }

    private static ObjectNode usage(Turn.Usage usage) {
        return Json.of(
                "input_tokens", usage.input(),
                "input_tokens_details", Json.of("cached_tokens", 0),
                "output_tokens", usage.output(),
                "output_tokens_details", Json.of("reasoning_tokens", 0),
                "total_tokens", usage.input() + usage.output());
    }

    private static ObjectNode error(String code, String message) {
        return Json.of("error", Json.of("message", message, "type", code, "code", code));
    }

    @Override
    public void close() {
        loopback.close();
    }
}
