package dev.kelpie.tui;

import dev.kelpie.theme.Role;
import java.util.ArrayList;
import java.util.List;

/// All keys, read from the table that dispatches them.
record Help(int top) implements Overlay {
    private record Line(String keys, String text, boolean heading) {}

    @Override
    public Turn update(Msg msg, Scene scene) {
        int rows = Math.max(1, scene.size().rows() - 4);
        int page = Math.max(1, rows - 1);
        int end = Math.max(0, lines(scene.settings().keymap()).size() - rows);
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
                    Msg.Answered _,
                    Msg.Spawned _,
                    Msg.Looked _,
                    Msg.WayIn _,
                    Msg.CameBack _,
                    Msg.EngineLost _,
                    Msg.EngineBack _,
                    Msg.Failed _,
                    Msg.Crashed _ ->
                    Turn.stay(this);
        };
    }

    private static Help at(int row, int end) {
        return new Help(Math.clamp(row, 0, end));
    }

    private static List<Line> lines(Keymap keymap) {
        var lines = new ArrayList<Line>();
        for (var context : Context.values()) {
            if (!lines.isEmpty()) {
                lines.add(new Line("", "", false));
            }
            lines.add(new Line("", context.title(), true));
            for (var action : Action.values()) {
                if (action.context() == context) {
                    lines.add(
                            new Line(
                                    String.join(
                                            " ",
                                            keymap.keys(action).stream()
                                                    .map(Keymap::shown)
                                                    .toList()),
                                    action.help(),
                                    false));
                }
            }
        }
        return lines;
    }

    @Override
    public void render(Canvas canvas, Scene scene) {
        var lines = lines(scene.settings().keymap());
        var box = Overlay.frame(canvas, "Keys", 90, Math.min(lines.size(), canvas.rows() - 4));
        int keys = Math.min(22, box.columns() / 3);
        for (int y = 0; y < box.rows() && top + y < lines.size(); y++) {
            var line = lines.get(top + y);
            if (line.heading()) {
                box.put(0, y, line.text(), Role.DIALOG_BORDER);
                continue;
            }
            box.put(0, y, Width.cut(line.keys(), keys - 1), Role.BUTTON);
            box.put(keys, y, Width.cut(line.text(), box.columns() - keys), Role.DIALOG);
        }
    }

    @Override
    public String hint() {
        return "↑ ↓ scroll · Esc closes";
    }
}
