package dev.kelpie.door;

import dev.kelpie.engine.Kelpie;
import dev.kelpie.engine.Query;
import dev.kelpie.engine.Watch;
import dev.kelpie.model.Agent;
import dev.kelpie.model.AgentId;
import dev.kelpie.model.AgentSpec;
import dev.kelpie.model.Command;
import dev.kelpie.model.Event;
import dev.kelpie.model.Outcome;
import dev.kelpie.model.RequestId;
import dev.kelpie.model.Stamped;
import dev.kelpie.model.World;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Consumer;

/// Kelpie as it is told at a door: the values of agents' environments, which may be secrets, never
/// get past it. What is asked for goes in as it is.
record Told(Kelpie kelpie) implements Kelpie {
    /// Stands for every value.
    private static final String MASK = "***";

    @Override
    public Outcome execute(RequestId id, Command command) throws InterruptedException {
        return kelpie.execute(id, command);
    }

    @Override
    public World world() {
        World world = kelpie.world();
        var agents = new TreeMap<AgentId, Agent>(world.agents());
        agents.replaceAll((_, agent) -> masked(agent));
        List<Agent> removed = world.removed().stream().map(Told::masked).toList();
        return new World(world.seq(), agents, world.messages(), removed);
    }

    @Override
    public Watch watch(long afterSeq, Consumer<Stamped> sink) {
        return kelpie.watch(afterSeq, event -> sink.accept(masked(event)));
    }

    @Override
    @SuppressWarnings("unchecked")
    public <R> R ask(Query<R> query) throws InterruptedException {
        return query instanceof Query.History history
                ? (R) kelpie.ask(history).stream().map(Told::masked).toList()
                : kelpie.ask(query);
    }

    /// Whoever made Kelpie closes it.
    @Override
    public void close() {}

    private static Stamped masked(Stamped stamped) {
        return stamped.event() instanceof Event.SessionRequested e
                        && !e.spec().environment().isEmpty()
                ? new Stamped(
                        stamped.seq(),
                        stamped.at(),
                        new Event.SessionRequested(
                                e.agent(), e.session(), masked(e.spec()), e.resume()))
                : stamped;
    }

    private static Agent masked(Agent a) {
        return a.spec().environment().isEmpty() ? a : a.with(masked(a.spec()));
    }

    private static AgentSpec masked(AgentSpec spec) {
        var names = new TreeMap<String, String>(spec.environment());
        names.replaceAll((_, _) -> MASK);
        return new AgentSpec(
                spec.runtime(),
                spec.workplace(),
                spec.model(),
                spec.permissions(),
                spec.command(),
                spec.prompt(),
                names,
                spec.confined());
    }
}
