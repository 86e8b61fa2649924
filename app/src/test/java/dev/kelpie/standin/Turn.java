package dev.kelpie.standin;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// What a model says in one response: text, then tool calls; or a failure instead of both.
record Turn(
        String text,
        List<Call> calls,
        Usage usage,
        Duration think,
        Duration stream,
        boolean cut,
        Optional<Failure> failure,
        Optional<Quota> quota) {

    Turn {
        calls = List.copyOf(calls);
    }

    /// One tool call.
    record Call(String tool, JsonNode input) {}

    /// Tokens as the model's account says them.
    record Usage(long input, long output) {
        static final Usage SMALL = new Usage(1200, 20);
    }

    /// An HTTP error, for ever or for the first `tries` requests of this turn.
    record Failure(int status, int tries) {}

    /// What is used up of a subscriber's window (`five_hour`, `seven_day`) and when it starts anew.
    record Quota(String window, int percent, Duration untilReset) {
        boolean exhausted() {
            return percent >= 100;
        }
    }

    Turn mapInputs(UnaryOperator<JsonNode> change) {
        var changed = calls.stream().map(c -> new Call(c.tool(), change.apply(c.input()))).toList();
        return new Turn(text, changed, usage, think, stream, cut, failure, quota);
    }

    static Turn saying(String text, Usage usage) {
        return new Turn(
                text,
                List.of(),
                usage,
                Duration.ZERO,
                Duration.ZERO,
                false,
                Optional.empty(),
                Optional.empty());
    }
}
