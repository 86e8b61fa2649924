package dev.kelpie.hands.runtime;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Times as programs write them, and which of several comes last.
final class Times {
    private static final Pattern CLOCK =
            Pattern.compile(
                    "(?<hour>\\d{1,2})(?::(?<minute>\\d{2}))?\\s*(?<half>[ap]m)?(?:\\s*\\((?<zone>[A-Za-z_/+\\-0-9:]+)\\))?",
                    Pattern.CASE_INSENSITIVE);
    private static final Pattern DAY =
            Pattern.compile(
                    "(?<month>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\\.? (?<day>\\d{1,2})",
                    Pattern.CASE_INSENSITIVE);
    private static final Pattern SPAN =
            Pattern.compile("(\\d+)\\s*(d|h|m|s)[a-z]*", Pattern.CASE_INSENSITIVE);
    private static final List<String> MONTHS =
            List.of(
                    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov",
                    "dec");

    private Times() {}

    static Optional<Instant> parse(String iso) {
        try {
            return iso.isEmpty() ? Optional.empty() : Optional.of(Instant.parse(iso));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    /// The next moment that these words mean: `5:46am (UTC)`, `Nov 24, 5am`, `in 2 hours 5
    /// minutes`.
    static Optional<Instant> next(String words, Instant now, ZoneId here) {
        String text = words.strip().toLowerCase(Locale.ROOT);
        Matcher span = SPAN.matcher(text);
        boolean relative = text.startsWith("in ") || text.matches("(\\d+\\s*[dhms][a-z]*\\s*)+");
        if (relative) {
            long seconds = 0;
            while (span.find()) {
                seconds += Long.parseLong(span.group(1)) * unit(span.group(2));
            }
            return seconds == 0 ? Optional.empty() : Optional.of(now.plusSeconds(seconds));
        }
        return clock(text, now, here);
    }

    private static long unit(String letter) {
        return switch (letter.toLowerCase(Locale.ROOT)) {
            case "d" -> 86_400;
            case "h" -> 3_600;
            case "m" -> 60;
            default -> 1;
        };
    }

    private static Optional<Instant> clock(String text, Instant now, ZoneId here) {
        Matcher day = DAY.matcher(text);
        boolean dated = day.find();
        Matcher clock = CLOCK.matcher(text);
        if (!clock.find(dated ? day.end() : 0)) {
            return Optional.empty();
        }
        if (clock.group("half") == null && clock.group("minute") == null) {
            return Optional.empty();
        }
        int hour = Integer.parseInt(clock.group("hour"));
        int minute = clock.group("minute") == null ? 0 : Integer.parseInt(clock.group("minute"));
        if (clock.group("half") != null) {
            if (hour > 12) {
                return Optional.empty();
            }
            hour = hour % 12 + (clock.group("half").equalsIgnoreCase("pm") ? 12 : 0);
        }
        if (hour > 23 || minute > 59) {
            return Optional.empty();
        }
        ZonedDateTime today = now.atZone(zone(clock.group("zone"), here));
        ZonedDateTime at = today.with(LocalTime.of(hour, minute));
        if (dated) {
            int month = MONTHS.indexOf(day.group("month").toLowerCase(Locale.ROOT)) + 1;
            at =
                    at.withDayOfMonth(1)
                            .withMonth(month)
                            .plusDays(Integer.parseInt(day.group("day")) - 1L);
            // A date long past is one of next year.
            return Optional.of(
                    (at.isBefore(today.minusDays(180)) ? at.plusYears(1) : at).toInstant());
        }
        // A clock time that was a moment ago is that moment; one of the morning is tomorrow's.
        return Optional.of((at.isBefore(today.minusHours(12)) ? at.plusDays(1) : at).toInstant());
    }

    private static ZoneId zone(@org.jspecify.annotations.Nullable String name, ZoneId here) {
        if (name == null) {
            return here;
        }
        for (String known : ZoneId.getAvailableZoneIds()) {
            if (known.equalsIgnoreCase(name)) {
                return ZoneId.of(known);
            }
        }
        return here;
    }

    @SafeVarargs
    static Optional<Instant> latest(Optional<Instant>... times) {
        Optional<Instant> latest = Optional.empty();
        for (Optional<Instant> time : times) {
            if (after(time, latest)) {
                latest = time;
            }
        }
        return latest;
    }

    static boolean after(Optional<Instant> a, Optional<Instant> b) {
        return a.isPresent() && (b.isEmpty() || a.get().isAfter(b.get()));
    }
}
