package dev.kelpie.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kelpie.model.AgentId;
import dev.kelpie.model.AgentSpec;
import dev.kelpie.model.Command;
import dev.kelpie.model.Event;
import dev.kelpie.model.Message;
import dev.kelpie.model.MessageId;
import dev.kelpie.model.Outcome;
import dev.kelpie.model.Permissions;
import dev.kelpie.model.Recovery;
import dev.kelpie.model.RequestId;
import dev.kelpie.model.SessionId;
import dev.kelpie.model.Stamped;
import dev.kelpie.model.State;
import dev.kelpie.model.Workplace;
import dev.kelpie.model.World;
import dev.kelpie.store.SqliteStore;
import dev.kelpie.store.StoreException;
import dev.kelpie.verb.Answer;
import dev.kelpie.verb.BreakOff;
import dev.kelpie.verb.Kill;
import dev.kelpie.verb.Observed;
import dev.kelpie.verb.Remove;
import dev.kelpie.verb.Restore;
import dev.kelpie.verb.Resume;
import dev.kelpie.verb.Send;
import dev.kelpie.verb.Spawn;
import dev.kelpie.verb.Stop;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// One seed drives commands, what happens outside, a clock, writes that fail, and restarts between
/// any two steps; after each step what must always hold does. A failure names its seed.
final class EngineSimulation {
    private static final int STEPS = 250;
    private static final List<AgentId> NAMES =
            List.of(new AgentId("ann"), new AgentId("ben"), new AgentId("cat"));

    @TempDir Path folder;
    private Instant now = Instant.parse("2026-11-21T09:00:00Z");
    private int ids;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void what_must_always_hold_does(long seed) throws InterruptedException {
        var random = new Random(seed);
        var hands = new SimulatedHands(random);
        var accepted = new HashSet<MessageId>();
        var killed = new HashSet<SessionId>();
        var run = start(hands, random);
        try {
            for (int step = 0; step < STEPS; step++) {
                now = now.plusMillis(random.nextInt(3000));
                if (hands.cut() || random.nextInt(25) == 0) {
                    run.close();
                    run = start(hands, random);
                    hands.restart(run.engine().world());
                } else {
                    step(run.engine(), hands, random, accepted, killed);
                }
                check("seed " + seed + ", step " + step, run.engine(), hands, accepted);
            }
            if (hands.cut()) {
                run.close();
                run = start(hands, random);
                hands.restart(run.engine().world());
            }
            run.store().steady();
            hands.steady();
            calm(run.engine(), hands);
            atRest("seed " + seed, run.engine().world(), hands, killed);
            check("seed " + seed + ", at rest", run.engine(), hands, accepted);
        } finally {
            run.close();
        }
    }

    private record Run(Engine engine, StumblingStore store) {
        void close() {
            engine.close();
        }
    }

    private Run start(SimulatedHands hands, Random random) {
        var store = new StumblingStore(SqliteStore.open(folder.resolve("kelpie.db")), random);
        InstantSource source = () -> now;
        Clock clock = source.withZone(ZoneOffset.UTC);
        var engine = new Engine(store, clock, _ -> hands::take, _ -> new NoLookup()).start();
        return new Run(engine, store);
    }

    private void step(
            Engine engine,
            SimulatedHands hands,
            Random random,
            Set<MessageId> accepted,
            Set<SessionId> killed)
            throws InterruptedException {
        switch (random.nextInt(4)) {
            case 0 -> command(engine, random, accepted, killed);
            case 1 -> hands.work(engine.world());
            case 2 -> tell(engine, hands);
            default -> hands.happen(engine.world());
        }
    }

    private void command(
            Engine engine, Random random, Set<MessageId> accepted, Set<SessionId> killed)
            throws InterruptedException {
        AgentId name = NAMES.get(random.nextInt(NAMES.size()));
        Command command =
                switch (random.nextInt(12)) {
                    case 0, 1 -> new Spawn(name, session(), spec());
                    case 2, 3, 4, 5 ->
                            new Send(name, new MessageId(id()), "hello", random.nextInt(5) == 0);
                    case 6 ->
                            new Answer(
                                    name,
                                    SimulatedHands.QUESTION,
                                    SimulatedHands.OPTIONS.getFirst());
                    case 7 -> new Stop(name);
                    case 8 -> new Kill(name);
                    case 9 -> random.nextBoolean() ? new Remove(name) : new Restore(name);
                    case 10 -> new Resume(name, session());
                    default -> new BreakOff(name);
                };
        long before = engine.world().seq();
        Optional<Outcome> outcome = execute(engine, new RequestId(id()), command);
        if (outcome.filter(Outcome.Refused.class::isInstance).isPresent()) {
            assertThat(engine.world().seq()).as("a refusal left events").isEqualTo(before);
        }
        if (command instanceof Send send
                && outcome.filter(Outcome.Done.class::isInstance).isPresent()) {
            accepted.add(send.message());
        }
        if (command instanceof Kill && outcome.orElse(null) instanceof Outcome.Done done) {
            killed.add(new SessionId(done.subject()));
        }
    }

