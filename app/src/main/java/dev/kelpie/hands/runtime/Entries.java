package dev.kelpie.hands.runtime;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/// The last readable lines of a transcript.
final class Entries {
    private static final int KEPT_MAX = 400;
    private static final int LINE_MAX = 2_000;

    private final Deque<String> lines = new ArrayDeque<>();

    /// Keeps a text under a speaker's sign; control characters stay out.
    void add(String sign, String text) {
        String clean = text.replaceAll("[\\p{Cntrl}&&[^\\n\\t]]", "").strip();
        if (clean.isEmpty()) {
            return;
        }
        lines.add(sign + " " + (clean.length() <= LINE_MAX ? clean : clean.substring(0, LINE_MAX)));
        while (lines.size() > KEPT_MAX) {
            lines.removeFirst();
        }
    }

    List<String> last(int max) {
        var all = new ArrayList<>(lines);
        return List.copyOf(all.subList(Math.max(0, all.size() - Math.max(0, max)), all.size()));
    }

    void clear() {
        lines.clear();
    }
}
