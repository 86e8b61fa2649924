package dev.kelpie.hands.runtime;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kelpie.hands.spool.HookScript;
import dev.kelpie.hands.spool.Spool;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/// What an agent's hooks have told so far: the last of each kind.
///
/// @param subagents those at work now, by the program's own ids
public record HookFacts(
        Optional<Instant> latest,
        Optional<Instant> started,
        Optional<Instant> prompt,
        Optional<Tool> tool,
        Optional<Permission> permission,
        Optional<Stop> stop,
        Optional<Failure> failure,
        Optional<Instant> interrupted,
        Optional<Ended> ended,
        Optional<String> conversation,
        Optional<String> transcript,
        Set<String> subagents) {
    public HookFacts {
        subagents = Set.copyOf(subagents);
    }

    /// Nothing told.
    public static final HookFacts NONE =
            new HookFacts(
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Set.of());

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int DETAIL_MAX = 120;

    /// A tool: begun at, and whether it still runs.
    public record Tool(Instant at, String name, String detail, boolean open) {
        /// What it does, in a line.
        String words() {
            return detail.isEmpty() ? name : name + ": " + detail;
        }
    }

    /// Permission was asked for.
    public record Permission(Instant at, String tool, String detail) {
        /// What for, in a line.
        String words() {
            return detail.isEmpty() ? tool : tool + ": " + detail;
        }
    }

    /// A turn ended, with agents and commands left running behind it.
    public record Stop(Instant at, int agents, int shells) {}

    /// A turn ended in an error, of the kind that the program named.
    public record Failure(Instant at, String kind, String text) {}

    /// The program said that it ends, and why.
    public record Ended(Instant at, String reason) {}

    /// One event as it is needed here. `note` is for the timeline.
    record Told(HookFacts facts, Optional<String> note) {}

    /// These facts and one more event. What a subagent's hook says is life, not the agent's state.
    Told after(Spool.Entry entry) {
        JsonNode body = body(entry.payload());
        Change change = new Change(this, entry.at());
        boolean subagent = !body.path("agent_id").asText("").isEmpty();
        Optional<String> note =
                subagent && !entry.event().startsWith("Subagent")
                        ? Optional.empty()
                        : change.take(entry.event(), body);
        return new Told(change.made(), note);
    }

    private static JsonNode body(String payload) {
        try {
            JsonNode node = JSON.readTree(payload);
            return node == null ? JSON.createObjectNode() : node;
        } catch (JacksonException e) {
            // Cut short or not JSON: that it happened, and when, is still told.
            return JSON.createObjectNode();
        }
    }

    /// What a tool works on, in a few words.
    static String detail(JsonNode input) {
        for (String key :
                new String[] {
                    "command", "cmd", "file_path", "path", "pattern", "url", "description"
                }) {
            String value = input.path(key).asText("");
            if (!value.isBlank()) {
                return headline(value);
            }
        }
        return headline(
                input.path("questions")
                        .path(0)
                        .path("question")
                        .asText(input.path("plan").asText("")));
    }

    private static String headline(String text) {
        String line = text.strip().lines().findFirst().orElse("");
        return line.length() <= DETAIL_MAX ? line : line.substring(0, DETAIL_MAX);
    }

    /// Mutable for the length of one event.
    private static final class Change {
        private final Instant at;
        private Optional<Instant> started;
        private Optional<Instant> prompt;
        private Optional<Tool> tool;
        private Optional<Permission> permission;
        private Optional<Stop> stop;
        private Optional<Failure> failure;
        private Optional<Instant> interrupted;
        private Optional<Ended> ended;
        private Optional<String> conversation;
        private Optional<String> transcript;
        private final Set<String> subagents;

        Change(HookFacts old, Instant at) {
            this.at = at;
            started = old.started;
            prompt = old.prompt;
            tool = old.tool;
            permission = old.permission;
            stop = old.stop;
            failure = old.failure;
            interrupted = old.interrupted;
            ended = old.ended;
            conversation = old.conversation;
            transcript = old.transcript;
            subagents = new HashSet<>(old.subagents);
        }

        HookFacts made() {
            return new HookFacts(
                    Optional.of(at),
                    started,
                    prompt,
                    tool,
                    permission,
                    stop,
                    failure,
                    interrupted,
                    ended,
                    conversation,
                    transcript,
                    subagents);
        }

        Optional<String> take(String event, JsonNode body) {
            return switch (event) {
                case "SessionStart" -> start(body);
                case "UserPromptSubmit" -> {
                    prompt = Optional.of(at);
                    named(body);
                    yield Optional.empty();
                }
                case "PreToolUse" -> {
                    tool = Optional.of(tool(body, true));
                    yield Optional.empty();
                }
                case "PostToolUse", "PostToolUseFailure" -> {
                    tool = Optional.of(tool(body, false));
                    yield Optional.empty();
                }
                case "PermissionRequest" -> {
                    Tool asked = tool(body, true);
                    permission = Optional.of(new Permission(at, asked.name(), asked.detail()));
                    yield Optional.of("asks for permission: " + asked.name());
                }
                case "Notification" -> notified(body);
                case "Stop" -> {
                    stop = Optional.of(stop(body));
                    if (stop.get().agents() == 0) {
                        subagents.clear(); // one that was broken off does not say that it ends
                    }
                    yield Optional.empty();
                }
                case "StopFailure" -> failed(body);
                case "Interrupt" -> {
                    interrupted = Optional.of(at);
                    yield Optional.of("interrupted");
                }
                case "SessionEnd" -> {
                    ended = Optional.of(new Ended(at, body.path("reason").asText("")));
                    yield Optional.empty();
                }
                case "SubagentStart", "SubagentStop" ->
                        subagent(body, event.equals("SubagentStart"));
                default -> note(event, body);
            };
        }

        private Optional<String> failed(JsonNode body) {
            String kind = body.path("error").asText("");
            String words = body.path("last_assistant_message").asText("");
            failure = Optional.of(new Failure(at, kind, words));
            return Optional.of("turn failed: " + (kind.isEmpty() ? "?" : kind));
        }

        private Optional<String> subagent(JsonNode body, boolean starts) {
            String id = body.path("agent_id").asText("");
            String type = body.path("agent_type").asText("");
            if (starts) {
                subagents.add(id);
                return Optional.of("subagent started: " + (type.isEmpty() ? "?" : type));
            }
            subagents.remove(id);
            // Compaction is announced as the end of a subagent without a type.
            return type.isEmpty() ? Optional.empty() : Optional.of("subagent ended: " + type);
        }

        /// What changes no fact, but is worth a line on the timeline.
        private static Optional<String> note(String event, JsonNode body) {
            return switch (event) {
                case "PreCompact" ->
                        Optional.of(
                                "compacts its context (" + body.path("trigger").asText("?") + ")");
                case "PostCompact" -> Optional.of("context compacted");
                case HookScript.OUTSIDE ->
                        Optional.of(
                                "was refused to write outside its directory: "
                                        + headline(body.path("path").asText("?")));
                default -> Optional.empty();
            };
        }

        private Optional<String> start(JsonNode body) {
            started = Optional.of(at);
            named(body);
            String source = body.path("source").asText("");
            return source.equals("clear") ? Optional.of("context cleared") : Optional.empty();
        }

        private void named(JsonNode body) {
            Optional.of(body.path("session_id").asText(""))
                    .filter(id -> !id.isEmpty())
                    .ifPresent(id -> conversation = Optional.of(id));
            Optional.of(body.path("transcript_path").asText(""))
                    .filter(path -> !path.isEmpty())
                    .ifPresent(path -> transcript = Optional.of(path));
        }

        /// `idle_prompt` is a nag, a minute after the end of the turn: no news.
        private Optional<String> notified(JsonNode body) {
            if (body.path("notification_type").asText("").equals("permission_prompt")
                    && permission.isEmpty()) {
                permission = Optional.of(new Permission(at, "", body.path("message").asText("")));
            }
            return Optional.empty();
        }

        private Tool tool(JsonNode body, boolean open) {
            String name = body.path("tool_name").asText("?");
            return new Tool(at, name, detail(body.path("tool_input")), open);
        }

        private Stop stop(JsonNode body) {
            int agents = 0;
            int shells = 0;
            for (JsonNode task : body.path("background_tasks")) {
                String type = task.path("type").asText(task.path("task_type").asText(""));
                if (type.contains("shell") || type.contains("bash")) {
                    shells++;
                } else {
                    agents++;
                }
            }
            return new Stop(at, agents, shells);
        }
    }
}
