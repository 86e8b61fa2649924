package dev.kelpie.tui;

import dev.kelpie.theme.Role;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What is said in passing. Each stays six seconds, an error until a key is pressed; all of it is
/// in the log as well.
record Toasts(List<Toast> waiting) {
    record Toast(Log.Level level, String text, Instant until) {}

    static final Duration SHOWN = Duration.ofSeconds(6);

    /// More than this at once is a flood; the log has them all.
    private static final int WAITING_MAX = 20;

    static final Toasts NONE = new Toasts(List.of());

    Toasts {
        waiting = List.copyOf(waiting);
    }

    /// The newest is what one sees.
    Toasts with(Log.Level level, String text, Instant now) {
        var next = new ArrayList<>(waiting);
        next.add(new Toast(level, text, level == Log.Level.ERROR ? Instant.MAX : now.plus(SHOWN)));
        return new Toasts(next.subList(Math.max(0, next.size() - WAITING_MAX), next.size()));
    }

    Toasts at(Instant now) {
        var left = waiting.stream().filter(t -> t.until().isAfter(now)).toList();
        return left.size() == waiting.size() ? this : new Toasts(left);
    }

    /// Somebody pressed a key: errors were seen.
    Toasts acknowledged() {
        var left = waiting.stream().filter(t -> t.level() != Log.Level.ERROR).toList();
        return left.size() == waiting.size() ? this : new Toasts(left);
    }

    Optional<Instant> nextEnd() {
        return waiting.stream()
                .map(Toast::until)
                .filter(end -> !end.equals(Instant.MAX))
                .min(Instant::compareTo);
    }

    void render(Canvas canvas, int y) {
        if (waiting.isEmpty()) {
            return;
        }
        var toast = waiting.getLast();
        var role =
                switch (toast.level()) {
                    case INFO -> Role.TOAST_INFO;
                    case GOOD -> Role.TOAST_GOOD;
                    case WARNING -> Role.TOAST_WARNING;
                    case ERROR -> Role.TOAST_ERROR;
                };
        var more = waiting.size() > 1 ? " (+" + (waiting.size() - 1) + ", 6 shows all)" : "";
        int room = canvas.columns() - Width.of(more) - 2;
        canvas.putRight(y, " " + Width.cut(toast.text(), room) + more + " ", role);
    }
}
