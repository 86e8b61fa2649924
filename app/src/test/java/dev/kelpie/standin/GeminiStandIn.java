package dev.kelpie.standin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The Gemini API as far as Gemini CLI asks for it; the prompt carries the [Script].
final class GeminiStandIn implements AutoCloseable {
    private static final Pattern METHOD = Pattern.compile("/v1\\w*/models/([^:/]+):(\\w+).*");

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
                .filter(seen -> seen.path().contains("enerateContent"))
                .map(Loopback.Seen::body)
                .filter(body -> !isErrand(body))
                .toList();
    }

    private void answer(Loopback.Seen request, Loopback.Peer peer) throws IOException {
        Matcher method = METHOD.matcher(request.path());
        switch (method.matches() ? method.group(2) : "") {
            case "streamGenerateContent" -> generate(request.body(), true, peer);
            case "generateContent" -> generate(request.body(), false, peer);
            case "countTokens" ->
                    peer.json(200, Json.of("totalTokens", request.body().toString().length() / 4));
            default -> peer.json(404, error(404, "the stand-in has no " + request.path()));
        }
    }

    /// Routing, next-speaker checks and summaries are asked for without tools.
    private static boolean isErrand(JsonNode body) {
        return body.path("tools").isEmpty();
    }

    private void generate(JsonNode body, boolean streaming, Loopback.Peer peer) throws IOException {
        try {
            Turn turn = isErrand(body) ? errand(body) : conversation(body.path("contents")).next();
            peer.pause(turn.think());
            Optional<Integer> failing = loopback.failing(turn, body.path("contents").toString());
            if (failing.isPresent()) {
                int status = failing.get();
                peer.json(status, error(status, "stand-in error " + status));
            } else if (streaming) {
                stream(turn, peer);
            } else {
                peer.pause(turn.stream());
                peer.json(200, response(parts(turn.text(), turn.calls()), "STOP", turn));
            }
        } catch (Script.Unreadable e) {
            peer.json(400, error(400, "stand-in: " + e.getMessage()));
        }
    }

    private static Turn errand(JsonNode body) {
        JsonNode schema = body.at("/generationConfig/responseJsonSchema");
        String text = schema.isMissingNode() ? "Stand-in work" : filled(schema).toString();
        return Turn.saying(text, new Turn.Usage(10, 1));
    }

    /// The smallest object that fits a schema of plain properties.
    private static ObjectNode filled(JsonNode schema) {
        var object = Json.of();
        for (var property : schema.path("properties").properties()) {
            String name = property.getKey();
            JsonNode choices = property.getValue().path("enum");
            switch (property.getValue().path("type").asText().toLowerCase(Locale.ROOT)) {
                case "integer", "number" -> object.put(name, 1);
                case "boolean" -> object.put(name, false);
                // The last choice of "who speaks next" is the user, which ends the turn.
                default -> object.put(name, choices.path(choices.size() - 1).asText("stand-in"));
            }
        }
        return object;
    }

    static Conversation conversation(JsonNode contents) {
        var reader = new Conversation.Reader();
        for (JsonNode content : contents) {
            if (content.path("role").asText().equals("model")) {
                reader.model();
            } else {
                var parts = new ArrayList<String>();
                content.path("parts").forEach(part -> parts.add(part.path("text").asText()));
                reader.user(parts);
            }
        }
        return reader.read();
    }

    private static void stream(Turn turn, Loopback.Peer peer) throws IOException {
        var out = peer.stream();
        if (!turn.text().isEmpty()) {
            var pieces = MessagesStandIn.pieces(turn);
            for (String piece : pieces) {
                out.data(response(parts(piece, List.of()), null, turn).toString());
                peer.pause(turn.stream().dividedBy(pieces.size()));
                if (turn.cut()) {
                    throw new IOException("[[cut]]");
                }
            }
        }
        out.data(response(parts("", turn.calls()), "STOP", turn).toString());
    }

    private static ArrayNode parts(String text, List<Turn.Call> calls) {
        var parts = Json.array();
        if (!text.isEmpty() || calls.isEmpty()) {
            parts.add(Json.of("text", text));
        }
        for (Turn.Call call : calls) {
            parts.add(
                    Json.of(
                            "functionCall",
                            Json.of("name", call.tool(), "args", call.input()),
                            "thoughtSignature",
                            "c3RhbmQtaW4="));
        }
        return parts;
    }

    private static ObjectNode response(ArrayNode parts, @Nullable String finish, Turn turn) {
        var candidate = Json.of("index", 0, "content", Json.of("role", "model", "parts", parts));
        if (finish != null) {
            candidate.put("finishReason", finish);
        }
        return Json.of(
                "candidates", Json.array(candidate),
                "modelVersion", "stand-in",
                "usageMetadata",
                        Json.of(
                                "promptTokenCount", turn.usage().input(),
                                "candidatesTokenCount", turn.usage().output(),
                                "totalTokenCount", turn.usage().input() + turn.usage().output()));
    }

    private static ObjectNode error(int status, String message) {
        String name =
                switch (status) {
                    case 400 -> "INVALID_ARGUMENT";
                    case 401 -> "UNAUTHENTICATED";
                    case 404 -> "NOT_FOUND";
                    case 429 -> "RESOURCE_EXHAUSTED";
                    case 503, 529 -> "UNAVAILABLE";
                    default -> "INTERNAL";
                };
        return Json.of("error", Json.of("code", status, "message", message, "status", name));
    }

    @Override
    public void close() {
        loopback.close();
    }
}
