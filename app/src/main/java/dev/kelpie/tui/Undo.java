package dev.kelpie.tui;

import dev.kelpie.model.Agent;
import dev.kelpie.model.AgentId;
import dev.kelpie.model.Command;
import dev.kelpie.model.SessionId;
import dev.kelpie.model.World;
import dev.kelpie.verb.Kill;
import dev.kelpie.verb.Remove;
import dev.kelpie.verb.Restore;
import dev.kelpie.verb.Stop;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What was done on this screen and z takes back: an act at a time, whatever it was done to.
///
/// @param acts the newest first
/// @param killing agents whose kill has not been answered
/// @param leaving agents whose kill was accepted: taken off the list once they have ended
/// @param returning agents whose stop was taken back before it came to its end: resumed once it has
record Undo(
        List<Act> acts,
        Set<AgentId> killing,
        Set<AgentId> leaving,
        Map<AgentId, SessionId> returning) {
    /// What one answer to one question did.
    ///
    /// @param agents as they were then
    /// @param removed whether they were taken off the list; else they were only stopped
    record Act(List<Agent> agents, boolean removed) {
        Act {
            agents = List.copyOf(agents);
        }

        private boolean about(AgentId agent) {
            return agents.stream().anyMatch(a -> a.id().equals(agent));
        }

        private Act without(AgentId agent) {
            return new Act(agents.stream().filter(a -> !a.id().equals(agent)).toList(), removed);
        }
    }

    static final int ACTS_MAX = 10;

    static final Undo NONE = new Undo(List.of(), Set.of(), Set.of(), Map.of());

    Undo {
        acts = List.copyOf(acts);
        killing = Set.copyOf(killing);
        leaving = Set.copyOf(leaving);
        returning = Map.copyOf(returning);
    }

    Undo stopped(List<Agent> agents) {
        return new Undo(with(new Act(agents, false)), killing, leaving, returning);
    }

    /// Their rows go as soon as that was accepted and they have ended.
    Undo killed(List<Agent> agents) {
        var more = new HashSet<>(killing);
        agents.forEach(agent -> more.add(agent.id()));
        return new Undo(with(new Act(agents, true)), more, leaving, returning);
    }

    private List<Act> with(Act act) {
        var next = new ArrayList<>(acts);
        next.addFirst(act);
        return next.subList(0, Math.min(ACTS_MAX, next.size()));
    }

    /// A row must not go before its kill has been decided, or nobody is there to be killed.
    Undo accepted(Command command) {
        if (!(command instanceof Kill(var agent)) || !killing.contains(agent)) {
            return this;
        }
        var more = new HashSet<>(leaving);
        more.add(agent);
        return new Undo(acts, less(killing, agent), more, returning);
    }

    /// What was refused was not done, so there is nothing of it to take back.
    Undo refused(Command command) {
        return switch (command) {
            case Kill(var agent) ->
                    new Undo(
                            without(agent, true),
                            less(killing, agent),
                            less(leaving, agent),
                            returning);
            case Stop(var agent) -> {
                var fewer = new HashMap<>(returning);
                fewer.remove(agent);
                yield new Undo(without(agent, false), killing, leaving, fewer);
            }
            default -> this;
        };
    }

    private List<Act> without(AgentId agent, boolean removed) {
        var next = new ArrayList<>(acts);
        for (int i = 0; i < next.size(); i++) {
            var act = next.get(i);
            if (act.removed() == removed && act.about(agent)) {
                next.set(i, act.without(agent));
                break;
            }
        }
        next.removeIf(act -> act.agents().isEmpty());
        return next;
    }

    private static Set<AgentId> less(Set<AgentId> all, AgentId one) {
        var fewer = new HashSet<>(all);
        fewer.remove(one);
        return fewer;
    }

    /// Who of the leaving has ended goes now, and who of the returning has ended goes on.
    Step<Undo> farewell(World world) {
        var stay = new HashSet<>(leaving);
        var wait = new HashMap<>(returning);
        var asks = new ArrayList<Ask>();
        for (var id : leaving) {
            var agent = world.agent(id);
            if (agent.map(Agent::over).orElse(true)) {
                stay.remove(id);
                agent.ifPresent(_ -> asks.add(new Ask.Do(new Remove(id), left(id))));
            }
        }
        returning.forEach((id, session) -> {
            var agent = world.agent(id).filter(a -> a.session().equals(session));
            if (agent.map(Agent::over).orElse(true)) {
                wait.remove(id);
                agent.ifPresent(_ -> asks.add(new Ask.Resume(id)));
            }
        });
        return new Step<>(new Undo(acts, killing, stay, wait), asks);
    }

    private String left(AgentId agent) {
        int together =
                acts.stream()
                        .filter(act -> act.removed() && act.about(agent))
                        .findFirst()
                        .map(act -> act.agents().size())
                        .orElse(1);
        return agent
                + " is off the list; z puts "
                + (together == 1 ? "it back" : "all " + together + " back");
    }

    /// The newest act taken back.
    Step<Undo> back(World world) {
        var act = acts.getFirst();
        var rest = new Undo(acts.subList(1, acts.size()), killing, leaving, returning);
        return act.removed() ? rest.restoring(act) : rest.resuming(act, world);
    }

    /// Who has not ended yet is merely not taken off any more.
    private Step<Undo> restoring(Act act) {
        var asks = new ArrayList<Ask>();
        var next = this;
        var gone = new ArrayList<AgentId>();
        for (var agent : act.agents()) {
            var id = agent.id();
            if (!killing.contains(id) && !leaving.contains(id)) {
                gone.add(id);
            }
            next = new Undo(acts, less(next.killing, id), less(next.leaving, id), returning);
        }
        for (var agent : gone) {
            boolean last = agent.equals(gone.getLast());
            asks.add(new Ask.Do(new Restore(agent), last ? told(act, "back") : ""));
        }
        if (gone.isEmpty()) {
            asks.add(new Ask.Toast(Log.Level.INFO, told(act, "still")));
        }
        asks.add(new Ask.Choose(act.agents().getFirst().id()));
        return new Step<>(next, asks);
    }

    /// Who has not ended yet goes on as soon as that is over; who has gone on already is left
    /// alone.
    private Step<Undo> resuming(Act act, World world) {
        var wait = new HashMap<>(returning);
        var asks = new ArrayList<Ask>();
        for (var agent : act.agents()) {
            var id = agent.id();
            var same = world.agent(id).filter(now -> now.session().equals(agent.session()));
            if (same.isEmpty()) {
                asks.add(
                        new Ask.Toast(
                                Log.Level.INFO,
                                world.agent(id).isPresent()
                                        ? id + " was started anew since; that stop is past"
                                        : id + " is off the list"));
            } else if (same.get().over()) {
                asks.add(new Ask.Resume(id));
            } else {
                wait.put(id, agent.session());
                asks.add(new Ask.Toast(Log.Level.INFO, id + " goes on as soon as it has ended"));
            }
        }
        return new Step<>(new Undo(acts, killing, leaving, wait), asks);
    }

    private static String told(Act act, String how) {
        int number = act.agents().size();
        return (number == 1 ? act.agents().getFirst().id() + " is " : number + " agents are ")
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
