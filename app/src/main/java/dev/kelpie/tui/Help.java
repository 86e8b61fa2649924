package dev.kelpie.tui;

import dev.kelpie.theme.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// All keys, read from the table that dispatches them.
record Help(int top) implements Overlay {
    private static final int COLUMNS = 90;

    private record Line(String keys, String text, boolean heading) {}

    @Override
    public Turn update(Msg msg, Scene scene) {
        int rows = Math.max(1, scene.size().rows() - 4);
        int page = Math.max(1, rows - 1);
        int end = Math.max(0, lines(scene).size() - rows);
        return switch (msg) {
            case Msg.Key(var name) ->
                    switch (name) {
                        case "down", "j" -> Turn.stay(at(top + 1, end));
                        case "up", "k" -> Turn.stay(at(top - 1, end));
                        case "pgdn", "space" -> Turn.stay(at(top + page, end));
                        case "pgup" -> Turn.stay(at(top - page, end));
                        case "home", "g" -> Turn.stay(at(0, end));
                        case "end", "G" -> Turn.stay(at(end, end));
                        case "esc", "q", "?", "enter" -> Turn.close();
                        default -> Turn.stay(this);
                    };
            case Msg.Wheel(_, _, int notches) -> Turn.stay(at(top + 3 * notches, end));
            case Msg.Paste _,
                    Msg.Click _,
                    Msg.Resize _,
                    Msg.HungUp _,
                    Msg.WorldChanged _,
                    Msg.PaneMoved _,
                    Msg.Tick _,
                    Msg.Painted _,
                    Msg.Past _,
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
                    Turn.stay(this);
        };
    }

    private static Help at(int row, int end) {
        return new Help(Math.clamp(row, 0, end));
    }

    /// As they stand on this screen: nothing is cut off.
    private static List<Line> lines(Scene scene) {
        var keymap = scene.settings().keymap();
        int columns = Overlay.place(scene.size(), COLUMNS, 1).columns();
        var lines = new ArrayList<Line>();
        for (var context : Context.values()) {
            if (!lines.isEmpty()) {
                lines.add(new Line("", "", false));
            }
            lines.add(new Line("", context.title(), true));
            for (var action : Action.values()) {
                if (action.context() == context) {
                    var keys =
                            String.join(
                                    " ", keymap.keys(action).stream().map(Keymap::shown).toList());
                    lines.addAll(beside(keys, action.help(), columns));
                }
            }
        }
        return lines;
    }

    private static List<Line> beside(String keys, String text, int columns) {
        var left = Wrap.lines(keys, left(columns) - 1);
        var right = Wrap.lines(text, columns - left(columns));
        return IntStream.range(0, Math.max(left.size(), right.size()))
                .mapToObj(i ->
                        new Line(
                                i < left.size() ? left.get(i) : "",
                                i < right.size() ? right.get(i) : "",
                                false))
                .toList();
    }

    /// The columns of the keys.
    private static int left(int columns) {
        return Math.min(22, columns / 3);
    }

    @Override
    public void render(Canvas canvas, Scene scene) {
        var lines = lines(scene.size(canvas.size()));
        var box = Overlay.frame(canvas, "Keys", COLUMNS, Math.min(lines.size(), canvas.rows() - 4));
        int keys = left(box.columns());
        for (int y = 0; y < box.rows() && top + y < lines.size(); y++) {
            var line = lines.get(top + y);
            if (line.heading()) {
                box.put(0, y, line.text(), Role.DIALOG_BORDER);
                continue;
            }
            box.put(0, y, line.keys(), Role.BUTTON);
            box.put(keys, y, line.text(), Role.DIALOG);
        }
    }

    @Override
    public String hint() {
        return "↑ ↓ scroll · Esc closes";
    }
}
