package dev.kelpie.hands.runtime;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Tells a spent quota from an API that merely asks to slow down, by the words of the error.
final class Limits {
    private static final Pattern NAMES =
            Pattern.compile(
                    "you've (hit|reached) your|usage.limit|out of usage|resets? (at )?\\S*\\d",
                    Pattern.CASE_INSENSITIVE);
    private static final Pattern RESETS =
            Pattern.compile(
                    "(?:resets?(?: at)?|continuing automatically at|try again (?:at|in)) (?<when>[^·.\\n]+)",
                    Pattern.CASE_INSENSITIVE);

    private Limits() {}

    static boolean names(String text) {
        return NAMES.matcher(text).find();
    }

    static Optional<Instant> resets(String text, Instant at, ZoneId zone) {
        Matcher matcher = RESETS.matcher(text);
        if (!matcher.find()) {
            return Optional.empty();
        }
        String when = matcher.group("when");
        String words =
                matcher.group().toLowerCase(java.util.Locale.ROOT).contains("again in ")
                        ? "in " + when
                        : when;
        return Times.next(words, at, zone);
    }
}
