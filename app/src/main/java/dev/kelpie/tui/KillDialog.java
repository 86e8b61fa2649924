package dev.kelpie.tui;

import dev.kelpie.model.Agent;
import dev.kelpie.model.AgentId;
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
record KillDialog(List<Agent> agents, Map<AgentId, List<String>> losses, int at, Edit count)
        implements Overlay {
    /// More than these are not killed by two keys.
    private static final int UNCOUNTED_MAX = 3;

    private static final List<String> BUTTONS = List.of("Cancel", "Kill");

    KillDialog {
        agents = List.copyOf(agents);
        losses = Map.copyOf(losses);
    }

    static KillDialog of(List<Agent> agents) {
        return new KillDialog(agents, Map.of(), 0, Edit.EMPTY);
    }

    @Override
    public Turn update(Msg msg, Scene scene) {
        if (msg instanceof Msg.Looked(var agent, var topic, var lines) && topic == Topic.LOSSES) {
            var known = new TreeMap<>(losses);
            known.put(agent, List.copyOf(lines));
            return Turn.stay(new KillDialog(agents, known, at, count));
        }
        if (msg instanceof Msg.Click click) {
            return Confirm.buttonAt(click, Overlay.place(scene.size(), wide(), high()), BUTTONS)
                    .map(i -> i == 0 ? Turn.close() : kill())
                    .orElse(Turn.stay(this));
        }
        if (!(msg instanceof Msg.Key key)) {
            return Turn.stay(this);
        }
        return switch (key.name()) {
            case "esc" -> Turn.close();
            case "left", "right", "tab", "shift-tab", "up", "down" ->
                    Turn.stay(new KillDialog(agents, losses, 1 - at, count));
            case "enter" -> at == 0 ? Turn.close() : kill();
            default -> Turn.stay(new KillDialog(agents, losses, at, count.key(key)));
        };
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
            asks.add(new Ask.RemoveLater(agent.id()));
        }
        return new Turn(Optional.empty(), asks);
    }

    private boolean counted() {
        return agents.size() > UNCOUNTED_MAX;
    }

    private List<String> lines() {
        var lines = new ArrayList<String>();
        for (var agent : agents) {
            var lost = losses.get(agent.id());
            boolean runs = !agent.over();
            if (lost == null) {
                lines.add(agent.id() + ": looking at what would be lost …");
                continue;
            }
            lines.add(agent.id() + (runs ? ": its session ends now" : ": its session is over"));
            if (lost.isEmpty()) {
                lines.add("  nothing would be lost; its worktree goes");
            } else {
                lost.forEach(line -> lines.add("  keeps its worktree: " + line));
            }
        }
        lines.add("");
        lines.add("z puts the row back; an ended session can be resumed.");
        return lines;
    }

    private String title() {
        return agents.size() == 1
                ? "Kill " + agents.getFirst().id() + " and take it off the list?"
                : "Kill " + agents.size() + " agents and take them off the list?";
    }

    private int wide() {
        int wide = lines().stream().mapToInt(Width::of).max().orElse(0);
        return Math.max(Width.of(title()) + 2, wide);
    }

    private int high() {
        return lines().size() + 2 + (counted() ? 2 : 0);
    }

    @Override
    public void render(Canvas canvas, Scene scene) {
        var lines = lines();
        int extra = counted() ? 2 : 0;
        var box = Overlay.frame(canvas, title(), wide(), high());
        for (int y = 0; y < lines.size() && y < box.rows() - 2 - extra; y++) {
            var line = lines.get(y);
            var role = line.startsWith("  keeps") ? Role.WARNING : Role.DIALOG;
            box.put(0, y, Width.cut(line, box.columns()), role);
        }
        if (counted()) {
            int x = box.put(0, box.rows() - 3, "Type " + agents.size() + ": ", Role.DIALOG);
            count.render(box.region(x, box.rows() - 3, 8, 1), true, Role.INPUT);
        }
        Confirm.buttons(box, BUTTONS, at);
    }

    @Override
    public String hint() {
        return "← → choose · Enter does it · Esc cancels";
    }
}
