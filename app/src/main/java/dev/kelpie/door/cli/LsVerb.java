package dev.kelpie.door.cli;

import dev.kelpie.model.Agent;
import dev.kelpie.model.Attention;
import dev.kelpie.model.Permissions;
import dev.kelpie.model.StateName;
import dev.kelpie.model.Usage;
import dev.kelpie.verb.ExitCode;
import dev.kelpie.verb.Param;
import dev.kelpie.verb.Verb;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/// Lists the agents, who needs you first.
final class LsVerb implements CliVerb {
    @Override
    public Verb verb() {
        return new Verb(
                "ls",
                "list the agents, who needs you first",
                List.of(),
                "kelpie ls --json",
                List.of(
                        Param.option("--state", "S", "only these states, separated by commas"),
                        Param.flag("--names", "only the names, a line each")),
                Verb.Need.WORLD,
                true);
    }

    @Override
    public ExitCode run(Call call) {
        Set<StateName> states = call.value("--state").map(WaitVerb::states).orElse(Set.of());
        List<Agent> agents =
                call.kelpie().world().agents().values().stream()
                        .filter(a -> states.isEmpty() || states.contains(StateName.of(a)))
                        .sorted(
                                Comparator.comparing(Attention::of)
                                        .thenComparing(Agent::since)
                                        .thenComparing(Agent::id))
                        .toList();
        var data = Shape.array();
        agents.forEach(a -> data.add(Shape.agent(a, call.now())));
        return call.answer(
                data,
                call.flag("--names")
                        ? String.join("\n", agents.stream().map(a -> a.id().value()).toList())
                        : words(agents, call.now()));
    }

    private static String words(List<Agent> agents, Instant now) {
        if (agents.isEmpty()) {
            return "no agents; start one by `kelpie spawn NAME`";
        }
        int width = agents.stream().mapToInt(a -> a.id().value().length()).max().orElse(0);
        var text = new StringBuilder();
        for (Agent agent : agents) {
            text.append(Attention.of(agent).needsYou() ? "! " : "  ")
                    .append(Text.pad(agent.id().value(), width + 2))
                    .append(Text.pad(StateName.of(agent).word(), 12))
                    .append(Text.pad(Text.age(Duration.between(agent.since(), now)), 8))
                    .append(Text.pad(agent.spec().runtime(), 10))
                    .append(Text.pad("ctx " + context(agent.usage()), 10))
                    .append(agent.spec().permissions() == Permissions.BYPASS ? "BYPASS " : "")
                    .append(Text.cut(Text.clean(StateName.detail(agent)), 60));
            text.append('\n');
        }
        return text.toString();
    }

    static String context(Usage usage) {
        return usage.contextPercent()
                .map(p -> (usage.estimate() ? "~" : "") + p + "%")
                .orElse("n/a");
    }
}
