package dev.kelpie.standin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The Anthropic Messages API as far as Claude Code asks for it; the prompt carries the [Script].
final class MessagesStandIn implements AutoCloseable {
    private static final int PIECES = 50;

    /// Where Claude Code told the model to write its plan; `$PLAN_FILE` in a call's input stands
    /// for it.
    private static final Pattern PLAN_FILE = Pattern.compile("(/[^\\s\"]+/plans/[^\\s\"]+\\.md)");

    private final Loopback loopback = new Loopback(this::answer);

    URI uri() {
        return loopback.uri();
    }

    /// All requests so far.
    List<Loopback.Seen> seen() {
        return loopback.seen();
    }

    /// The bodies of the agent's own turns, without its side errands.
    List<JsonNode> turns() {
        return loopback.seen().stream()
                .filter(s ->
                        s.path().startsWith("/v1/messages?") || s.path().equals("/v1/messages"))
                .map(Loopback.Seen::body)
                .filter(body -> !isErrand(body))
                .toList();
    }

    private void answer(Loopback.Seen request, Loopback.Peer peer) throws IOException {
        String path = request.path().replaceFirst("\\?.*", "");
        switch (request.method() + " " + path) {
            case "POST /v1/messages" -> message(request.body(), peer);
            case "POST /v1/messages/count_tokens" ->
                    peer.json(200, Json.of("input_tokens", request.body().toString().length() / 4));
            case "GET /v1/models" ->
                    peer.json(200, Json.of("data", Json.array(), "has_more", false));
            case "HEAD /" -> peer.json(200, Json.of());
            default -> peer.json(404, error("not_found_error", "the stand-in has no " + path));
        }
    }

    private void message(JsonNode body, Loopback.Peer peer) throws IOException {
        if (isErrand(body)) {
            send(body, errand(body), peer);
            return;
        }
        try {
            var conversation = conversation(body.path("messages"));
            Turn turn = withPlanFile(conversation.next(), body);
            quota(turn, peer);
            peer.pause(turn.think());
            var failing = loopback.failing(turn, body.path("messages").toString());
            if (failing.isPresent()) {
                fail(failing.get(), peer);
                return;
            }
            if (turn.quota().filter(Turn.Quota::exhausted).isPresent()) {
                peer.json(429, error("rate_limit_error", "This request would exceed your limit."));
                return;
            }
            send(body, turn, peer);
        } catch (Script.Unreadable e) {
            peer.json(400, error("invalid_request_error", "stand-in: " + e.getMessage()));
        }
    }

    /// Titles, quota probes and other small questions that the agent asks beside its turns.
    static boolean isErrand(JsonNode body) {
        boolean probe = body.path("max_tokens").asInt(2) == 1;
        boolean compacts = asks(body).contains("create a detailed summary");
        return probe || (body.path("tools").isEmpty() && !compacts);
    }

    private static Turn withPlanFile(Turn turn, JsonNode body) {
        Matcher plan = PLAN_FILE.matcher(body.path("messages").toString());
        String file = plan.find() ? plan.group(1) : "no plan file";
        return turn.mapInputs(input -> Json.parse(input.toString().replace("$PLAN_FILE", file)));
    }

    private static String asks(JsonNode body) {
        return conversation(body.path("messages")).prompt();
    }

    private static Turn errand(JsonNode body) {
        String system = body.path("system").toString();
        boolean title = system.contains("title") || body.path("output_config").has("format");
        String text = title ? Json.of("title", "Stand-in work").toString() : "ok";
        return Turn.saying(text, new Turn.Usage(10, 1));
    }

    static Conversation conversation(JsonNode messages) {
        var reader = new Conversation.Reader();
        for (JsonNode message : messages) {
            switch (message.path("role").asText()) {
                case "assistant" -> reader.model();
                case "user" -> userParts(message.path("content"), reader);
                default -> {
                    // The agent's own instructions in mid-conversation carry no script.
                }
            }
        }
        return reader.read();
    }

    private static void userParts(JsonNode content, Conversation.Reader reader) {
        var parts = new ArrayList<String>();
        parts.add(content.asText());
        content.forEach(block -> parts.add(block.path("text").asText()));
        reader.user(parts);
    }

    private static void fail(int status, Loopback.Peer peer) throws IOException {
        String type =
                switch (status) {
                    case 400 -> "invalid_request_error";
                    case 401 -> "authentication_error";
                    case 403 -> "permission_error";
                    case 413 -> "request_too_large";
                    case 429 -> "rate_limit_error";
                    case 529 -> "overloaded_error";
                    default -> "api_error";
                };
        if (status == 429) {
            peer.header("retry-after", "1");
        }
        peer.json(status, error(type, "stand-in error " + status));
    }

