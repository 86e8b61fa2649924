package dev.kelpie.tmux;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.StringJoiner;

/// Command lines for `tmux source-file -`. Everything that comes from outside goes through
/// [#quote], so that tmux's parser finds nothing in it: no variable, no format, no separator. Such
/// a script also has no 16 kB limit, and is not readable in the process list as an argument is.
final class TmuxScript {
    private static final String SAFE = " _./-:,=@%+";

    private final StringBuilder text = new StringBuilder();

    /// One command a line: the next line runs even if this one fails.
    TmuxScript line(String command) {
        text.append(command).append('\n');
        return this;
    }

    /// Commands of one line: the first that fails stops those after it.
    TmuxScript line(List<String> commands) {
        return line(String.join(" ; ", commands));
    }

    /// Words that need no quoting first, then words that do.
    static String command(String plain, List<String> foreign) {
        StringJoiner words = new StringJoiner(" ");
        words.add(plain);
        foreign.forEach(word -> words.add(quote(word)));
        return words.toString();
    }

    /// The text as one word. Octal for every byte that could mean something, because tmux joins a
    /// backslash and a newline even inside single quotes.
    static String quote(String word) {
        StringBuilder quoted = new StringBuilder(word.length() + 2).append('"');
        for (byte each : word.getBytes(StandardCharsets.UTF_8)) {
            int value = each & 0xff;
            if (value == 0) {
                throw new IllegalArgumentException("a NUL cannot be handed to a program");
            }
            if (plain(value)) {
                quoted.append((char) value);
            } else {
                quoted.append('\\')
                        .append((char) ('0' + (value >> 6)))
                        .append((char) ('0' + ((value >> 3) & 7)))
                        .append((char) ('0' + (value & 7)));
            }
        }
        return quoted.append('"').toString();
    }

    private static boolean plain(int value) {
        return (value >= 'a' && value <= 'z')
                || (value >= 'A' && value <= 'Z')
                || (value >= '0' && value <= '9')
                || SAFE.indexOf(value) >= 0;
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
