package dev.kelpie.standin;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The script that a prompt carries for the stand-in, so that the stand-in itself remembers
/// nothing.
///
/// | directive | meaning |
/// |---|---|
/// | `[[say TEXT]]` | the text of the response |
/// | `[[tool NAME {JSON}]]` | a tool call; what follows belongs to the response after its result |
/// | `[[also NAME {JSON}]]` | one more call in the same response |
/// | `[[usage IN]]`, `[[usage IN OUT]]` | tokens, from here on |
/// | `[[think 2s]]` | silence before the first byte |
/// | `[[slow 5s]]` | the text takes that long |
/// | `[[cut]]` | the connection breaks in the middle of the text |
/// | `[[error 529]]`, `[[error 529 2]]` | an HTTP error, always or for the first two requests |
/// | `[[quota five_hour 42 1h]]` | a subscriber's window in the headers; 100 refuses the request |
record Script(List<Turn> turns) {
    private static final Pattern HEAD = Pattern.compile("\\[\\[([a-z]+) ?");
    private static final Pattern DURATION = Pattern.compile("(\\d+)(ms|s|m|h)");

    Script {
        turns = List.copyOf(turns);
    }

    /// A directive that cannot be read; the stand-in answers 400 with the message.
    static final class Unreadable extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Unreadable(String message) {
            super(message);
        }
    }

    static boolean isIn(String prompt) {
        return HEAD.matcher(prompt).find();
    }

    /// Whether nothing but a failure can come of this prompt.
    static boolean failsForEver(String prompt) {
        return parse(prompt).turns().stream()
                .anyMatch(turn ->
                        turn.failure().filter(f -> f.tries() == Integer.MAX_VALUE).isPresent()
                                || turn.quota().filter(Turn.Quota::exhausted).isPresent());
    }

    /// What to answer to the prompt after `answered` responses; past the end the work is done.
    Turn turn(int answered) {
        if (answered < turns.size()) {
            return turns.get(answered);
        }
        var usage = turns.isEmpty() ? Turn.Usage.SMALL : turns.getLast().usage();
        return Turn.saying("Done.", usage);
    }

    static Script parse(String prompt) {
        var draft = new Draft();
        Matcher head = HEAD.matcher(prompt);
        int from = 0;
        while (head.find(from)) {
            from = draft.take(head.group(1), prompt, head.end());
        }
        return draft.finish();
    }

    static Duration duration(String text) {
        Matcher parts = DURATION.matcher(text);
        if (!parts.matches()) {
            throw new Unreadable("not a duration: " + text);
        }
        long n = Long.parseLong(parts.group(1));
        return switch (parts.group(2)) {
            case "ms" -> Duration.ofMillis(n);
            case "s" -> Duration.ofSeconds(n);
            case "m" -> Duration.ofMinutes(n);
            default -> Duration.ofHours(n);
        };
    }

    /// The turn being read and those before it.
    private static final class Draft {
        private final List<Turn> done = new ArrayList<>();
        private final StringBuilder text = new StringBuilder();
        private final List<Turn.Call> calls = new ArrayList<>();
        private Turn.Usage usage = Turn.Usage.SMALL;
        private Duration think = Duration.ZERO;
        private Duration stream = Duration.ZERO;
        private boolean cut;
        private boolean touched;
        private Optional<Turn.Failure> failure = Optional.empty();
        private Optional<Turn.Quota> quota = Optional.empty();

        /// Reads one directive and returns where the next may begin.
        int take(String name, String prompt, int start) {
            if (name.equals("tool") || name.equals("also")) {
                return takeCall(name, prompt, start);
            }
            int end = prompt.indexOf("]]", start);
            if (end < 0) {
                throw new Unreadable("no ]] after [[" + name);
            }
            String argument = prompt.substring(start, end).strip();
            String[] words = argument.split("\\s+", -1);
            if (!calls.isEmpty() && !name.equals("cut")) {
                endTurn();
            }
            touched = true;
            switch (name) {
                case "say" -> text.append(text.isEmpty() ? "" : "\n").append(argument);
                case "usage" -> usage = usage(words);
                case "think" -> think = duration(argument);
                case "slow" -> stream = duration(argument);
                case "cut" -> cut = true;
                case "error" -> failure = Optional.of(failure(words));
                case "quota" -> quota = Optional.of(quota(words));
                default -> throw new Unreadable("unknown directive [[" + name + "]]");
            }
            return end + 2;
        }

        private int takeCall(String name, String prompt, int start) {
            int brace = prompt.indexOf('{', start);
            if (brace < 0) {
                throw new Unreadable("[[" + name + "]] needs NAME {JSON}");
            }
            if (name.equals("tool") && !calls.isEmpty()) {
                endTurn();
            }
            touched = true;
            String json = prompt.substring(brace);
            try (JsonParser parser = Json.MAPPER.createParser(json)) {
                JsonNode input = parser.readValueAsTree();
                calls.add(new Turn.Call(prompt.substring(start, brace).strip(), input));
                int after = brace + (int) parser.currentLocation().getCharOffset();
                int end = prompt.indexOf("]]", after);
                return end < 0 ? prompt.length() : end + 2;
            } catch (IOException e) {
                throw new Unreadable("[[" + name + "]]: " + e.getMessage());
            }
        }

        private void endTurn() {
            done.add(new Turn(text.toString(), calls, usage, think, stream, cut, failure, quota));
            text.setLength(0);
            calls.clear();
            think = Duration.ZERO;
            stream = Duration.ZERO;
            cut = false;
            touched = false;
            failure = Optional.empty();
        }

        Script finish() {
            if (touched) {
                endTurn();
            }
            return new Script(done);
        }

        private static Turn.Usage usage(String[] words) {
            long output = words.length > 1 ? number(words[1]) : Turn.Usage.SMALL.output();
            return new Turn.Usage(number(words[0]), output);
        }

        private static Turn.Failure failure(String[] words) {
            int tries = words.length > 1 ? number(words[1]) : Integer.MAX_VALUE;
            return new Turn.Failure(number(words[0]), tries);
        }

        private static Turn.Quota quota(String[] words) {
            if (words.length != 3) {
                throw new Unreadable("[[quota]] needs WINDOW PERCENT RESET");
            }
            return new Turn.Quota(words[0], number(words[1]), duration(words[2]));
        }

        private static int number(String word) {
            try {
                return Integer.parseInt(word);
            } catch (NumberFormatException e) {
                throw new Unreadable("not a number: " + word);
            }
        }
    }
}
