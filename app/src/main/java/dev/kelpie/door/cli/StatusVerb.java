package dev.kelpie.door.cli;

import dev.kelpie.model.Agent;
import dev.kelpie.model.Alert;
import dev.kelpie.model.Attention;
import dev.kelpie.model.StateName;
import dev.kelpie.model.World;
import dev.kelpie.verb.ExitCode;
import dev.kelpie.verb.Param;
import dev.kelpie.verb.Verb;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// The herd at a glance.
final class StatusVerb implements CliVerb {
    @Override
    public Verb verb() {
        return new Verb(
                "status",
                "the herd at a glance: counts, alerts, who needs you",
                List.of("With a NAME, everything about one agent."),
                "kelpie status --json",
                List.of(Param.maybe("NAME", "one agent")),
                Verb.Need.WORLD,
                true);
    }

    @Override
    public ExitCode run(Call call) {
        World world = call.kelpie().world();
        if (call.value("NAME").isPresent()) {
            return one(call, world);
        }
        var counts = new TreeMap<StateName, Integer>();
        world.agents().values().forEach(a -> counts.merge(StateName.of(a), 1, Integer::sum));
        List<Agent> needing =
                world.agents().values().stream().filter(a -> Attention.of(a).needsYou()).toList();
        var data = Shape.object();
        data.put("seq", world.seq());
        data.put("agents", world.agents().size());
        data.put("need_you", needing.size());
        data.put("messages_waiting", world.messages().size());
        var states = data.putObject("states");
        counts.forEach((state, n) -> states.put(state.word(), n));
        var alerts = data.putArray("alerts");
        Alert.of(world).forEach(a -> alerts.add(Shape.alert(a)));
        return call.answer(data, words(world, counts, needing));
    }

    private static ExitCode one(Call call, World world) {
        return world.agent(call.agent())
                .map(agent -> {
                    var data = Shape.agent(agent, call.now());
                    world.hold(agent.id()).ifPresent(hold -> data.put("held", hold.why()));
                    var words = new StringBuilder();
                    data.properties()
                            .forEach(e ->
                                    words.append(Text.pad(e.getKey(), 14))
                                            .append(
                                                    Text.clean(
                                                            e.getValue().isTextual()
                                                                    ? e.getValue().asText()
                                                                    : e.getValue().toString()))
                                            .append('\n'));
                    return call.answer(data, words.toString());
                })
                .orElseGet(() -> unknown(call));
    }

    static ExitCode unknown(Call call) {
        return call.fail(
                ExitCode.REFUSED,
                "unknown_agent",
                "no agent is named "
                        + Text.clean(call.value("NAME").orElse(""))
                        + "; `kelpie ls` lists them");
    }

    private static String words(
            World world, SortedMap<StateName, Integer> counts, List<Agent> needing) {
        if (world.agents().isEmpty()) {
            return "no agents; start one by `kelpie spawn NAME`";
        }
        var text = new StringBuilder();
        text.append(world.agents().size())
                .append(" agents, ")
                .append(needing.size())
                .append(" need you");
        counts.forEach((state, n) -> text.append(", ").append(n).append(' ').append(state.word()));
        text.append('\n');
        Alert.of(world).forEach(a -> text.append("! ").append(Text.clean(a.text())).append('\n'));
        return text.toString();
    }
}
