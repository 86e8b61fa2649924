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
        return names.stream().map(Call::agent).distinct().toList();
    }

    /// What is done to each: the command, when it shows in the world, and what it is called then.
    record Act(
            Function<AgentId, Command> command, Predicate<Agent> done, String word, Sequel sequel) {
        Act(Function<AgentId, Command> command, Predicate<Agent> done, String word) {
            this(command, done, word, _ -> List.of());
        }
    }

    /// What follows for those for which it was done, before they are answered for; those for which
    /// it was refused.
    interface Sequel {
        List<Apart> after(List<AgentId> done) throws InterruptedException;
    }

    /// An agent that is left as it is, and why: it was refused, or is passed over because nobody
    /// asked for it by its name.
    record Apart(AgentId agent, boolean refused, String reason, String detail) {
        static Apart refused(AgentId agent, Outcome.Refused why) {
            return new Apart(agent, true, why.reason().name(), why.detail());
        }
    }

    /// Acts on each; a refusal for one does not keep the others from it.
    static ExitCode run(Call call, List<AgentId> agents, Act act) throws InterruptedException {
        return run(call, agents, List.of(), act);
    }

    /// The same, where some are left apart.
    static ExitCode run(Call call, List<AgentId> agents, List<Apart> before, Act act)
            throws InterruptedException {
        var apart = new ArrayList<Apart>();
        var accepted = new ArrayList<AgentId>();
        for (AgentId agent : agents) {
            switch (call.execute(act.command().apply(agent))) {
                case Outcome.Refused r -> apart.add(Apart.refused(agent, r));
                case Outcome.Done _ -> accepted.add(agent);
            }
        }
        apart.addAll(before);
        Waiting.until(
                call,
                PATIENCE,
                world -> accepted.stream().allMatch(id -> there(world, id, act.done())));
        World world = call.kelpie().world();
        var done = accepted.stream().filter(id -> there(world, id, act.done())).toList();
        var pending = accepted.stream().filter(id -> !done.contains(id)).toList();
        List<Apart> late = act.sequel().after(done);
        apart.addAll(late);
        var whole =
                done.stream()
                        .filter(id -> late.stream().noneMatch(a -> a.agent().equals(id)))
                        .toList();
        return answer(call, act, world, new Came(whole, pending, apart));
    }

    /// What it came to.
    private record Came(List<AgentId> done, List<AgentId> pending, List<Apart> apart) {
        List<Apart> refused() {
            return apart.stream().filter(Apart::refused).toList();
        }

        String passedOver() {
            return details(apart.stream().filter(a -> !a.refused()).toList());
        }

        private static String details(List<Apart> some) {
            return Text.clean(String.join("; ", some.stream().map(Apart::detail).toList()));
        }

        /// Where only one was asked for, its refusal says it all.
        boolean several() {
            return done.size() + pending.size() + apart.size() > 1;
        }

        /// What became of each.
        ArrayNode results() {
            var results = Shape.array();
            for (AgentId agent : done) {
                results.addObject().put("agent", agent.value()).put("result", "done");
            }
            for (AgentId agent : pending) {
                results.addObject().put("agent", agent.value()).put("result", "pending");
            }
            for (Apart each : apart) {
                results.addObject()
                        .put("agent", each.agent().value())
                        .put("result", each.refused() ? "refused" : "skipped")
                        .put("reason", each.reason().toLowerCase(Locale.ROOT))
                        .put("detail", each.detail());
            }
            return results;
        }
    }

    private static ExitCode answer(Call call, Act act, World world, Came came) {
        var data = Shape.array();
        var words = new StringBuilder();
        for (AgentId agent : came.done()) {
            world.agent(agent).ifPresent(a -> data.add(Shape.agent(a, call.now())));
            words.append(agent).append(' ').append(act.word()).append('\n');
        }
        boolean passedOver = !came.passedOver().isEmpty();
        if (passedOver) {
            call.io().err("skipped: " + came.passedOver() + "\n");
        }
        if (came.refused().isEmpty() && came.pending().isEmpty()) {
            return call.answer(data, words.toString(), passedOver ? came.results() : Shape.array());
        }
        ArrayNode results = came.several() ? came.results() : Shape.array();
        if (!call.json()) {
            call.io().out(words.toString());
        }
        return came.pending().isEmpty()
                ? call.fail(
                        ExitCode.REFUSED,
                        came.refused().getFirst().reason(),
                        Came.details(came.refused()),
                        results)
                : call.fail(
                        ExitCode.WAITED,
                        "timeout",
                        "not yet " + act.word() + "; see `kelpie ls`",
                        results);
    }

    private static boolean there(World world, AgentId id, Predicate<Agent> done) {
        return world.agent(id).map(done::test).orElse(true);
    }
}
