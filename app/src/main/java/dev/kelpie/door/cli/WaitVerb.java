package dev.kelpie.door.cli;

import dev.kelpie.model.Agent;
import dev.kelpie.model.AgentId;
import dev.kelpie.model.StateName;
import dev.kelpie.model.World;
import dev.kelpie.verb.ExitCode;
import dev.kelpie.verb.Param;
import dev.kelpie.verb.Verb;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// Waits for agents to come to a state.
final class WaitVerb implements CliVerb {
    @Override
    public Verb verb() {
        return new Verb(
                "wait",
                "wait until all the agents named are in one of the states",
                List.of("The states: " + names() + ".", "Exit code 4 when the time is up."),
                "kelpie wait api web --until waiting,ended --timeout 60s",
                List.of(
                        Param.positionals("NAME", "the agents"),
                        Param.option("--until", "S", "states; default waiting,ended"),
                        Param.option("--timeout", "T", "how long; default 10m"),
                        Param.flag("--any", "one of them is enough")),
                Verb.Need.ENGINE,
                true);
    }

    @Override
    public ExitCode run(Call call) throws InterruptedException {
        List<AgentId> agents = call.values("NAME").stream().map(Call::agent).distinct().toList();
        Set<StateName> until = states(call.value("--until").orElse("waiting,ended"));
        for (AgentId agent : agents) {
            if (call.kelpie().world().agent(agent).isEmpty()) {
                return call.fail(
                        ExitCode.REFUSED,
                        "unknown_agent",
                        "no agent is named " + agent + "; `kelpie ls` lists them");
            }
        }
        boolean any = call.flag("--any");
        boolean there =
                Waiting.until(
                        call,
                        call.duration("--timeout", Duration.ofMinutes(10)),
                        world -> holds(call, world, agents, until, any));
        var data = Shape.array();
        var words = new ArrayList<String>();
        World world = call.kelpie().world();
        for (AgentId id : agents) {
            world.agent(id)
                    .ifPresent(a -> {
                        data.add(Shape.agent(a, call.now()));
                        String detail = Text.clean(StateName.detail(a));
                        words.add(
                                id
                                        + " "
                                        + StateName.of(a).word()
                                        + (detail.isEmpty() ? "" : "  " + detail));
                    });
        }
        if (!there) {
            return call.fail(
                    ExitCode.WAITED, "timeout", "waited in vain: " + String.join("; ", words));
        }
        var gone = agents.stream().filter(id -> world.agent(id).isEmpty()).toList();
        boolean vain = any ? gone.size() == agents.size() : !gone.isEmpty();
        if (vain && !until.contains(StateName.ENDED)) {
            return call.fail(
                    ExitCode.REFUSED,
                    "unknown_agent",
                    String.join(", ", gone.stream().map(AgentId::value).toList())
                            + ": taken off the list, and won't come to that state");
        }
        return call.answer(data, String.join("\n", words));
    }

    /// An agent that is no longer on the list will never come to the state, so nobody waits for it.
    /// One that asks something is there when its choices can be told, too.
    private static boolean holds(
            Call call, World world, List<AgentId> agents, Set<StateName> until, boolean any) {
        var left = agents.stream().flatMap(id -> world.agent(id).stream()).toList();
        boolean ended = left.size() < agents.size() && until.contains(StateName.ENDED);
        if (left.isEmpty() || (any && ended)) {
            return true;
        }
        Predicate<Agent> there =
                a -> until.contains(StateName.of(a)) && !Waiting.unread(a, call.now());
        return any ? left.stream().anyMatch(there) : left.stream().allMatch(there);
    }

    private static String names() {
        return String.join(", ", Stream.of(StateName.values()).map(StateName::word).toList());
    }

    /// The states that a list with commas names.
    static Set<StateName> states(String list) {
        var states = EnumSet.noneOf(StateName.class);
        for (String word : list.split(",", -1)) {
            states.add(
                    Stream.of(StateName.values())
                            .filter(s -> s.word().equals(word.strip()))
                            .findFirst()
                            .orElseThrow(() ->
                                    new UsageException(
                                            "there is no state '"
                                                    + Text.clean(word)
                                                    + "'; there are "
                                                    + names())));
        }
        return states;
    }
}
