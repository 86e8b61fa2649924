package dev.kelpie.fake;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// One line of a script: what to do, its words, and the line as it was written after the verb.
record Step(Verb verb, List<String> words, String rest) {
    Step {
        words = List.copyOf(words);
        if (words.size() < verb.wordsMin()) {
            throw new IllegalArgumentException("usage: " + verb.usage());
        }
        if (verb == Verb.MAYBE) {
            parse(rest.substring(rest.indexOf(':') + 1));
        }
    }

    /// Reads one line such as `tool Bash {"command":"ls"} 2s`.
    static Step parse(String line) {
        String text = line.strip();
        int end = 0;
        while (end < text.length() && !Character.isWhitespace(text.charAt(end))) {
            end++;
        }
        String word = text.substring(0, end);
        String rest = text.substring(end).strip();
        Verb verb =
                Verb.named(word)
                        .orElseThrow(() -> new IllegalArgumentException("unknown step: " + word));
        return new Step(verb, split(rest), rest);
    }

    /// The word at this place, or what stands for it.
    String word(int index, String otherwise) {
        return index < words.size() ? words.get(index) : otherwise;
    }

    /// Words, where quotes and braces keep what they hold together.
    static List<String> split(String text) {
        List<String> words = new ArrayList<>();
        int at = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (Character.isWhitespace(c)) {
                at++;
            } else if (c == '{') {
                int end = closing(text, at);
                words.add(text.substring(at, end));
                at = end;
            } else if (c == '"') {
                StringBuilder word = new StringBuilder();
                for (at++; at < text.length() && text.charAt(at) != '"'; at++) {
                    if (text.charAt(at) == '\\' && at + 1 < text.length()) {
                        at++;
                    }
                    word.append(text.charAt(at));
                }
                at++;
                words.add(word.toString());
            } else {
                int from = at;
                while (at < text.length() && !Character.isWhitespace(text.charAt(at))) {
                    at++;
                }
                words.add(text.substring(from, at));
            }
        }
        return words;
    }

    private static int closing(String text, int from) {
        int depth = 0;
        boolean quoted = false;
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quoted && c == '\\') {
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (!quoted && c == '{') {
                depth++;
            } else if (!quoted && c == '}' && --depth == 0) {
                return i + 1;
            }
        }
        return text.length();
    }

    /// Milliseconds of `250ms`, `3s`, `5m`, `1h`.
    static long millis(String span) {
        int digits = 0;
        while (digits < span.length() && "0123456789.".indexOf(span.charAt(digits)) >= 0) {
            digits++;
        }
        double factor =
                switch (span.substring(digits)) {
                    case "ms" -> 1;
                    case "s" -> 1000;
                    case "m" -> 60_000;
                    case "h" -> 3_600_000;
                    default -> throw new IllegalArgumentException("not a time: " + span);
                };
        return Math.round(Double.parseDouble(span.substring(0, digits)) * factor);
    }

    /// Bytes of `512`, `64K`, `10MB`.
    static long bytes(String size) {
        String upper = size.toUpperCase(Locale.ROOT);
        int digits = 0;
        while (digits < upper.length() && Character.isDigit(upper.charAt(digits))) {
            digits++;
        }
        long factor =
                switch (upper.substring(digits)) {
                    case "", "B" -> 1;
                    case "K", "KB" -> 1024;
                    case "M", "MB" -> 1024 * 1024;
                    default -> throw new IllegalArgumentException("not a size: " + size);
                };
        return Long.parseLong(upper.substring(0, digits)) * factor;
    }
}
