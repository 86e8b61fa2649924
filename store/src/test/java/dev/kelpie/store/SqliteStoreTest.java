package dev.kelpie.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kelpie.model.AgentId;
import dev.kelpie.model.Event;
import dev.kelpie.model.Outcome;
import dev.kelpie.model.Reason;
import dev.kelpie.model.RequestId;
import dev.kelpie.model.SessionId;
import dev.kelpie.model.Stamped;
import dev.kelpie.model.Usage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteStoreTest {
    private static final Instant NOW = Instant.parse("2026-11-21T09:00:00.123456789Z");
    private static final AgentId FIXER = new AgentId("fixer");
    private static final SessionId SESSION = new SessionId("session1");
    private static final RequestId REQUEST = new RequestId("request-1");
    private static final Event HELLO = new Event.Noted(FIXER, "hello");

    @TempDir(factory = FastDirectory.class)
    Path home;

    private Path path = Path.of("");

    @BeforeEach
    void name_the_file() {
        path = home.resolve("a new/place for?it#1%20/kelpie.db");
    }

    @Test
    void events_are_stamped_in_order_with_the_time_that_is_kept() {
        try (var store = SqliteStore.open(path)) {
            List<Stamped> stamped = store.append(List.of(told(HELLO, HELLO), told(HELLO)), NOW);

            var kept = Instant.parse("2026-11-21T09:00:00.123456Z");
            assertThat(stamped)
                    .containsExactly(
                            new Stamped(1, kept, HELLO),
                            new Stamped(2, kept, HELLO),
                            new Stamped(3, kept, HELLO));
            assertThat(store.after(0, 10)).isEqualTo(stamped);
            assertThat(store.after(1, 1)).isEqualTo(stamped.subList(1, 2));
            assertThat(store.after(3, 10)).isEmpty();
        }
    }

    @Test
    void a_request_leaves_its_outcome_with_the_number_of_its_last_event() {
        var refused = new RequestId("request-2");
        var no = new Outcome.Refused(Reason.UNKNOWN_AGENT, "no agent 'x'");
        try (var store = SqliteStore.open(path)) {
            store.append(
                    List.of(
                            told(HELLO),
                            Histories.batch(REQUEST, List.of(HELLO, HELLO)),
                            new Store.Batch(Optional.of(refused), no, List.of()),
                            told(HELLO)),
                    NOW);
        }
        try (var store = SqliteStore.open(path)) {
            assertThat(store.outcome(REQUEST)).contains(new Outcome.Done("request-1", 3));
            assertThat(store.outcome(refused)).contains(no);
            assertThat(store.outcome(new RequestId("request-3"))).isEmpty();
        }
    }

    @Test
    void a_request_that_needs_no_event_is_answered_with_the_last_number() {
        try (var store = SqliteStore.open(path)) {
            store.append(List.of(told(HELLO)), NOW);
            assertThat(store.append(List.of(Histories.batch(REQUEST, List.of())), NOW)).isEmpty();
            assertThat(store.outcome(REQUEST)).contains(new Outcome.Done("request-1", 1));
            assertThat(store.append(List.of(), NOW)).isEmpty();
        }
    }

    @Test
    void a_request_that_is_decided_twice_is_a_bug_and_changes_nothing() {
        var batch = Histories.batch(REQUEST, List.of(HELLO));
        try (var store = SqliteStore.open(path)) {
            store.append(List.of(batch), NOW);

            assertThatThrownBy(() -> store.append(List.of(told(HELLO), batch), NOW))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("request-1");

            assertThat(store.after(0, 10)).hasSize(1);
            assertThat(store.append(List.of(told(HELLO)), NOW).getFirst().seq()).isEqualTo(2);
        }
    }

    @Test
    void of_the_usages_of_a_session_only_the_last_is_kept() {
        try (var store = SqliteStore.open(path)) {
            store.append(List.of(told(requested("session1", false))), NOW);
            for (int percent = 0; percent < 20; percent++) {
                store.append(List.of(told(used(percent), used(percent))), NOW);
            }

            assertThat(store.after(0, 100)).extracting(Stamped::seq).containsExactly(1L, 41L);
            assertThat(store.load()).isEqualTo(Histories.replay(store));
            assertThat(store.load().seq()).isEqualTo(41);
        }
    }

    @Test
    void a_usage_that_a_resumed_session_took_over_is_kept_too() {
        try (var store = SqliteStore.open(path)) {
            store.append(
                    List.of(
                            told(
                                    requested("session1", false),
                                    used(1),
                                    requested("session2", true),
                                    used(2))),
                    NOW);

            assertThat(store.after(0, 100)).hasSize(4);
            assertThat(store.load()).isEqualTo(Histories.replay(store));
        }
    }

    @Test
    void the_outcomes_of_old_requests_are_forgotten() {
        try (var store = SqliteStore.open(path)) {
            store.append(List.of(Histories.batch(REQUEST, List.of(HELLO))), NOW);

            assertThat(store.forgetOldRequests(NOW.plus(SqliteStore.OUTCOME_KEPT))).isZero();
            assertThat(store.outcome(REQUEST)).isPresent();
            Instant later = NOW.plus(SqliteStore.OUTCOME_KEPT).plus(Duration.ofSeconds(1));
            assertThat(store.forgetOldRequests(later)).isEqualTo(1);
            assertThat(store.outcome(REQUEST)).isEmpty();
        }
    }

    @Test
    void nobody_but_the_owner_may_read_it() throws IOException {
        try (var store = SqliteStore.open(path)) {
            store.append(List.of(told(HELLO)), NOW);
            var seen = new ArrayList<String>();
            for (Path file : files()) {
                seen.add(
                        home.relativize(file).getNameCount()
                                + " "
                                + PosixFilePermissions.toString(
                                        Files.getPosixFilePermissions(file)));
            }
            assertThat(seen)
                    .containsExactlyInAnyOrder(
                            "1 rwx------",
                            "2 rwx------",
                            "3 rw-------",
                            "3 rw-------",
                            "3 rw-------");
        }
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.walk(home)) {
            return all.filter(file -> !file.equals(home)).toList();
        }
    }

    @Test
    void a_file_that_was_open_to_others_is_closed_to_them() throws IOException {
        SqliteStore.open(path).close();
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-rw-r--"));

        SqliteStore.open(path).close();

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                .isEqualTo("rw-------");
    }

    @Test
    void after_closing_there_is_one_file_and_nothing_else() throws IOException {
        SqliteStore.open(path).close();

        assertThat(files()).filteredOn(Files::isRegularFile).containsExactly(path);
    }

    @Test
    void two_stores_on_one_file_take_turns_and_lose_nothing() {
        try (var one = SqliteStore.open(path);
                var other = SqliteStore.open(path)) {
            for (int i = 0; i < 10; i++) {
                one.append(List.of(Histories.batch(Histories.events(i, 3))), NOW);
                other.append(List.of(Histories.batch(Histories.events(100 + i, 3))), NOW);
            }

            assertThat(one.load().seq()).isEqualTo(60);
            assertThat(one.load()).isEqualTo(other.load()).isEqualTo(Histories.replay(one));
        }
    }

    @Test
    void an_old_sqlite_is_told_from_a_good_one() {
        assertThat(Database.atLeast("3.51.3", Database.OLDEST_SQLITE)).isTrue();
        assertThat(Database.atLeast("3.100.0", Database.OLDEST_SQLITE)).isTrue();
        assertThat(Database.atLeast("4.0", Database.OLDEST_SQLITE)).isTrue();
        assertThat(Database.atLeast("3.51.2", Database.OLDEST_SQLITE)).isFalse();
        assertThat(Database.atLeast("3.9.3", Database.OLDEST_SQLITE)).isFalse();
    }

    private static Store.Batch told(Event... events) {
        return Histories.batch(List.of(events));
    }

    private static Event requested(String session, boolean resume) {
        return new Event.SessionRequested(FIXER, new SessionId(session), Samples.SPEC, resume);
    }

    private static Event used(int percent) {
        Usage none = Usage.NONE;
        return new Event.UsageSeen(
                FIXER,
                SESSION,
                new Usage(
                        Optional.of(percent),
                        false,
                        none.contextTokens(),
                        none.contextWindow(),
                        none.costDollars(),
                        none.model(),
                        none.tools(),
                        none.subagents(),
                        none.todosDone(),
                        none.todosAll()));
    }
}
