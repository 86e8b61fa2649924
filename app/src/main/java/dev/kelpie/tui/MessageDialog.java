package dev.kelpie.tui;

import dev.kelpie.model.Agent;
import dev.kelpie.model.AgentId;
import dev.kelpie.theme.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A message of any length to one agent or to all marked ones.
///
/// @param now whether it may be typed in the middle of a turn
record MessageDialog(List<AgentId> to, Edit text, boolean now) implements Overlay {
    private static final int LINES = 8;
    private static final int COLUMNS = 72;

    MessageDialog {
        to = List.copyOf(to);
    }

    static MessageDialog to(List<Agent> agents) {
        return new MessageDialog(agents.stream().map(Agent::id).toList(), Edit.EMPTY, false);
    }

    @Override
    public Turn update(Msg msg, Scene scene) {
        if (msg instanceof Msg.Paste(var pasted)) {
            return Turn.stay(new MessageDialog(to, text.pasted(pasted, true), now));
        }
        if (msg instanceof Msg.Click(int x, int y, _)) {
            var box = Overlay.place(scene.size(), COLUMNS, lines(scene.size()) + 2);
            boolean when = box.has(x, y) && y == box.y() + box.rows() - 1;
            return Turn.stay(when ? new MessageDialog(to, text, !now) : this);
        }
        if (!(msg instanceof Msg.Key key)) {
            return Turn.stay(this);
        }
        return switch (key.name()) {
            case "esc" -> Turn.close();
            case "ctrl-s" -> send();
            case "tab" -> Turn.stay(new MessageDialog(to, text, !now));
            case "enter", "ctrl-j", "alt-enter" ->
                    Turn.stay(new MessageDialog(to, text.insert("\n"), now));
            default -> Turn.stay(new MessageDialog(to, text.key(key), now));
        };
    }

    private Turn send() {
        if (text.text().isBlank()) {
            return Turn.stay(this, new Ask.Toast(Log.Level.INFO, "the message is empty"));
        }
        var asks = new ArrayList<Ask>();
        to.forEach(agent -> asks.add(new Ask.Send(agent, text.text(), now)));
        return new Turn(Optional.empty(), asks);
    }

    private static int lines(Size screen) {
        return Math.clamp(screen.rows() - 8L, 1, LINES);
    }

    @Override
    public void render(Canvas canvas, Scene scene) {
        var title =
                to.size() == 1
                        ? "Message to " + to.getFirst()
                        : "Message to " + to.size() + " agents";
        var box = Overlay.frame(canvas, title, COLUMNS, lines(canvas.size()) + 2);
        text.render(box.region(0, 0, box.columns(), box.rows() - 2), true, Role.INPUT);
        var when =
                now ? "typed now, even in a turn" : "kept until the turn is over, then delivered";
        int x = box.put(0, box.rows() - 1, "Tab ", Role.DIALOG_BORDER);
        box.put(x, box.rows() - 1, when, Role.DIALOG);
    }

    @Override
    public String hint() {
        return "ctrl-s sends · Enter new line · Tab when · Esc cancels";
    }
}
