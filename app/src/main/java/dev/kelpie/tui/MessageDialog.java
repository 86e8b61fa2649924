package dev.kelpie.tui;

import dev.kelpie.model.Agent;
import dev.kelpie.model.AgentId;
import dev.kelpie.model.Command;
import dev.kelpie.theme.Role;
import dev.kelpie.verb.Send;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A message of any length to one agent or to all marked ones. A text that is refused comes back,
/// for whoever refused it.
///
/// @param now whether it may be typed in the middle of a turn
/// @param problems why it was refused
/// @param leaving whether Esc was pressed on a text that somebody may miss
/// @param under what was open when a refused text came back
record MessageDialog(
        List<AgentId> to,
        Edit text,
        boolean now,
        List<String> problems,
        boolean leaving,
        Optional<Overlay> under)
        implements Overlay {
    private static final int LINES = 8;
    private static final int COLUMNS = 72;

    MessageDialog {
        to = List.copyOf(to);
        problems = List.copyOf(problems);
    }

    static MessageDialog to(List<Agent> agents) {
        return new MessageDialog(
                agents.stream().map(Agent::id).toList(),
                Edit.EMPTY,
                false,
                List.of(),
                false,
                Optional.empty());
    }

    /// What is open after a command was refused: where that was a message, its text is back.
    static Optional<Overlay> again(Command command, String why, Optional<Overlay> open) {
        if (!(command instanceof Send(var agent, _, var text, boolean now))) {
            return open;
        }
        boolean more =
                open.isPresent()
                        && open.get() instanceof MessageDialog dialog
                        && !dialog.problems.isEmpty()
                        && dialog.text.text().equals(text);
        if (more && open.get() instanceof MessageDialog before) {
            return Optional.of(
                    new MessageDialog(
                            and(before.to, agent),
                            before.text,
                            now,
                            and(before.problems, why),
                            false,
                            before.under));
        }
        return Optional.of(
                new MessageDialog(List.of(agent), Edit.of(text), now, List.of(why), false, open));
    }

    private static <T> List<T> and(List<T> all, T more) {
        var next = new ArrayList<>(all);
        next.add(more);
        return next;
    }

    @Override
    public Turn update(Msg msg, Scene scene) {
        if (msg instanceof Msg.Paste(var pasted)) {
            return Turn.stay(with(text.pasted(pasted, true)));
        }
        if (msg instanceof Msg.Click(int x, int y, _)) {
            var box = Overlay.place(scene.size(), COLUMNS, rows(scene));
            boolean when = box.has(x, y) && y == box.y() + box.rows() - 1;
            return Turn.stay(when ? typed(!now) : this);
        }
        if (!(msg instanceof Msg.Key key)) {
            return Turn.stay(this);
        }
        return switch (key.name()) {
            case "esc" ->
                    leaving || !Edit.isMissed(text.text())
                            ? new Turn(under, List.of())
                            : Turn.stay(new MessageDialog(to, text, now, problems, true, under));
            case "ctrl-s" -> send();
            case "tab" -> Turn.stay(typed(!now));
            case "enter", "ctrl-j", "alt-enter" -> Turn.stay(with(text.insert("\n")));
            case "up" -> Turn.stay(with(text.row(-1, columns(scene)).orElse(text)));
            case "down" -> Turn.stay(with(text.row(1, columns(scene)).orElse(text)));
            default -> Turn.stay(with(text.key(key)));
        };
    }

    private Turn send() {
        if (text.text().isBlank()) {
            return Turn.stay(this, new Ask.Toast(Log.Level.INFO, "the message is empty"));
        }
        var asks = new ArrayList<Ask>();
        to.forEach(agent -> asks.add(new Ask.Send(agent, text.text(), now)));
        return new Turn(under, asks);
    }

    private MessageDialog with(Edit next) {
        return new MessageDialog(to, next, now, problems, false, under);
    }

    private MessageDialog typed(boolean inATurn) {
        return new MessageDialog(to, text, inATurn, problems, false, under);
    }

    private static int lines(Size screen) {
        return Math.clamp(screen.rows() - 8L, 1, LINES);
    }

    private record Note(String text, Role role) {}

    private static int columns(Scene scene) {
        return Overlay.place(scene.size(), COLUMNS, 1).columns();
    }

    private List<Note> notes(Scene scene) {
        int columns = columns(scene);
        var notes = new ArrayList<Note>();
        for (var problem : problems) {
            Wrap.lines("✗ " + problem, columns)
                    .forEach(line -> notes.add(new Note(line, Role.TOAST_ERROR)));
        }
        Marks.note(to, scene)
                .ifPresent(note ->
                        Wrap.lines(note, columns)
                                .forEach(line -> notes.add(new Note(line, Role.WARNING))));
        if (leaving) {
            Wrap.lines(Edit.MISSED, columns)
                    .forEach(line -> notes.add(new Note(line, Role.WARNING)));
        }
        return notes;
    }

    private int rows(Scene scene) {
        return lines(scene.size()) + notes(scene).size() + 2;
    }

    @Override
    public void render(Canvas canvas, Scene scene) {
        var title =
                to.size() == 1
                        ? "Message to " + to.getFirst()
                        : "Message to " + to.size() + " agents";
        var here = scene.size(canvas.size());
        var box = Overlay.frame(canvas, title, COLUMNS, rows(here));
        var notes = notes(here);
        int high = Math.max(1, box.rows() - 2 - notes.size());
        text.render(box.region(0, 0, box.columns(), high), true, Role.INPUT);
        for (int i = 0; i < notes.size(); i++) {
            box.put(0, high + i, notes.get(i).text(), notes.get(i).role());
        }
        var when =
                now ? "typed now, even in a turn" : "kept until the turn is over, then delivered";
        box.fillRow(box.rows() - 1, Role.DIALOG);
        int x = box.put(0, box.rows() - 1, "Tab ", Role.DIALOG_BORDER);
        box.put(x, box.rows() - 1, when, Role.DIALOG);
    }

    @Override
    public String hint() {
        return "ctrl-s sends · Enter new line · Tab when · Esc cancels";
    }
}
