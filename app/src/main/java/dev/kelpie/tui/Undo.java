package dev.kelpie.tui;

import dev.kelpie.model.Agent;
import dev.kelpie.model.AgentId;
import dev.kelpie.model.Command;
import dev.kelpie.model.World;
import dev.kelpie.verb.Kill;
import dev.kelpie.verb.Remove;
import dev.kelpie.verb.Restore;
import dev.kelpie.verb.Stop;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What was done on this screen and z takes back: an act at a time, whatever it was done to.
///
/// @param acts the newest first
/// @param leaving agents to be taken off the list once they have ended
record Undo(List<Act> acts, Set<AgentId> leaving) {
    /// What one answer to one question did.
    ///
    /// @param removed whether they were taken off the list; else they were only stopped
    record Act(List<AgentId> agents, boolean removed) {
        Act {
            agents = List.copyOf(agents);
        }

        private Act without(AgentId agent) {
            return new Act(agents.stream().filter(a -> !a.equals(agent)).toList(), removed);
        }
    }

    static final int ACTS_MAX = 10;

    static final Undo NONE = new Undo(List.of(), Set.of());

    Undo {
        acts = List.copyOf(acts);
        leaving = Set.copyOf(leaving);
    }

    Undo stopped(List<AgentId> agents) {
        return with(new Act(agents, false), leaving);
    }

    /// Their rows go as soon as they have ended.
    Undo killed(List<AgentId> agents) {
        var more = new HashSet<>(leaving);
        more.addAll(agents);
        return with(new Act(agents, true), more);
    }

    private Undo with(Act act, Set<AgentId> going) {
        var next = new ArrayList<>(acts);
        next.addFirst(act);
        return new Undo(next.subList(0, Math.min(ACTS_MAX, next.size())), going);
    }

    /// What was refused was not done, so there is nothing of it to take back.
    Undo refused(Command command) {
        return switch (command) {
            case Kill(var agent) -> new Undo(acts, staying(List.of(agent))).without(agent, true);
            case Stop(var agent) -> without(agent, false);
            default -> this;
        };
    }

    private Undo without(AgentId agent, boolean removed) {
        var next = new ArrayList<>(acts);
        for (int i = 0; i < next.size(); i++) {
            var act = next.get(i);
            if (act.removed() == removed && act.agents().contains(agent)) {
                next.set(i, act.without(agent));
                break;
            }
        }
        next.removeIf(act -> act.agents().isEmpty());
        return new Undo(next, leaving);
    }

    private Set<AgentId> staying(List<AgentId> agents) {
        var fewer = new HashSet<>(leaving);
        agents.forEach(fewer::remove);
        return fewer;
    }

    /// Who of the leaving has ended goes now.
    Step<Undo> farewell(World world) {
        var gone = new ArrayList<AgentId>();
        var asks = new ArrayList<Ask>();
        for (var id : leaving) {
            var agent = world.agent(id);
            if (agent.map(Agent::over).orElse(true)) {
                gone.add(id);
                agent.ifPresent(_ -> asks.add(new Ask.Do(new Remove(id), left(id))));
            }
        }
        return new Step<>(new Undo(acts, staying(gone)), asks);
    }

    private String left(AgentId agent) {
        int together =
                acts.stream()
                        .filter(act -> act.removed() && act.agents().contains(agent))
                        .findFirst()
                        .map(act -> act.agents().size())
                        .orElse(1);
        return agent
                + " is off the list; z puts "
                + (together == 1 ? "it back" : "all " + together + " back");
    }

    /// The newest act taken back. Who has not ended yet is merely not taken off any more.
    Step<Undo> back() {
        var act = acts.getFirst();
        var next = new Undo(acts.subList(1, acts.size()), staying(act.agents()));
        var asks = new ArrayList<Ask>();
        if (act.removed()) {
            var gone = act.agents().stream().filter(a -> !leaving.contains(a)).toList();
            for (var agent : gone) {
                boolean last = agent.equals(gone.getLast());
                asks.add(new Ask.Do(new Restore(agent), last ? told(act, "back") : ""));
            }
            if (gone.isEmpty()) {
                asks.add(new Ask.Toast(Log.Level.INFO, told(act, "still")));
            }
            asks.add(new Ask.Choose(act.agents().getFirst()));
        } else {
            act.agents().forEach(agent -> asks.add(new Ask.Resume(agent)));
        }
        return new Step<>(next, asks);
    }

    private static String told(Act act, String how) {
        int number = act.agents().size();
        return (number == 1 ? act.agents().getFirst() + " is " : number + " agents are ")
                + how
                + " on the list";
    }

    /// The last row that anybody took off, where nothing was done on this screen.
    static Optional<Ask> elsewhere(World world) {
        return world.removed().stream()
                .findFirst()
                .map(Agent::id)
                .map(agent -> new Ask.Do(new Restore(agent), agent + " is back on the list"));
    }
}
