package dev.kelpie.tui;

import dev.kelpie.theme.Role;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/// Everything that happened and was said, the newest at the bottom unless somebody scrolled up.
record LogPanel(int up) implements Panel<LogPanel> {
    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);

    @Override
    public String title(Scene scene) {
        return "6 Log" + (up > 0 ? " · " + up + " back" : "");
    }

    @Override
    public Step<LogPanel> update(Msg msg, Scene scene, Size size) {
        int page = Math.max(1, size.rows() - 1);
        int end = Math.max(0, scene.log().entries().size() - size.rows());
        int by =
                switch (msg) {
                    case Msg.Key(var name) ->
                            switch (name) {
                                case "up" -> 1;
                                case "down" -> -1;
                                case "pgup" -> page;
                                case "pgdn" -> -page;
                                case "home" -> end;
                                case "end" -> -end;
                                default -> 0;
                            };
                    case Msg.Wheel(_, _, int notches) -> -3 * notches;
                    case Msg.Click _,
                            Msg.Paste _,
                            Msg.Resize _,
                            Msg.HungUp _,
                            Msg.WorldChanged _,
                            Msg.PaneMoved _,
                            Msg.Painted _,
                            Msg.Past _,
                            Msg.Tick _,
                            Msg.Answered _,
                            Msg.Spawned _,
                            Msg.Offered _,
                            Msg.Looked _,
                            Msg.WayIn _,
                            Msg.CameBack _,
                            Msg.EngineLost _,
                            Msg.EngineBack _,
                            Msg.Around _,
                            Msg.Failed _,
                            Msg.Crashed _ ->
                            0;
                };
        return Step.of(new LogPanel(Math.clamp((long) up + by, 0, end)));
    }

    @Override
    public void render(Canvas canvas, Scene scene, boolean focused) {
        var entries = scene.log().entries();
        if (entries.isEmpty()) {
            canvas.put(1, 0, "Nothing has happened yet.", Role.DIM);
            return;
        }
        int to = Math.max(0, entries.size() - up);
        int from = Math.max(0, to - canvas.rows());
        lines(canvas, entries.subList(from, to), scene.settings().zone(), true);
    }

    /// A line for each entry: when, about whom, what.
    static void lines(Canvas canvas, List<Log.Entry> entries, ZoneId zone, boolean names) {
        for (int y = 0; y < entries.size() && y < canvas.rows(); y++) {
            var entry = entries.get(y);
            int x = canvas.put(1, y, CLOCK.withZone(zone).format(entry.at()) + " ", Role.DIM);
            if (names && entry.agent().isPresent()) {
                x = canvas.put(x, y, entry.agent().get() + " ", Role.STRONG);
            }
            canvas.put(x, y, Width.cut(entry.text(), canvas.columns() - x), role(entry.level()));
        }
    }

    /// The same as plain text.
    static String text(List<Log.Entry> entries, Scene scene) {
        var clock = CLOCK.withZone(scene.settings().zone());
        return String.join(
                "\n", entries.stream().map(e -> clock.format(e.at()) + " " + e.text()).toList());
    }

    private static Role role(Log.Level level) {
        return switch (level) {
            case INFO -> Role.TEXT;
            case GOOD -> Role.GOOD;
            case WARNING -> Role.WARNING;
            case ERROR -> Role.DANGER;
        };
    }
}
