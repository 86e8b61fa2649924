package dev.kelpie.tui;

import dev.kelpie.model.Activity;
import dev.kelpie.model.Agent;
import dev.kelpie.model.StateName;
import dev.kelpie.verb.BreakOff;
import dev.kelpie.verb.Stop;
import java.util.ArrayList;
import java.util.List;

/// The question before a stop: break off the turn, or end the session.
final class StopDialog {
    private StopDialog() {}

    static Confirm of(List<Agent> agents, Scene scene) {
        var lines = new ArrayList<String>();
        lines.add("A stop ends the session and the running turn with it.");
        lines.add("Worktree and conversation stay; R or z goes on.");
        Marks.note(agents.stream().map(Agent::id).toList(), scene).ifPresent(lines::add);
        lines.add("");
        for (var agent : agents) {
            var detail = StateName.detail(agent);
            lines.add(
                    agent.id()
                            + " · "
                            + StateName.of(agent).word()
                            + (detail.isEmpty() ? "" : " · " + Words.excerpt(detail)));
        }
        var buttons = new ArrayList<Confirm.Button>();
        buttons.add(new Confirm.Button("Cancel", List.of()));
        var inTurn = agents.stream().filter(StopDialog::inTurn).toList();
        if (!inTurn.isEmpty()) {
            buttons.add(new Confirm.Button("Break off the turn", breakOff(inTurn)));
        }
        buttons.add(new Confirm.Button("Stop", stop(agents)));
        var title =
                agents.size() == 1
                        ? "Stop " + agents.getFirst().id() + "?"
                        : "Stop " + agents.size() + " agents?";
        return new Confirm(title, lines, buttons, 0);
    }

    private static List<Ask> breakOff(List<Agent> agents) {
        return agents.stream()
                .<Ask>map(a -> new Ask.Do(new BreakOff(a.id()), a.id() + ": turn is broken off"))
                .toList();
    }

    private static List<Ask> stop(List<Agent> agents) {
        var asks = new ArrayList<Ask>();
        for (var agent : agents) {
            asks.add(
                    new Ask.Do(
                            new Stop(agent.id()), agent.id() + " is being stopped; z undoes it"));
        }
        asks.add(new Ask.Stopped(agents.stream().map(Agent::id).toList()));
        return asks;
    }

    private static boolean inTurn(Agent agent) {
        return agent.activity()
                .map(a -> a instanceof Activity.Working || a instanceof Activity.Stalled)
                .orElse(false);
    }
}