    /// A subscriber's limits travel in the headers of every answer.
    private static void quota(Turn turn, Loopback.Peer peer) {
        turn.quota()
                .ifPresent(quota -> {
                    String prefix = "anthropic-ratelimit-unified-";
                    String window = quota.window().equals("five_hour") ? "5h-" : "7d-";
                    String reset =
                            String.valueOf(Instant.now().plus(quota.untilReset()).getEpochSecond());
                    String status = quota.exhausted() ? "rejected" : "allowed";
                    peer.header(prefix + "status", status);
                    peer.header(prefix + "reset", reset);
                    peer.header(prefix + "representative-claim", quota.window());
                    peer.header(prefix + window + "status", status);
                    peer.header(prefix + window + "reset", reset);
                    peer.header(
                            prefix + window + "utilization",
                            String.valueOf(quota.percent() / 100.0));
                });
    }

    private static ObjectNode error(String type, String message) {
        return Json.of("type", "error", "error", Json.of("type", type, "message", message));
    }

    private static void send(JsonNode body, Turn turn, Loopback.Peer peer) throws IOException {
        peer.header("request-id", "req_" + UUID.randomUUID().toString().substring(0, 8));
        if (body.path("stream").asBoolean()) {
            stream(body, turn, peer);
        } else {
            peer.pause(turn.stream());
            peer.json(200, whole(body, turn));
        }
    }

    private static ObjectNode whole(JsonNode body, Turn turn) {
        var content = Json.array();
        if (!turn.text().isEmpty()) {
            content.add(Json.of("type", "text", "text", turn.text()));
        }
        for (Turn.Call call : turn.calls()) {
            content.add(toolUse(call).set("input", call.input()));
        }
        var message = head(body, turn);
        message.set("content", content);
        message.put("stop_reason", stopReason(turn));
        return message;
    }

    private static ObjectNode head(JsonNode body, Turn turn) {
        return Json.of(
                "id",
                "msg_" + UUID.randomUUID().toString().replace("-", ""),
                "type",
                "message",
                "role",
                "assistant",
                "model",
                body.path("model").asText(),
                "content",
                Json.array(),
                "stop_reason",
                null,
                "stop_sequence",
                null,
                "usage",
                Json.of(
                        "input_tokens",
                        turn.usage().input(),
                        "cache_creation_input_tokens",
                        0,
                        "cache_read_input_tokens",
                        0,
                        "output_tokens",
                        turn.usage().output()));
    }

    private static ObjectNode toolUse(Turn.Call call) {
        return Json.of(
                "type",
                "tool_use",
                "id",
                "toolu_" + UUID.randomUUID().toString().replace("-", ""),
                "name",
                call.tool(),
                "input",
                Json.of());
    }

    private static String stopReason(Turn turn) {
        return turn.calls().isEmpty() ? "end_turn" : "tool_use";
    }

    private static void stream(JsonNode body, Turn turn, Loopback.Peer peer) throws IOException {
        var out = peer.stream();
        out.event("message_start", Json.of("type", "message_start", "message", head(body, turn)));
        out.event("ping", Json.of("type", "ping"));
        int index = 0;
        if (!turn.text().isEmpty()) {
            block(out, index++, Json.of("type", "text", "text", ""), deltas(turn), turn, peer);
        }
        for (Turn.Call call : turn.calls()) {
            var delta =
                    Json.of("type", "input_json_delta", "partial_json", call.input().toString());
            block(out, index++, toolUse(call), List.of(delta), turn, peer);
        }
        out.event(
                "message_delta",
                Json.of(
                        "type", "message_delta",
                        "delta", Json.of("stop_reason", stopReason(turn), "stop_sequence", null),
                        "usage", Json.of("output_tokens", turn.usage().output())));
        out.event("message_stop", Json.of("type", "message_stop"));
    }

    private static List<ObjectNode> deltas(Turn turn) {
        var deltas = new ArrayList<ObjectNode>();
        for (String piece : pieces(turn)) {
            deltas.add(Json.of("type", "text_delta", "text", piece));
        }
        return deltas;
    }

    /// The text in one piece, or in several when it is to come slowly.
    static List<String> pieces(Turn turn) {
        if (!turn.stream().isPositive()) {
            return List.of(turn.text());
        }
        int length = Math.max(1, turn.text().length() / PIECES);
        var pieces = new ArrayList<String>();
        for (int i = 0; i < turn.text().length(); i += length) {
            pieces.add(turn.text().substring(i, Math.min(turn.text().length(), i + length)));
        }
        return pieces;
    }

    private static void block(
            Loopback.Stream out,
            int index,
            ObjectNode start,
            List<ObjectNode> deltas,
            Turn turn,
            Loopback.Peer peer)
            throws IOException {
        out.event(
                "content_block_start",
                Json.of("type", "content_block_start", "index", index, "content_block", start));
        Duration each = turn.stream().dividedBy(deltas.size());
        for (ObjectNode delta : deltas) {
            out.event(
                    "content_block_delta",
                    Json.of("type", "content_block_delta", "index", index, "delta", delta));
            peer.pause(each);
            if (turn.cut()) {
                throw new IOException("[[cut]]");
            }
        }
        out.event("content_block_stop", Json.of("type", "content_block_stop", "index", index));
    }

    @Override
    public void close() {
        loopback.close();
    }
}
