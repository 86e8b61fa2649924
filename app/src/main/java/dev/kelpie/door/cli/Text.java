package dev.kelpie.door.cli;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Small forms of text that several verbs share.
public final class Text {
    private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(ms|s|m|h)?");

    /// A year. What counts in nanoseconds ends at 292 of them.
    private static final Duration DURATION_MAX = Duration.ofDays(365);

    private Text() {}

    static Duration duration(String name, String text) {
        Matcher matcher = DURATION.matcher(text);
        if (!matcher.matches()) {
            throw new UsageException(
                    name + " wants a time such as 500ms, 20s, 5m or 2h, not '" + clean(text) + "'");
        }
        long n = Long.parseLong(matcher.group(1));
        String unit = matcher.group(2) == null ? "s" : matcher.group(2);
        Duration duration =
                switch (unit) {
                    case "ms" -> Duration.ofMillis(n);
                    case "m" -> Duration.ofMinutes(n);
                    case "h" -> Duration.ofHours(n);
                    default -> Duration.ofSeconds(n);
                };
        if (duration.compareTo(DURATION_MAX) > 0) {
            throw new UsageException(name + " is at most " + DURATION_MAX.toHours() + "h");
        }
        return duration;
    }

    /// Foreign text on its way to a terminal: control characters become a visible dot, and what can
    /// turn the direction of text or hide it is left out.
    public static String clean(String text) {
        var clean = new StringBuilder();
        text.codePoints()
                .forEach(c -> {
                    if (c == '\n' || c == '\t') {
                        clean.append(' ');
                    } else if (Character.isISOControl(c)) {
                        clean.append('·');
                    } else if (Character.getType(c) != Character.FORMAT) {
                        clean.appendCodePoint(c);
                    }
                });
        return clean.toString();
    }

    /// Like [#clean], for text of several lines.
    static String cleanLines(String text) {
        return String.join("\n", text.lines().map(Text::clean).toList());
    }

    /// How long, in at most two units.
    static String age(Duration age) {
        long s = Math.max(0, age.toSeconds());
        if (s < 60) {
            return s + "s";
        }
        if (s < 3600) {
            return s / 60 + "m" + (s < 600 ? " " + s % 60 + "s" : "");
        }
        if (s < 86_400) {
            return s / 3600 + "h " + s % 3600 / 60 + "m";
        }
        return s / 86_400 + "d " + s % 86_400 / 3600 + "h";
    }

    static String pad(String text, int width) {
        return text.length() >= width ? text : text + " ".repeat(width - text.length());
    }

    static String cut(String text, int width) {
        return text.length() <= width ? text : text.substring(0, Math.max(0, width - 1)) + "…";
    }
}