    /// A fact that could not be written is told again, as the hands do.
    private void tell(Engine engine, SimulatedHands hands) throws InterruptedException {
        Optional<Observed> fact = hands.nextFact();
        if (fact.isPresent() && execute(engine, new RequestId(id()), fact.get()).isPresent()) {
            hands.told();
        }
    }

    /// Empty when the disk failed. On return the effects are with the hands.
    private static Optional<Outcome> execute(Engine engine, RequestId id, Command command)
            throws InterruptedException {
        try {
            Outcome outcome = engine.execute(id, command);
            engine.page(0, 1);
            return Optional.of(outcome);
        } catch (StoreException _) {
            // What is on disk decides; the next check looks there.
            engine.page(0, 1);
            return Optional.empty();
        }
    }

    private static void check(
            String when, Engine engine, SimulatedHands hands, Set<MessageId> accepted)
            throws InterruptedException {
        World world = World.EMPTY;
        var over = new HashSet<MessageId>();
        var known = new HashSet<MessageId>();
        for (Stamped stamped : engine.page(0, Integer.MAX_VALUE)) {
            world = world.after(stamped);
            if (stamped.event() instanceof Event.MessageAccepted e) {
                known.add(e.message());
            }
            if (stamped.event() instanceof Event.DeliveryEnded e && e.fate() != Message.Fate.HELD) {
                over.add(e.message());
            }
        }
        assertThat(engine.world()).as(when).isEqualTo(world);
        assertThat(engine.bug()).as(when).isEmpty();
        for (AgentId name : NAMES) {
            assertThat(hands.panes(name)).as("%s: panes of %s", when, name).isLessThanOrEqualTo(1);
        }
        assertThat(hands.typed().values()).as(when).allMatch(times -> times == 1);
        assertThat(hands.submitted().values()).as(when).allMatch(times -> times == 1);
        assertThat(hands.leftBehind(world)).as(when).isEmpty();
        assertThat(known).as("%s: acknowledged and not in the log", when).containsAll(accepted);
        for (MessageId message : known) {
            assertThat(world.messages().containsKey(message) ^ over.contains(message))
                    .as("%s: %s waits or has come to an end", when, message)
                    .isTrue();
        }
    }

    /// Everything that waits is done, again and again, until nothing comes of it.
    private void calm(Engine engine, SimulatedHands hands) throws InterruptedException {
        for (int round = 0; round < 200; round++) {
            hands.settle(engine.world());
            while (!hands.idle()) {
                hands.work(engine.world());
                tell(engine, hands);
            }
        }
    }

    private static void atRest(
            String when, World world, SimulatedHands hands, Set<SessionId> killed) {
        Stream.concat(world.agents().values().stream(), world.removed().stream())
                .filter(a -> killed.contains(a.session()))
                .forEach(a -> {
                    assertThat(a.site()).as("%s: %s was killed", when, a.id()).isEmpty();
                    assertThat(hands.tree(a.session())).as("%s: tree of %s", when, a).isFalse();
                    assertThat(Recovery.recorded(a.state())).isEqualTo(Recovery.Recorded.GONE);
                });
        assertThat(world.agents().values())
                .as(when)
                .noneMatch(a ->
                        a.state() instanceof State.Requested
                                || a.state() instanceof State.Stopping);
        assertThat(world.messages().values())
                .as("%s: only those wait whose agent is over", when)
                .allMatch(m ->
                        m.phase() == Message.Phase.QUEUED
                                && world.agent(m.agent()).orElseThrow().over());
    }

    private String id() {
        return "id%010d".formatted(ids++);
    }

    private SessionId session() {
        return new SessionId(id());
    }

    private static AgentSpec spec() {
        return new AgentSpec(
                "fake",
                new Workplace.Directory("/tmp"),
                Optional.empty(),
                Permissions.DEFAULT,
                Optional.empty(),
                Optional.empty(),
                Map.of());
    }

    private static final class NoLookup implements Lookup {
        @Override
        public <R> R answer(Query<R> query, World world) {
            throw new IllegalStateException("nobody asks here");
        }
    }
}
