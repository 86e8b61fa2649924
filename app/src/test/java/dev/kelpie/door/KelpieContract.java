package dev.kelpie.door;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kelpie.engine.Kelpie;
import dev.kelpie.engine.Query;
import dev.kelpie.engine.RuntimeOffer;
import dev.kelpie.model.AgentId;
import dev.kelpie.model.AgentSpec;
import dev.kelpie.model.Command;
import dev.kelpie.model.MessageId;
import dev.kelpie.model.Outcome;
import dev.kelpie.model.Permissions;
import dev.kelpie.model.Reason;
import dev.kelpie.model.RequestId;
import dev.kelpie.model.SessionId;
import dev.kelpie.model.Stamped;
import dev.kelpie.model.Workplace;
import dev.kelpie.verb.Kill;
import dev.kelpie.verb.Send;
import dev.kelpie.verb.Spawn;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// What every Kelpie does, on whichever side of the socket. The hands behind it do nothing.
interface KelpieContract {
    AgentId ANN = new AgentId("ann");

    List<RuntimeOffer> OFFERS =
            List.of(
                    new RuntimeOffer("shell", Optional.empty()),
                    new RuntimeOffer("claude", Optional.of("not installed: get it")));

    /// A Kelpie over an empty store, and its lookup answers with the query's own name.
    Kelpie kelpie();

    @Test
    default void what_was_accepted_is_in_the_world_on_return() throws InterruptedException {
        Outcome outcome = kelpie().execute(fresh(), spawn("ann"));
        assertThat(outcome).isInstanceOf(Outcome.Done.class);
        assertThat(kelpie().world().agent(ANN)).isPresent();
        assertThat(kelpie().world().seq()).isEqualTo(((Outcome.Done) outcome).seq());
    }

    @Test
    default void the_same_request_again_gets_the_first_answer_and_does_nothing()
            throws InterruptedException {
        RequestId id = fresh();
        Command spawn = spawn("ann");
        Outcome first = kelpie().execute(id, spawn);
        long seq = kelpie().world().seq();
        assertThat(kelpie().execute(id, spawn)).isEqualTo(first);
        assertThat(kelpie().world().seq()).isEqualTo(seq);
    }

    @Test
    default void a_refusal_says_why_changes_nothing_and_is_decided_anew()
            throws InterruptedException {
        RequestId id = fresh();
        Outcome refused = kelpie().execute(id, new Kill(ANN));
        assertThat(refused)
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        r -> assertThat(r.reason()).isEqualTo(Reason.UNKNOWN_AGENT));
        assertThat(kelpie().world().seq()).isZero();
        assertThat(kelpie().execute(fresh(), spawn("ann"))).isInstanceOf(Outcome.Done.class);
        assertThat(kelpie().execute(id, new Kill(ANN))).isInstanceOf(Outcome.Done.class);
    }

    @Test
    default void a_text_arrives_as_it_was_given() throws InterruptedException {
        kelpie().execute(fresh(), spawn("ann"));
        String text = "-naïve 日本語 😀\t\u0001 \"quoted\" \\ \n end;";
        var id = new MessageId("message1");
        kelpie().execute(fresh(), new Send(ANN, id, text, true));
        assertThat(kelpie().world().messages().values())
                .filteredOn(message -> message.id().equals(id))
                .singleElement()
                .satisfies(message -> assertThat(message.text()).isEqualTo(text))
                .satisfies(message -> assertThat(message.force()).isTrue());
    }

    @Test
    default void a_watch_tells_of_each_event_once_in_order_old_and_new() throws Exception {
        kelpie().execute(fresh(), spawn("ann"));
        BlockingQueue<Stamped> told = new LinkedBlockingQueue<>();
        try (var watch = kelpie().watch(0, told::add)) {
            kelpie().execute(fresh(), spawn("ben"));
            kelpie().execute(fresh(), spawn("cat"));
            for (int seq = 1; seq <= 3; seq++) {
                Stamped event = told.poll(10, TimeUnit.SECONDS);
                assertThat(event).isNotNull();
                assertThat(event.seq()).isEqualTo(seq);
            }
            assertThat(watch.open()).isTrue();
        }
        assertThat(told).isEmpty();
    }

    @Test
    default void a_watch_from_the_middle_tells_of_what_comes_after() throws Exception {
        kelpie().execute(fresh(), spawn("ann"));
        kelpie().execute(fresh(), spawn("ben"));
        BlockingQueue<Stamped> told = new LinkedBlockingQueue<>();
        try (var _ = kelpie().watch(1, told::add)) {
            Stamped event = told.poll(10, TimeUnit.SECONDS);
            assertThat(event).isNotNull();
            assertThat(event.event().agent()).isEqualTo(new AgentId("ben"));
        }
    }

    @Test
    default void a_query_is_answered_in_its_own_type() throws InterruptedException {
        kelpie().execute(fresh(), spawn("ann"));
        assertThat(kelpie().ask(new Query.Screen(ANN, 5, true))).isEqualTo("Screen");
        assertThat(kelpie().ask(new Query.Explain(ANN))).containsExactly("Explain");
        assertThat(kelpie().ask(new Query.Runtimes())).isEqualTo(OFFERS);
        assertThat(kelpie().ask(new Query.History(0, 10)))
                .singleElement()
                .satisfies(e -> assertThat(e.event().agent()).isEqualTo(ANN));
    }

    @Test
    default void of_many_at_once_that_want_one_name_one_gets_it() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var futures = new ArrayList<Future<Outcome>>();
            for (int i = 0; i < 20; i++) {
                futures.add(threads.submit(() -> kelpie().execute(fresh(), spawn("ann"))));
            }
            var outcomes = new ArrayList<Outcome>();
            for (Future<Outcome> future : futures) {
                outcomes.add(future.get(30, TimeUnit.SECONDS));
            }
            assertThat(outcomes).filteredOn(Outcome.Done.class::isInstance).hasSize(1);
            assertThat(kelpie().world().seq()).isEqualTo(1);
        }
    }

    private static RequestId fresh() {
        return new RequestId(UUID.randomUUID().toString());
    }

    private static Command spawn(String name) {
        return new Spawn(
                new AgentId(name),
                new SessionId("session" + name),
                new AgentSpec(
                        "fake",
                        new Workplace.Directory("/tmp"),
                        Optional.empty(),
                        Permissions.ASK,
                        Optional.empty(),
                        Optional.of("look"),
                        Map.of("A", "b")));
    }

    /// Answers with the query's name.
    static List<String> name(Query<?> query) {
        return List.of(query.getClass().getSimpleName());
    }
}
