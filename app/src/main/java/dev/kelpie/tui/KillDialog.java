package dev.kelpie.tui;

import dev.kelpie.model.Agent;
import dev.kelpie.model.AgentId;
import dev.kelpie.model.Workplace;
import dev.kelpie.model.World;
import dev.kelpie.theme.Role;
import dev.kelpie.verb.Kill;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The question before a kill. It says exactly what would be lost, so it waits for the answer to
/// that first; several at once must be counted by hand.
///
/// @param losses what is known of each agent's worktree; an agent is missing until it is
/// @param top the first line of the list that is shown
record KillDialog(
        List<Agent> agents, Map<AgentId, List<String>> losses, int at, Edit count, int top)
        implements Overlay {
    /// More than these are not killed by two keys.
    private static final int UNCOUNTED_MAX = 3;

    private static final List<String> BUTTONS = List.of("Cancel", "Kill");

    private record Line(String text, Role role) {}

    KillDialog {
        agents = List.copyOf(agents);
        losses = Map.copyOf(losses);
    }

    static KillDialog of(List<Agent> agents) {
        return new KillDialog(agents, Map.of(), 0, Edit.EMPTY, 0);
    }

    @Override
    public Turn update(Msg msg, Scene scene) {
        if (msg instanceof Msg.Looked(var agent, var topic, var found) && topic == Topic.LOSSES) {
            var known = new TreeMap<>(losses);
            known.put(agent, List.copyOf(found));
            return Turn.stay(new KillDialog(agents, known, at, count, top));
        }
        if (msg instanceof Msg.Click click) {
            return Confirm.buttonAt(click, box(scene), BUTTONS)
                    .map(i -> i == 0 ? Turn.close() : kill())
                    .orElse(Turn.stay(this));
        }
        var lines = Scrolling.by(msg, Math.max(1, room(scene) - 1));
        if (lines.isPresent()) {
            return Turn.stay(scrolled(lines.get(), scene));
        }
        if (!(msg instanceof Msg.Key key)) {
            return Turn.stay(this);
        }
        return switch (key.name()) {
            case "esc" -> Turn.close();
            case "left", "right", "tab", "shift-tab" ->
                    Turn.stay(new KillDialog(agents, losses, 1 - at, count, top));
            case "enter" -> at == 0 ? Turn.close() : kill();
            default -> Turn.stay(new KillDialog(agents, losses, at, count.key(key), top));
        };
    }

    /// What would be lost belongs to it, as soon as all of that is known.
    @Override
    public Optional<String> question() {
        return Optional.of(title() + (losses.size() < agents.size() ? "" : losses));
    }

    private Turn kill() {
        if (losses.size() < agents.size()) {
            return Turn.stay(
                    this, new Ask.Toast(Log.Level.INFO, "what would be lost is not known yet"));
        }
        if (counted() && !count.text().strip().equals(String.valueOf(agents.size()))) {
            return Turn.stay(
                    this,
                    new Ask.Toast(Log.Level.INFO, "type " + agents.size() + " to kill them all"));
        }
        var asks = new ArrayList<Ask>();
        for (var agent : agents) {
            asks.add(new Ask.Do(new Kill(agent.id()), agent.id() + " is being killed"));
        }
        asks.add(new Ask.Killed(agents.stream().map(Agent::id).toList()));
        return new Turn(Optional.empty(), asks);
    }

    private boolean counted() {
        return agents.size() > UNCOUNTED_MAX;
    }

    private KillDialog scrolled(int by, Scene scene) {
        int lines = lines(scene, columns(scene)).size();
        // one row tells what is left out
        int end = lines <= room(scene) ? 0 : lines - room(scene) + 1;
        return new KillDialog(agents, losses, at, count, Math.clamp((long) top + by, 0, end));
    }

    /// What becomes of each agent, in lines of at most so many columns.
    private List<Line> lines(Scene scene, int columns) {
        var lines = new ArrayList<Line>();
        for (var agent : agents) {
            var lost = losses.get(agent.id());
            if (lost == null) {
                add(
                        lines,
                        agent.id() + ": looking at what would be lost …",
                        0,
                        Role.DIALOG,
                        columns);
                continue;
            }
            boolean over = scene.world().agent(agent.id()).orElse(agent).over();
            var session = over ? ": its session is over" : ": its session ends now";
            add(lines, agent.id() + session, 0, Role.DIALOG, columns);
            if (lost.isEmpty()) {
                add(lines, place(agent), 2, Role.DIALOG, columns);
            }
            lost.forEach(line -> add(lines, line, 2, Role.WARNING, columns));
            undelivered(scene.world(), agent.id())
                    .ifPresent(line -> add(lines, line, 2, Role.WARNING, columns));
        }
        return lines;
    }

    private static void add(List<Line> lines, String text, int indent, Role role, int columns) {
        Wrap.indented(text, indent, columns).forEach(line -> lines.add(new Line(line, role)));
    }

    /// What becomes of the place where nothing would be lost.
    private static String place(Agent agent) {
        if (agent.foreignPane().isPresent()) {
            return agent.adopted().map(Words::target).orElse("")
                    + " in your own tmux is closed, and all that runs in it ends; nothing in "
                    + agent.spec().workplace().path()
                    + " is removed";
        }
        boolean tree =
                agent.site()
                        .map(site -> site.branch().isPresent())
                        .orElse(agent.spec().workplace() instanceof Workplace.Worktree);
        var directory =
                agent.site().map(s -> s.directory()).orElse(agent.spec().workplace().path());
        return tree
                ? "nothing would be lost; its worktree goes"
                : "it has no worktree; nothing in " + directory + " is removed";
    }

    /// What waits for an agent goes with its row.
    private static Optional<String> undelivered(World world, AgentId agent) {
        var waiting =
                world.messages().values().stream().filter(m -> m.agent().equals(agent)).toList();
        if (waiting.isEmpty()) {
            return Optional.empty();
        }
        var first = "\"" + Words.excerpt(waiting.getFirst().text()) + "\"";
        return Optional.of(
                waiting.size() == 1
                        ? "a message that it has not got is dropped: " + first
                        : waiting.size()
                                + " messages that it has not got are dropped, the first: "
                                + first);
    }

    /// What stands under the list, whatever part of that is shown.
    private List<String> notes(Scene scene, int columns) {
        int back = Math.min(agents.size(), World.UNDO_MAX);
        var rows =
                agents.size() == 1
                        ? "z puts the row back"
                        : back < agents.size()
                                ? "z puts back the last " + back + " rows only"
                                : "z puts the rows back";
        var notes = new ArrayList<String>();
        Marks.note(agents.stream().map(Agent::id).toList(), scene)
                .ifPresent(note -> notes.addAll(Wrap.lines(note + ".", columns)));
        notes.addAll(Wrap.lines(rows + "; an ended session can be resumed.", columns));
        return notes;
    }

    private String title() {
        return agents.size() == 1
                ? "Kill " + agents.getFirst().id() + " and take it off the list?"
                : "Kill " + agents.size() + " agents and take them off the list?";
    }

    private int wide(Scene scene) {
        int wide =
                lines(scene, Integer.MAX_VALUE).stream()
                        .mapToInt(line -> Width.of(line.text()))
                        .max()
                        .orElse(0);
        int notes = notes(scene, Integer.MAX_VALUE).stream().mapToInt(Width::of).max().orElse(0);
        return Math.max(Width.of(title()) + 2, Math.max(notes, wide));
    }

    private int columns(Scene scene) {
        return Overlay.place(scene.size(), wide(scene), 1).columns();
    }

    private Layout.Rect box(Scene scene) {
        int columns = columns(scene);
        int high = lines(scene, columns).size() + 1 + foot(scene, columns) + 1;
        return Overlay.place(scene.size(), wide(scene), high);
    }

    /// Notes, the field, and the buttons.
    private int foot(Scene scene, int columns) {
        return notes(scene, columns).size() + (counted() ? 1 : 0) + 1;
    }

    /// The rows for the list; a blank one under it only where all of it fits.
    private int room(Scene scene) {
        return Math.max(1, box(scene).rows() - foot(scene, columns(scene)));
    }

    @Override
    public void render(Canvas canvas, Scene scene) {
        int columns = columns(scene);
        var lines = lines(scene, columns);
        int high = lines.size() + 1 + foot(scene, columns) + 1;
        var box = Overlay.frame(canvas, title(), wide(scene), high);
        int room = room(scene);
        boolean all = lines.size() <= room;
        int shown = all ? lines.size() : room - 1;
        int from = all ? 0 : Math.clamp(top, 0, lines.size() - shown);
        for (int y = 0; y < shown; y++) {
            var line = lines.get(from + y);
            box.put(0, y, line.text(), line.role());
        }
        if (!all) {
            Scrolling.rest(box, room - 1, lines.size() - from - shown);
        }
        int blank = box.rows() >= high ? 1 : 0;
        foot(box, scene, columns, box.rows() - foot(scene, columns) - blank);
    }

    private void foot(Canvas box, Scene scene, int columns, int top) {
        int y = top;
        for (var note : notes(scene, columns)) {
            box.put(0, y++, note, Role.DIALOG);
        }
        if (counted()) {
            int x = box.put(0, y, "Type " + agents.size() + ": ", Role.DIALOG);
            count.render(box.region(x, y, 8, 1), true, Role.INPUT);
        }
        Confirm.buttons(box, BUTTONS, at);
    }

    @Override
    public String hint() {
        return "← → choose · ↑ ↓ scroll · Enter does it · Esc cancels";
    }
}
