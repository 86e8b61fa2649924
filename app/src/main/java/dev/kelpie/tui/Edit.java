package dev.kelpie.tui;

import dev.kelpie.theme.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A text being written, of one line or of several, and the caret in it (in UTF-16 units, never
/// inside a pair).
record Edit(String text, int caret) {
    static final Edit EMPTY = new Edit("", 0);

    /// Nobody types a megabyte into a dialog by hand; a paste may try.
    private static final int LENGTH_MAX = 200_000;

    /// A text of so many characters is not dropped by one key.
    private static final int MISSED_FROM = 20;

    /// What is said before such a text is dropped.
    static final String MISSED = "Esc again drops this text; any other key goes on with it.";

    /// Whether somebody would miss this text.
    static boolean isMissed(String text) {
        return text.strip().length() >= MISSED_FROM;
    }

    static Edit of(String text) {
        return new Edit(text, text.length());
    }

    /// What a key does to the text; a key that means nothing here changes nothing.
    Edit key(Msg.Key key) {
        return switch (key.name()) {
            case "left" -> new Edit(text, before());
            case "right" -> new Edit(text, after());
            case "home", "ctrl-a" -> new Edit(text, lineStart(caret));
            case "end", "ctrl-e" -> new Edit(text, lineEnd(caret));
            case "backspace" -> cut(before(), caret);
            case "delete", "ctrl-d" -> cut(caret, after());
            case "ctrl-u" -> cut(lineStart(caret), caret);
            case "ctrl-w", "alt-backspace" -> cut(wordStart(), caret);
            default -> key.text().map(this::insert).orElse(this);
        };
    }

    /// With pasted text; a field of one line takes line ends as blanks.
    Edit pasted(String paste, boolean lines) {
        return insert(lines ? paste : paste.replace('\n', ' '));
    }

    Edit insert(String more) {
        if (text.length() + more.length() > LENGTH_MAX) {
            return this;
        }
        return new Edit(
                text.substring(0, caret) + more + text.substring(caret), caret + more.length());
    }

    /// One row up or down, as it is drawn on so many columns; empty where there is none.
    Optional<Edit> row(int by, int columns) {
        var rows = rows(columns, true);
        int here = row(rows);
        int there = here + by;
        if (there < 0 || there >= rows.size()) {
            return Optional.empty();
        }
        var row = rows.get(there);
        int column = Width.of(text.substring(rows.get(here).from, caret));
        var line = text.substring(row.from, row.to);
        // the end of a full row is the start of the next
        int fits = Clusters.fits(line, Math.min(column, Math.max(1, columns - 2)));
        return Optional.of(new Edit(text, row.from + fits));
    }

    private int row(List<Row> rows) {
        int row = 0;
        for (int i = 0; i < rows.size(); i++) {
            if (rows.get(i).from <= caret) {
                row = i;
            }
        }
        return row;
    }

    /// One column is left to the caret.
    private List<Row> rows(int columns, boolean lines) {
        return wrapped(Math.max(1, columns - 1), lines);
    }

    /// Draws it on one row, or on all rows of a higher canvas, so that the caret is seen.
    void render(Canvas canvas, boolean focused, Role role) {
        canvas.fill(role);
        var rows = rows(canvas.columns(), canvas.rows() > 1);
        int caretRow = row(rows);
        int first = Math.max(0, caretRow - canvas.rows() + 1);
        for (int y = 0; y < canvas.rows() && first + y < rows.size(); y++) {
            var row = rows.get(first + y);
            var line = text.substring(row.from, row.to).replace("\n", "");
            canvas.put(0, y, line, role);
            if (focused && first + y == caretRow) {
                int x = Width.of(text.substring(row.from, caret));
                var under = caret < row.to ? Width.head(text.substring(caret, row.to), 2) : " ";
                var glyph = under.isEmpty() ? " " : firstCluster(under);
                canvas.put(x, y, glyph, Role.INPUT_CURSOR);
            }
        }
    }

    private record Row(int from, int to) {}

    /// Rows of at most so many columns. A single line scrolls instead: its rows overlap nothing,
    /// and only the one with the caret is drawn.
    private List<Row> wrapped(int columns, boolean lines) {
        var rows = new ArrayList<Row>();
        int from = 0;
        while (from <= text.length()) {
            int end = lines ? lineEnd(from) : text.length();
            int at = from;
            do {
                int fits = at + Clusters.fits(text.substring(at, end), columns);
                int to = fits > at || at == end ? fits : at + cluster(at, end);
                rows.add(new Row(at, to));
                at = to;
            } while (at < end);
            from = end + 1;
        }
        return rows;
    }

    private static String firstCluster(String text) {
        var first = new String[] {" "};
        Clusters.walk(
                text,
                (cluster, _) -> {
                    first[0] = cluster;
                    return false;
                });
        return first[0];
    }

    private Edit cut(int from, int to) {
        return from >= to ? this : new Edit(text.substring(0, from) + text.substring(to), from);
    }

    private int before() {
        int start = lineStart(caret);
        if (caret == start) {
            return Math.max(0, caret - 1);
        }
        return start
                + Clusters.ends(text.substring(start, caret)).reversed().stream()
                        .filter(end -> end < caret - start)
                        .findFirst()
                        .orElse(0);
    }

    private int after() {
        int end = lineEnd(caret);
        return caret == end ? Math.min(text.length(), caret + 1) : caret + cluster(caret, end);
    }

    /// The length of what one sees as one character; a line that only vanishes is one.
    private int cluster(int from, int end) {
        var ends = Clusters.ends(text.substring(from, end));
        return ends.isEmpty() ? end - from : ends.getFirst();
    }

    private int lineStart(int at) {
        return at == 0 ? 0 : text.lastIndexOf('\n', at - 1) + 1;
    }

    private int lineEnd(int at) {
        int end = text.indexOf('\n', at);
        return end < 0 ? text.length() : end;
    }

    private int wordStart() {
        int at = caret;
        while (at > 0 && Character.isWhitespace(text.charAt(at - 1))) {
            at--;
        }
        while (at > 0 && !Character.isWhitespace(text.charAt(at - 1))) {
            at--;
        }
        return at;
    }
}
