package dev.kelpie;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kelpie.model.AgentId;
import dev.kelpie.model.Event;
import dev.kelpie.model.Exit;
import dev.kelpie.model.Message;
import dev.kelpie.model.MessageId;
import dev.kelpie.model.Outcome;
import dev.kelpie.model.SessionId;
import dev.kelpie.store.SqliteStore;
import dev.kelpie.store.Store;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What an engine left that was killed at one certain moment, and what the next one makes of it.
@Timeout(120)
final class AfterCrashIT {
    private static final AgentId ANN = new AgentId("ann");
    private static final MessageId MESSAGE = new MessageId("message1");
    private static final String TEXT =
            "please look at the tests of the parser again, they fail on an empty line; and tell"
                    + " me why before you change anything";

    @TempDir Path folder;

    @Test
    void a_text_that_stands_in_the_composer_is_sent_off_once_and_blocks_nothing() throws Exception {
        var herd = waiting();
        try {
            killedWhileTyping(herd, TEXT, 1);
            herd.start();

            assertThat(herd.fate(MESSAGE)).isEqualTo(Message.Fate.DELIVERED);
            assertThat(herd.fate(herd.send("ann", "and then"))).isEqualTo(Message.Fate.DELIVERED);
            assertThat(herd.heard("ann")).containsExactly(TEXT, "and then");
        } finally {
            herd.close();
        }
    }

    @Test
    void a_text_that_a_person_went_on_with_is_theirs() throws Exception {
        var herd = waiting();
        try {
            String pane = pane(herd);
            killedWhileTyping(herd, TEXT, 1);
            tmux(herd, "send-keys", "-l", "-t", pane, " and hurry");
            Outside.until(
                    "the person's words are there",
                    TestHerd.PATIENCE,
                    () -> shown(herd, pane).contains("hurry"),
                    () -> "");
            herd.start();

            assertThat(herd.fate(MESSAGE)).isEqualTo(Message.Fate.UNSURE);
            assertThat(shown(herd, pane)).contains("hurry");
            assertThat(herd.heard("ann")).isEmpty();
            assertThat(herd.eventsOf(Event.DeliveryEnded.class).getLast().detail())
                    .contains("what stands in its composer is not just this text");
        } finally {
            herd.close();
        }
    }

    @Test
    void enter_is_pressed_by_no_second_start() throws Exception {
        var herd = waiting();
        try {
            String pane = pane(herd);
            killedWhileTyping(herd, TEXT, 2);
            herd.start();

            assertThat(herd.fate(MESSAGE)).isEqualTo(Message.Fate.UNSURE);
            assertThat(shown(herd, pane)).contains("please look at");
            assertThat(herd.heard("ann")).isEmpty();
        } finally {
            herd.close();
        }
    }

    @Test
    void a_worktree_that_was_to_go_goes_after_the_restart() throws Exception {
        var herd = waiting();
        try {
            Path tree = herd.tree("ann");
            SessionId session = killedBeforeTheCleanUp(herd, List.of());
            herd.start();

            Event.SiteCleared cleared = cleared(herd, session);
            assertThat(cleared.removed()).isTrue();
            assertThat(tree).doesNotExist();
            assertThat(herd.agent("ann").site()).isEmpty();
            herd.stop();
            herd.start();
            assertThat(herd.eventsOf(Event.SiteCleared.class)).hasSize(1);
        } finally {
            herd.close();
        }
    }

    @Test
    void one_with_work_in_it_stays_and_is_not_asked_for_again() throws Exception {
        var herd = waiting();
        try {
            Path tree = herd.tree("ann");
            Files.writeString(tree.resolve("precious.txt"), "work\n");
            SessionId session = killedBeforeTheCleanUp(herd, List.of());
            herd.start();

            Event.SiteCleared cleared = cleared(herd, session);
            assertThat(cleared.removed()).isFalse();
            assertThat(cleared.detail()).contains("worktree kept");
            assertThat(tree.resolve("precious.txt")).hasContent("work");
            herd.stop();
            herd.start();
            assertThat(herd.eventsOf(Event.SiteCleared.class)).hasSize(1);
        } finally {
            herd.close();
        }
    }

