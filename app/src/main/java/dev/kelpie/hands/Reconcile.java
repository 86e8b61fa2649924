package dev.kelpie.hands;

import dev.kelpie.model.Agent;
import dev.kelpie.model.Effect;
import dev.kelpie.model.Exit;
import dev.kelpie.model.Message;
import dev.kelpie.model.PaneRef;
import dev.kelpie.model.Recovery;
import dev.kelpie.model.State;
import dev.kelpie.model.World;
import dev.kelpie.tmux.PaneInfo;
import dev.kelpie.tmux.Snapshot;
import dev.kelpie.verb.Observed;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The start: what the log says, held against what tmux shows, gives for each session what is to be
/// done, by the table in [Recovery]. There is no other way to start, so a crash and a quiet end are
/// the same.
final class Reconcile {
    private final Gear gear;
    private final PaneHands hands;

    Reconcile(Gear gear, PaneHands hands) {
        this.gear = gear;
        this.hands = hands;
    }

    void run() throws InterruptedException {
        World world = gear.engine().get().world();
        Snapshot snapshot = gear.panes().snapshot(Set.of());
        lostServers(world, snapshot);
        cutOff();
        Map<String, PaneInfo> byTag = new HashMap<>();
        snapshot.panes().stream()
                .filter(pane -> !pane.tag().isEmpty())
                .forEach(pane -> byTag.put(pane.tag(), pane));
        for (Agent agent : gear.engine().get().world().agents().values()) {
            if (agent.adopted().isPresent()) {
                again(agent);
                continue;
            }
            act(
                    agent,
                    Optional.ofNullable(byTag.remove(agent.session().value())),
                    snapshot.serverPid());
        }
        // Panes of sessions that no row leads to any more: ended and removed before they were
        // closed.
        for (PaneInfo pane : byTag.values()) {
            gear.tmux().kill(pane.id());
        }
        // Their rows were taken off before their clean-up came to its end.
        for (Agent agent : gear.engine().get().world().removed()) {
            if (Recovery.recorded(agent.state()) == Recovery.Recorded.TO_CLEAR) {
                clear(agent);
            }
        }
        gear.leftovers().purge(gear.engine().get().world());
    }

    /// What was being typed when the engine died: nobody knows how far it got, so it is never typed
    /// again.
    private void cutOff() throws InterruptedException {
        for (Message message : gear.engine().get().world().messages().values()) {
            if (message.phase() != Message.Phase.QUEUED) {
                gear.reporter()
                        .report(
                                new Observed.CutOff(
                                        message.agent(), message.session(), message.id()));
            }
        }
    }

    private void lostServers(World world, Snapshot snapshot) throws InterruptedException {
        var lost = new HashSet<Long>();
        for (Agent agent : world.agents().values()) {
            agent.pane()
                    .map(PaneRef::server)
                    .filter(server -> server != snapshot.serverPid())
                    .ifPresent(lost::add);
        }
        for (long server : lost) {
            gear.reporter().report(new Observed.ServerLost(server));
        }
    }

    private void act(Agent agent, Optional<PaneInfo> pane, long server)
            throws InterruptedException {
        Recovery.Seen seen =
                pane.map(p -> p.dead() ? Recovery.Seen.DEAD : Recovery.Seen.ALIVE)
                        .orElse(Recovery.Seen.NO_PANE);
        switch (Recovery.action(Recovery.recorded(agent.state()), seen)) {
            case NOTHING -> {}
            // Opening finds a pane that is there already, so it serves for adopting too.
            case OPEN -> hands.perform(new Effect.Open(agent.id(), agent.session()));
            case ADOPT -> {
                if (agent.state() instanceof State.Requested) {
                    hands.perform(new Effect.Open(agent.id(), agent.session()));
                } else {
                    gear.tokens().issue(agent.session());
                }
            }
            case RECORD_EXIT -> {
                if (agent.state() instanceof State.Requested) {
                    hands.perform(new Effect.Open(agent.id(), agent.session()));
                } else {
                    // One whose status is not known yet is left to the sampler.
                    Optional<Exit> exit = pane.flatMap(Panes::exit);
                    if (exit.isPresent()) {
                        gear.reporter()
                                .report(new Observed.Died(agent.id(), agent.session(), exit.get()));
                    }
                }
            }
            case RECORD_LOST ->
                    gear.reporter()
                            .report(
                                    new Observed.Died(
                                            agent.id(), agent.session(), new Exit.Lost()));
            case KILL -> kill(agent, pane.orElseThrow(), server);
            case CLEAR -> clear(agent);
        }
    }

    /// What was asked for an adopted agent and not finished. What became of one that ran, the first
    /// look tells; what is no session of ours any more is the person's and is left alone.
    private void again(Agent agent) {
        switch (agent.state()) {
            case State.Requested _ -> hands.perform(new Effect.Open(agent.id(), agent.session()));
            case State.Stopping stopping ->
                    hands.perform(new Effect.End(agent.id(), agent.session(), stopping.pane()));
            case State.Ended ended when ended.removeSite() -> clear(agent);
            case State.Live _, State.Interrupted _, State.Ended _ -> {}
        }
    }

    private void clear(Agent agent) {
        boolean removeSite = agent.state() instanceof State.Ended ended && ended.removeSite();
        hands.perform(new Effect.Clear(agent.id(), agent.session(), removeSite));
    }

    private void kill(Agent agent, PaneInfo pane, long server) {
        switch (agent.state()) {
            case State.Stopping stopping ->
                    hands.perform(new Effect.End(agent.id(), agent.session(), stopping.pane()));
            case State.Requested _, State.Live _, State.Interrupted _, State.Ended _ -> {
                var ref = new PaneRef(pane.id().value(), server, pane.pid());
                hands.perform(new Effect.End(agent.id(), agent.session(), ref));
                clear(agent);
            }
        }
    }
}
