package dev.kelpie.hands;

import dev.kelpie.engine.Lookup;
import dev.kelpie.engine.Query;
import dev.kelpie.hands.runtime.AgentRuntime;
import dev.kelpie.model.Agent;
import dev.kelpie.model.AgentId;
import dev.kelpie.model.AgentSpec;
import dev.kelpie.model.PaneRef;
import dev.kelpie.model.Stamped;
import dev.kelpie.model.State;
import dev.kelpie.model.StateName;
import dev.kelpie.model.Workplace;
import dev.kelpie.model.World;
import dev.kelpie.tmux.PaneId;
import dev.kelpie.verb.Adopt;
import dev.kelpie.verb.Resume;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Answers what is no part of the world: screens, conversations, differences, and what stands
/// against a wish.
public final class Lookout implements Lookup {
    private final Gear gear;
    private final Sampler sampler;
    private final Pages pages;

    /// Reads the log.
    public interface Pages {
        List<Stamped> page(long after, int limit) throws InterruptedException;
    }

    Lookout(Gear gear, Sampler sampler, Pages pages) {
        this.gear = gear;
        this.sampler = sampler;
        this.pages = pages;
    }

    @Override
    @SuppressWarnings("unchecked")
    public <R> R answer(Query<R> query, World world) throws InterruptedException {
        return (R)
                switch (query) {
                    case Query.Screen(var agent, int history, boolean colours) ->
                            screen(world, agent, history, colours);
                    case Query.Transcript(var agent, int last) ->
                            world.agent(agent)
                                    .flatMap(gear.eyes()::on)
                                    .map(eye -> eye.transcript(last))
                                    .orElse(List.of());
                    case Query.Diff(var agent) ->
                            world.agent(agent).map(gear.sites()::diff).orElse("");
                    case Query.Explain(var agent) -> explain(world, agent);
                    case Query.Losses(var agent) -> losses(world, agent);
                    case Query.Objections(var agent, var spec) -> objections(world, agent, spec);
                    case Query.ResumeObjections(var agent) -> resumeObjections(world, agent);
                    case Query.History(long after, int limit) -> pages.page(after, limit);
                    case Query.AttachCommand(var agent) ->
                            pane(world, agent)
                                    .map(gear.tmux()::attachCommand)
                                    .or(() ->
                                            abroad(world, agent).map(gear.abroad()::attachCommand))
                                    .orElse(List.of());
                    case Query.Runtimes _ -> Offers.of(gear.runtimes());
                    case Query.Doctor _ -> new Checkup(gear).lines();
                    case Query.Strangers _ ->
                            gear.strangers().list().stream()
                                    .filter(s -> Adopt.at(world, s.place()).isEmpty())
                                    .toList();
                };
    }

    private static Optional<PaneId> pane(World world, AgentId agent) {
        return world.agent(agent).flatMap(Agent::pane).map(PaneRef::pane).map(PaneId::new);
    }

    private static Optional<Workplace.Adopted> abroad(World world, AgentId agent) {
        return world.agent(agent).filter(a -> a.foreignPane().isPresent()).flatMap(Agent::adopted);
    }

    private String screen(World world, AgentId id, int history, boolean colours) {
        Optional<PaneId> pane = pane(world, id);
        if (pane.isPresent()) {
            return gear.tmux().capture(pane.get(), history, colours);
        }
        Optional<Workplace.Adopted> place = abroad(world, id);
        if (place.isPresent()) {
            return gear.abroad().capture(place.get(), history, colours);
        }
        return world.agent(id).map(a -> gear.panes().last(a.session())).orElse("");
    }

    /// As the kill itself will find it: without the processes that it ends.
    private List<String> losses(World world, AgentId id) {
        Optional<Agent> agent = world.agent(id);
        if (agent.isEmpty()) {
            return List.of();
        }
        Set<Long> ending =
                abroad(world, id)
                        .map(gear.abroad()::processes)
                        .or(() ->
                                gear.panes()
                                        .find(agent.get().session())
                                        .map(found -> gear.tmux().processes(found.pane().id())))
                        .orElse(Set.of());
        return gear.sites().losses(agent.get(), ending, Sites.others(world, agent.get()));
    }

    private List<String> explain(World world, AgentId id) {
        Optional<Agent> agent = world.agent(id);
        if (agent.isEmpty()) {
            return List.of();
        }
        var lines = new ArrayList<String>();
        lines.add(
                id
                        + " is "
                        + StateName.of(agent.get()).word()
                        + " since "
                        + agent.get().since().truncatedTo(ChronoUnit.SECONDS)
                        + detail(agent.get()));
        world.hold(id)
                .ifPresent(hold ->
                        lines.add(
                                "a message is held since "
                                        + hold.since().truncatedTo(ChronoUnit.SECONDS)
                                        + ": "
                                        + hold.why()));
        agent.get()
                .doubt()
                .ifPresent(doubt ->
                        lines.add(
                                "a message may not have arrived, since "
                                        + doubt.since().truncatedTo(ChronoUnit.SECONDS)
                                        + ": "
                                        + doubt.why()));
        lines.addAll(sampler.explanation(agent.get().session()));
        return lines;
    }

    private static String detail(Agent agent) {
        String detail = StateName.detail(agent);
        return detail.isEmpty() ? "" : ": " + detail;
    }

    private List<String> objections(World world, AgentId id, AgentSpec spec) {
        var objections = new ArrayList<String>();
        Optional<AgentRuntime> runtime = gear.runtimes().named(spec.runtime());
        if (runtime.isEmpty()) {
            objections.add(gear.runtimes().absence(spec.runtime()));
        }
        runtime.flatMap(r -> r.objection(spec)).ifPresent(objections::add);
        // of a name on the list the refusal itself says more
        if (world.agent(id).isEmpty()) {
            gear.sites().objection(id, spec.workplace()).ifPresent(objections::add);
        }
        return objections;
    }

    private List<String> resumeObjections(World world, AgentId id) {
        Optional<Agent> agent = world.agent(id);
        if (agent.isEmpty() || !agent.get().over()) {
            return List.of();
        }
        if (agent.get().adopted().isPresent()) {
            return List.of(Resume.byHand(id));
        }
        String name = agent.get().spec().runtime();
        Optional<AgentRuntime> runtime = gear.runtimes().named(name);
        if (runtime.isEmpty()) {
            return List.of(gear.runtimes().absence(name));
        }
        boolean resumes = runtime.filter(AgentRuntime::resumes).isPresent();
        boolean ranEver =
                agent.get().resumed()
                        || !(agent.get().state() instanceof State.Ended ended
                                && ended.exit() instanceof dev.kelpie.model.Exit.NeverStarted);
        if (resumes && agent.get().conversation().isPresent() && ranEver) {
            return List.of();
        }
        return List.of(
                resumes
                        ? "it has no conversation to go on with; free its name by `kelpie kill"
                                + " --remove "
                                + id
                                + "` and spawn it anew"
                        : "the runtime "
                                + agent.get().spec().runtime()
                                + " can't be resumed; free its name by `kelpie kill --remove "
                                + id
                                + "` and spawn it anew");
    }
}
