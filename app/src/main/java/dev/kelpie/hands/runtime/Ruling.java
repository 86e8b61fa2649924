package dev.kelpie.hands.runtime;

import dev.kelpie.model.Activity;
import dev.kelpie.model.Finding.Source;
import java.time.Instant;
import java.util.Optional;

/// What one rule concludes, before hysteresis: a weak ruling must be seen twice before it replaces
/// another weak one.
record Ruling(
        Activity activity,
        Source source,
        String rule,
        Instant since,
        String excerpt,
        boolean weak) {
    static Ruling of(Activity activity, Source source, String rule, Instant since, String excerpt) {
        return new Ruling(activity, source, rule, since, excerpt, false);
    }

    static Optional<Ruling> strong(
            Activity activity, Source source, String rule, Instant since, String excerpt) {
        return Optional.of(of(activity, source, rule, since, excerpt));
    }
}
