package dev.kelpie;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.kelpie.door.cli.Call;
import dev.kelpie.model.Agent;
import dev.kelpie.model.AgentId;
import dev.kelpie.model.Alert;
import dev.kelpie.model.Attention;
import dev.kelpie.model.Stamped;
import dev.kelpie.model.StateName;
import dev.kelpie.model.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What happened in a demo: the states that each agent went through, and what a person would have
/// been told.
final class DemoAccount {
    private World world = World.EMPTY;
    private final Map<AgentId, List<String>> states = new TreeMap<>();
    private final List<Alert> alerts = new ArrayList<>();

    synchronized void take(Stamped event) {
        world = world.after(event);
        world.agent(event.event().agent()).ifPresent(this::take);
    }

    private void take(Agent agent) {
        List<String> seen = states.computeIfAbsent(agent.id(), _ -> new ArrayList<>());
        String word = StateName.of(agent).word();
        if (seen.isEmpty() || !seen.getLast().equals(word)) {
            seen.add(word);
            Attention attention = Attention.of(agent);
            if (attention == Attention.ANSWER || attention == Attention.TROUBLE) {
                alerts.add(Alert.about(agent));
            }
        }
    }

    synchronized void print(Call call) {
        var words = new StringBuilder();
        var json = JsonNodeFactory.instance.objectNode().put("schema_version", 1);
        json.put("verb", "demo");
        var agents = json.putArray("agents");
        states.forEach((id, list) -> {
            var agent = agents.addObject().put("name", id.value());
            var array = agent.putArray("states");
            list.forEach(array::add);
            words.append(id).append(": ").append(String.join(", ", list)).append('\n');
        });
        var told = json.putArray("alerts");
        for (Alert alert : alerts) {
            told.addObject()
                    .put("agent", alert.agent().value())
                    .put("rule", alert.rule())
                    .put("at", alert.since().toString())
                    .put("text", alert.text());
            words.append("! ").append(alert.text()).append('\n');
        }
        call.io().out(call.json() ? json + "\n" : words.toString());
    }
}
