package dev.kelpie.door.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kelpie.model.Activity;
import dev.kelpie.model.Agent;
import dev.kelpie.model.Alert;
import dev.kelpie.model.Attention;
import dev.kelpie.model.Exit;
import dev.kelpie.model.Site;
import dev.kelpie.model.State;
import dev.kelpie.model.StateName;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/// The JSON that scripts read. Its fields are only ever added to; `schema_version` grows when that
/// can't be kept.
final class Shape {
    static final int SCHEMA_VERSION = 1;

    private static final ObjectMapper JSON = new ObjectMapper();

    private Shape() {}

    static ObjectNode object() {
        return JSON.createObjectNode();
    }

    static com.fasterxml.jackson.databind.node.ArrayNode array() {
        return JSON.createArrayNode();
    }

    static ObjectNode envelope(String verb, JsonNode data) {
        ObjectNode all = object().put("schema_version", SCHEMA_VERSION).put("verb", verb);
        all.set("data", data);
        return all;
    }

    static ObjectNode failure(String verb, String reason, String detail) {
        ObjectNode all = object().put("schema_version", SCHEMA_VERSION).put("verb", verb);
        all.set(
                "error",
                object().put("reason", reason.toLowerCase(Locale.ROOT)).put("detail", detail));
        return all;
    }

    static String line(JsonNode node) {
        try {
            return JSON.writeValueAsString(node);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a JSON tree always prints", e);
        }
    }

    static ObjectNode agent(Agent agent, Instant now) {
        ObjectNode node = object();
        node.put("name", agent.id().value());
        node.put("session", agent.session().value());
        node.put("runtime", agent.spec().runtime());
        node.put("state", StateName.of(agent).word());
        node.put("detail", StateName.detail(agent));
        node.put("attention", Attention.of(agent).name().toLowerCase(Locale.ROOT));
        node.put("needs_you", Attention.of(agent).needsYou());
        node.put("seen", agent.seen());
        node.put("since", agent.since().toString());
        node.put("age_seconds", Math.max(0, Duration.between(agent.since(), now).toSeconds()));
        node.put("permissions", agent.spec().permissions().word());
        node.put("confined", agent.spec().confined());
        node.put("place", agent.spec().workplace().path());
        node.put("directory", agent.site().map(Site::directory).orElse(null));
        node.put("branch", agent.site().flatMap(Site::branch).orElse(null));
        node.put("base", agent.site().flatMap(Site::base).orElse(null));
        var notices = node.putArray("notices");
        agent.site().map(Site::notices).orElse(List.of()).forEach(notices::add);
        node.put("conversation", agent.conversation().orElse(null));
        node.put("sessions", agent.sessions());
        node.put("adopted", agent.adopted().map(p -> p.socket() + ":" + p.pane()).orElse(null));
        agent.pane()
                .or(agent::foreignPane)
                .ifPresent(pane -> {
                    node.put("pane", pane.pane());
                    node.put("pid", pane.pid());
                });
        waiting(node, agent);
        usage(node, agent);
        exit(node, agent);
        return node;
    }

    private static void waiting(ObjectNode node, Agent agent) {
        if (agent.activity().orElse(null) instanceof Activity.Waiting waiting) {
            ObjectNode question = object();
            question.put("why", waiting.why().name().toLowerCase(Locale.ROOT));
            question.put("question", waiting.question());
            var options = array();
            waiting.options().forEach(options::add);
            question.set("options", options);
            node.set("waiting", question);
        }
    }

    private static void usage(ObjectNode node, Agent agent) {
        var usage = agent.usage();
        ObjectNode used = object();
        used.put("context_percent", usage.contextPercent().orElse(null));
        used.put("context_tokens", usage.contextTokens().orElse(null));
        used.put("context_window", usage.contextWindow().orElse(null));
        used.put("estimate", usage.estimate());
        used.put("cost_dollars", usage.costDollars().orElse(null));
        used.put("model", usage.model().or(agent.spec()::model).orElse(null));
        used.put("tools", usage.tools().orElse(null));
        used.put("subagents", usage.subagents().orElse(null));
        used.put("todos_done", usage.todosDone().orElse(null));
        used.put("todos_all", usage.todosAll().orElse(null));
        node.set("usage", used);
    }

    private static void exit(ObjectNode node, Agent agent) {
        if (agent.state() instanceof State.Ended ended) {
            ObjectNode exit = object();
            exit.put("words", StateName.detail(ended.exit()));
            switch (ended.exit()) {
                case Exit.Code code -> exit.put("status", code.status());
                case Exit.Signal signal -> exit.put("signal", signal.number());
                case Exit.Stopped _ -> exit.put("stopped", true);
                case Exit.Lost _ -> exit.put("lost", true);
                case Exit.Unseen _ -> exit.put("unseen", true);
                case Exit.Released _ -> exit.put("released", true);
                case Exit.NeverStarted _ -> exit.put("never_started", true);
            }
            node.set("exit", exit);
        }
    }

    static ObjectNode alert(Alert alert) {
        return object().put("agent", alert.agent().value())
                .put("rule", alert.rule())
                .put("attention", alert.attention().name().toLowerCase(Locale.ROOT))
                .put("since", alert.since().toString())
                .put("text", alert.text());
    }
}
