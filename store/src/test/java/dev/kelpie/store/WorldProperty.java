package dev.kelpie.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kelpie.model.Agent;
import dev.kelpie.model.Stamped;
import dev.kelpie.model.State;
import dev.kelpie.model.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.AfterTry;
import net.jqwik.api.lifecycle.BeforeTry;

class WorldProperty {
    private Path home = Path.of("");

    @BeforeTry
    void make_a_home() throws IOException {
        home = FastDirectory.create();
    }

    @AfterTry
    void remove_it() throws IOException {
        try (Stream<Path> files = Files.walk(home)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    /// Two roads to one world: the tables that are written along, and all events from the first.
    @Property(tries = 25)
    void what_is_loaded_is_what_the_log_adds_up_to(
            @ForAll @Size(min = 1, max = 12) List<@Size(max = 12) List<Long>> history) {
        World told = World.EMPTY;
        for (List<List<Long>> life : List.of(history, history.reversed())) {
            try (var store = SqliteStore.open(home.resolve("kelpie.db"))) {
                assertThat(store.load()).isEqualTo(told);
                for (List<Long> seeds : life) {
                    var batch = Histories.batch(seeds.stream().map(Histories::event).toList());
                    var at = Instant.ofEpochSecond(told.seq(), 123_456_789);
                    for (Stamped stamped : store.append(List.of(batch, batch), at)) {
                        told = told.after(stamped);
                    }
                }
                assertThat(store.load()).isEqualTo(told);
                assertThat(Histories.replay(store)).isEqualTo(told);
            }
        }
    }

    /// Whatever comes late, in whatever order: what has ended never runs again and keeps its exit.
    @Property(tries = 10)
    void an_ended_session_stays_ended(@ForAll long seed) {
        World world = World.EMPTY;
        int over = 0;
        for (int i = 0; i < 2_000; i++) {
            World before = world;
            world = world.after(new Stamped(i + 1L, Instant.EPOCH, Histories.event(seed + i)));
            for (Agent agent : before.agents().values()) {
                Optional<Agent> now =
                        world.agent(agent.id()).filter(a -> a.session().equals(agent.session()));
                if (agent.state() instanceof State.Ended ended && now.isPresent()) {
                    over++;
                    assertThat(now.get().state())
                            .isInstanceOfSatisfying(
                                    State.Ended.class,
                                    s -> assertThat(s.exit()).isEqualTo(ended.exit()));
                } else if (agent.over() && now.isPresent()) {
                    assertThat(now.get().over()).isTrue();
                }
            }
        }
        assertThat(over).isPositive();
    }
}
