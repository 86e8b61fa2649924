package dev.kelpie.door.cli;

import dev.kelpie.model.Agent;
import dev.kelpie.model.AgentId;
import dev.kelpie.model.Command;
import dev.kelpie.model.Outcome;
import dev.kelpie.verb.ExitCode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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

    /// Runs the command for each; a refusal for one does not keep the others from it.
    static ExitCode run(
            Call call,
            List<AgentId> agents,
            Function<AgentId, Command> command,
            Predicate<Agent> done,
            String word)
            throws InterruptedException {
        var data = Shape.array();
        var refused = new ArrayList<Outcome.Refused>();
        var accepted = new ArrayList<AgentId>();
        for (AgentId agent : agents) {
            switch (call.execute(command.apply(agent))) {
                case Outcome.Refused r -> refused.add(r);
                case Outcome.Done _ -> accepted.add(agent);
            }
        }
        boolean all =
                Waiting.until(
                        call,
                        PATIENCE,
                        world ->
                                accepted.stream()
                                        .allMatch(id ->
                                                world.agent(id).map(done::test).orElse(true)));
        var words = new StringBuilder();
        for (AgentId agent : accepted) {
            call.kelpie().world().agent(agent).ifPresent(a -> data.add(Shape.agent(a, call.now())));
            words.append(agent).append(' ').append(word).append('\n');
        }
        if (!all) {
            return call.fail(ExitCode.WAITED, "timeout", "not yet " + word + "; see `kelpie ls`");
        }
        if (!refused.isEmpty()) {
            if (!call.json()) {
                call.io().out(words.toString());
            }
            return call.fail(
                    ExitCode.REFUSED,
                    refused.getFirst().reason().name(),
                    String.join("; ", refused.stream().map(Outcome.Refused::detail).toList()));
        }
        return call.answer(data, words.toString());
    }
}
