package dev.kelpie.model;

import java.util.Optional;

/// What a session has used. An empty value was not told by the runtime: it is shown as n/a, never
/// as 0. `estimate` marks figures that are ours, not the runtime's.
///
/// @param subagents at work now
public record Usage(
        Optional<Integer> contextPercent,
        boolean estimate,
        Optional<Long> contextTokens,
        Optional<Long> contextWindow,
        Optional<Double> costDollars,
        Optional<String> model,
        Optional<Integer> tools,
        Optional<Integer> subagents,
        Optional<Integer> todosDone,
        Optional<Integer> todosAll) {
    /// Nothing known yet.
    public static final Usage NONE =
            new Usage(
                    Optional.empty(),
                    false,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty());

    /// The same with this number of subagents at work.
    public Usage withSubagents(int number) {
        return new Usage(
                contextPercent,
                estimate,
                contextTokens,
                contextWindow,
                costDollars,
                model,
                tools,
                Optional.of(number),
                todosDone,
                todosAll);
    }
}
