package dev.kelpie.door.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.kelpie.model.Agent;
import dev.kelpie.model.AgentId;
import dev.kelpie.model.Command;
import dev.kelpie.model.Outcome;
import dev.kelpie.model.World;
import dev.kelpie.verb.ExitCode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.Predicate;

/// One command to each of the agents named (or to all that fit), then waiting until it shows.
final class EachAgent {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private EachAgent() {}

    static List<AgentId> named(Call call, Predicate<Agent> fits) {
        List<String> names = call.values("NAME");
        if (call.flag("--all")) {
            if (!names.isEmpty()) {
                throw new UsageException("give names or --all, not both");
            }
            return call.kelpie().world().agents().values().stream()
                    .filter(fits)
                    .map(Agent::id)
                    .toList();
        }
        if (names.isEmpty()) {
            throw new UsageException("which agent? give a NAME or --all");
        }
        return names.stream().map(Call::agent).toList();
    }

    /// An agent that is left as it is, and why.
    record Refusal(AgentId agent, String reason, String detail) {}

    /// Runs the command for each; a refusal for one does not keep the others from it.
    static ExitCode run(
            Call call,
            List<AgentId> agents,
            Function<AgentId, Command> command,
            Predicate<Agent> done,
            String word)
            throws InterruptedException {
        return run(call, agents, List.of(), command, done, word);
    }

    /// The same, where some were refused before.
    static ExitCode run(
            Call call,
            List<AgentId> agents,
            List<Refusal> before,
            Function<AgentId, Command> command,
            Predicate<Agent> done,
            String word)
            throws InterruptedException {
        var refused = new ArrayList<Refusal>();
        var accepted = new ArrayList<AgentId>();
        for (AgentId agent : agents) {
            switch (call.execute(command.apply(agent))) {
                case Outcome.Refused r ->
                        refused.add(new Refusal(agent, r.reason().name(), r.detail()));
                case Outcome.Done _ -> accepted.add(agent);
            }
        }
        refused.addAll(before);
        boolean all =
                Waiting.until(
                        call,
                        PATIENCE,
                        world -> accepted.stream().allMatch(id -> there(world, id, done)));
        var results = results(call, accepted, refused, done);
        if (!all) {
            return call.fail(
                    ExitCode.WAITED, "timeout", "not yet " + word + "; see `kelpie ls`", results);
        }
        var data = Shape.array();
        var words = new StringBuilder();
        for (AgentId agent : accepted) {
            call.kelpie().world().agent(agent).ifPresent(a -> data.add(Shape.agent(a, call.now())));
            words.append(agent).append(' ').append(word).append('\n');
        }
        if (refused.isEmpty()) {
            return call.answer(data, words.toString());
        }
        if (!call.json()) {
            call.io().out(words.toString());
        }
        return call.fail(
                ExitCode.REFUSED,
                refused.getFirst().reason(),
                Text.clean(String.join("; ", refused.stream().map(Refusal::detail).toList())),
                results);
    }

    private static boolean there(World world, AgentId id, Predicate<Agent> done) {
        return world.agent(id).map(done::test).orElse(true);
    }

    /// What became of each; nothing where only one was asked for, whose refusal says it all.
    private static ArrayNode results(
            Call call, List<AgentId> accepted, List<Refusal> refused, Predicate<Agent> done) {
        var results = Shape.array();
        if (accepted.size() + refused.size() < 2) {
            return results;
        }
        World world = call.kelpie().world();
        for (AgentId agent : accepted) {
            results.addObject()
                    .put("agent", agent.value())
                    .put("result", there(world, agent, done) ? "done" : "pending");
        }
        for (Refusal each : refused) {
            results.addObject()
                    .put("agent", each.agent().value())
                    .put("result", "refused")
                    .put("reason", each.reason().toLowerCase(Locale.ROOT))
                    .put("detail", each.detail());
        }
        return results;
    }
}
