package dev.kelpie.fake;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Everything below the transcript at one moment, and what it looks like.
record View(
        Style style,
        Optional<String> spinner,
        List<String> todos,
        List<String> queued,
        String draft,
        String placeholder,
        Mode mode,
        boolean busy,
        String hint,
        String status,
        Optional<Dialog> dialog) {
    private static final String DIM = "\u001b[2m";
    private static final String PLAIN = "\u001b[0m";

    /// Below this width the real one drops its hint about interrupting.
    private static final int HINT_COLUMNS_MIN = 40;

    private static final int QUEUED_SHOWN = 5;

    View {
        todos = List.copyOf(todos);
        queued = List.copyOf(queued);
    }

    /// The rows of this view, the last `rows` of them if there are more.
    List<String> lines(int columns, int rows) {
        List<String> lines = new ArrayList<>();
        if (dialog.isPresent()) {
            lines.add("─".repeat(columns));
            for (String line : dialog.get().lines(style)) {
                lines.add(Text.fit(line, columns));
            }
        } else {
            above(lines, columns);
            composer(lines, columns);
            below(lines, columns);
        }
        int from = Math.max(0, lines.size() - Math.max(1, rows));
        return lines.subList(from, lines.size());
    }

    private void above(List<String> lines, int columns) {
        if (spinner.isPresent()) {
            lines.add("");
            lines.add(Text.fit(spinner.get(), columns));
        }
        for (String todo : todos) {
            lines.add(Text.fit(todo, columns));
        }
        for (String text : queued.subList(0, Math.min(queued.size(), QUEUED_SHOWN))) {
            lines.add(dim(style.mark() + " " + Text.head(text, columns), columns));
            lines.add(dim("  ⎿  Queued · ctrl+x ctrl+s to send now", columns));
        }
        lines.add("");
    }

    private void composer(List<String> lines, int columns) {
        boolean ruled = style == Style.CLAUDE;
        if (ruled) {
            lines.add("─".repeat(columns));
        }
        if (draft.isEmpty()) {
            String mark = style.mark() + " ";
            lines.add(placeholder.isEmpty() ? mark : mark + dim(placeholder, columns - 2));
        } else {
            String before = style.mark() + " ";
            for (String row : Text.rows(draft, columns - 2)) {
                lines.add(before + row);
                before = "  ";
            }
        }
        if (ruled) {
            lines.add("─".repeat(columns));
        }
    }

    private void below(List<String> lines, int columns) {
        if (!status.isEmpty()) {
            for (String row : status.split("\n", -1)) {
                lines.add(dim("  " + row, columns));
            }
        }
        if (style == Style.CODEX) {
            lines.add(dim(hint.isEmpty() ? "  gpt-6 · 100% context left" : "  " + hint, columns));
            return;
        }
        String footer = mode.footer();
        if (!hint.isEmpty()) {
            footer = hint;
        } else if (columns >= HINT_COLUMNS_MIN && draft.isEmpty()) {
            footer += " (shift+tab to cycle)" + (busy ? " · esc to interrupt" : "");
        }
        lines.add(Text.fit("  " + footer, columns));
    }

    private static String dim(String text, int columns) {
        return DIM + Text.fit(text, columns) + PLAIN;
    }
}
