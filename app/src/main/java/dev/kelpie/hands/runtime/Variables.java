package dev.kelpie.hands.runtime;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Fills `$NAME` in texts from an environment.
final class Variables {
    private static final Pattern VARIABLE = Pattern.compile("\\$([A-Z][A-Z0-9_]*)");

    private Variables() {}

    /// Empty when a variable is not set, or set to nothing.
    static Optional<String> fill(String text, Map<String, String> environment) {
        var filled = new StringBuilder();
        Matcher matcher = VARIABLE.matcher(text);
        while (matcher.find()) {
            String value = environment.getOrDefault(matcher.group(1), "");
            if (value.isEmpty()) {
                return Optional.empty();
            }
            matcher.appendReplacement(filled, Matcher.quoteReplacement(value));
        }
        matcher.appendTail(filled);
        return Optional.of(filled.toString());
    }

    /// The first text of which all variables are set.
    static Optional<String> first(List<String> texts, Map<String, String> environment) {
        return texts.stream().flatMap(t -> fill(t, environment).stream()).findFirst();
    }
}
