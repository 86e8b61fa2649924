package dev.kelpie.hands.runtime;

import dev.kelpie.model.Activity;
import dev.kelpie.model.Activity.Why;
import dev.kelpie.model.Finding.Source;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What a turn that ended in an error means: out of quota, or an error to look at.
final class Failures {
    private Failures() {}

    static Ruling ruling(Evidence e, HookFacts.Failure failure, Source source) {
        String text = failure.text().isBlank() ? failure.kind() : failure.text().strip();
        boolean slow = failure.kind().equals("rate_limit") && e.limitResets().isPresent();
        if (!slow && !Limits.names(text)) {
            return Ruling.of(new Activity.Failing(text), source, "turn-failed", failure.at(), text);
        }
        Optional<Instant> until =
                e.limitResets().or(() -> Limits.resets(text, failure.at(), e.traits().zone()));
        return limited(e, until, text, source, "limit", failure.at());
    }

    /// A limit whose time has come is a turn that can go on.
    static Ruling limited(
            Evidence e,
            Optional<Instant> until,
            String text,
            Source source,
            String rule,
            Instant since) {
        if (until.isPresent() && !e.now().isBefore(until.get())) {
            return Ruling.of(
                    new Activity.Waiting(Why.TURN_DONE, "", List.of()),
                    source,
                    "limit-over",
                    until.get(),
                    text);
        }
        return Ruling.of(new Activity.Limited(until, text), source, rule, since, text);
    }
}