    @Test
    void it_goes_even_if_the_row_went_first() throws Exception {
        var herd = waiting();
        try {
            Path tree = herd.tree("ann");
            SessionId session = killedBeforeTheCleanUp(herd, List.of(new Event.AgentRemoved(ANN)));
            herd.start();

            assertThat(cleared(herd, session).removed()).isTrue();
            assertThat(tree).doesNotExist();
            assertThat(herd.world().removed().getFirst().site()).isEmpty();
        } finally {
            herd.close();
        }
    }

    @Test
    void one_that_was_made_and_never_told_of_goes_with_its_agent() throws Exception {
        var herd = waiting();
        try {
            // The engine was killed when the tree was made and the pane was not; then the agent was
            // killed; and the next engine was killed too.
            herd.spawn("ben", "look");
            herd.awaits("ben", "waiting");
            Path tree = herd.tree("ben");
            var ben = new AgentId("ben");
            SessionId session = herd.agent("ben").session();
            String pane = herd.agent("ben").pane().orElseThrow().pane();
            var events = new ArrayList<Event>();
            herd.eventsOf(Event.SessionRequested.class).stream()
                    .filter(e -> e.agent().equals(ben))
                    .forEach(events::add);
            events.add(new Event.SessionEnded(ben, session, new Exit.Stopped()));
            events.add(new Event.StopRequested(ben, session, Instant.now(), true));
            herd.stop();
            tmux(herd, "kill-pane", "-t", pane);
            append(herd, List.of(new Event.AgentRemoved(ben)));
            append(herd, events);
            herd.start();

            assertThat(cleared(herd, session).removed()).isTrue();
            assertThat(tree).doesNotExist();
        } finally {
            herd.close();
        }
    }

    private TestHerd waiting() throws Exception {
        var herd = TestHerd.started(folder);
        herd.spawn("ann", "look");
        herd.awaits("ann", "waiting");
        return herd;
    }

    /// The text is pasted, Enter is not pressed, and the log says how often it was begun.
    private static void killedWhileTyping(TestHerd herd, String text, int starts) throws Exception {
        SessionId session = herd.agent("ann").session();
        String pane = pane(herd);
        herd.stop();
        var events = new ArrayList<Event>();
        events.add(new Event.MessageAccepted(ANN, session, MESSAGE, text, false, false));
        for (int i = 0; i < starts; i++) {
            events.add(new Event.DeliveryStarted(ANN, session, MESSAGE));
        }
        append(herd, events);
        tmux(herd, "set-buffer", "-b", "typed", text);
        tmux(herd, "paste-buffer", "-p", "-b", "typed", "-t", pane);
        Outside.until(
                "the text is in the composer",
                TestHerd.PATIENCE,
                () -> shown(herd, pane).contains("before you"),
                () -> "");
    }

    private static SessionId killedBeforeTheCleanUp(TestHerd herd, List<Event> then)
            throws Exception {
        SessionId session = herd.agent("ann").session();
        String pane = pane(herd);
        herd.stop();
        tmux(herd, "kill-pane", "-t", pane);
        var events = new ArrayList<Event>();
        events.add(new Event.StopRequested(ANN, session, Instant.now(), true));
        events.add(new Event.SessionEnded(ANN, session, new Exit.Stopped()));
        events.addAll(then);
        append(herd, events);
        return session;
    }

    private static void append(TestHerd herd, List<Event> events) {
        try (var store = SqliteStore.open(herd.home.database())) {
            store.append(
                    List.of(new Store.Batch(Optional.empty(), new Outcome.Done("", 0), events)),
                    Instant.now());
        }
    }

    private static Event.SiteCleared cleared(TestHerd herd, SessionId session) throws Exception {
        herd.until(
                "the clean-up was there",
                _ ->
                        herd.eventsOf(Event.SiteCleared.class).stream()
                                .anyMatch(e -> e.session().equals(session)));
        return herd.eventsOf(Event.SiteCleared.class).getLast();
    }

    private static String shown(TestHerd herd, String pane) {
        try {
            return tmux(herd, "capture-pane", "-p", "-t", pane);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "";
        }
    }

    private static String pane(TestHerd herd) {
        return herd.agent("ann").pane().orElseThrow().pane();
    }

    private static String tmux(TestHerd herd, String... arguments)
            throws IOException, InterruptedException {
        return Outside.tmux(herd.home.socket(), herd.environment, arguments);
    }
}
