package dev.kelpie.model;

import static dev.kelpie.model.Told.FIRST;
import static dev.kelpie.model.Told.FIXER;
import static dev.kelpie.model.Told.HELLO;
import static dev.kelpie.model.Told.PANE;
import static dev.kelpie.model.Told.SECOND;
import static dev.kelpie.model.Told.SITE;
import static dev.kelpie.model.Told.SPEC;
import static dev.kelpie.model.Told.USED;
import static dev.kelpie.model.Told.at;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class WorldTest {
    private static final Activity WORKING = new Activity.Working("tests");

    @Test
    void a_requested_session_is_a_new_agent_without_a_pane() {
        Agent fixer = Told.of(Told.requested(FIRST, false)).fixer();

        assertThat(fixer)
                .isEqualTo(
                        new Agent(
                                FIXER,
                                FIRST,
                                SPEC,
                                new State.Requested(),
                                Optional.empty(),
                                Optional.empty(),
                                Usage.NONE,
                                at(1),
                                at(1),
                                true,
                                1,
                                Optional.empty()));
        assertThat(fixer.pane()).isEmpty();
        assertThat(fixer.over()).isFalse();
    }

    @Test
    void a_started_session_lives_in_its_pane_and_boots() {
        Agent fixer = Told.live().fixer();

        assertThat(fixer.pane()).contains(PANE);
        assertThat(fixer.site()).contains(SITE);
        assertThat(fixer.activity()).contains(new Activity.Booting());
        assertThat(fixer.resumed()).isFalse();
    }

    @Test
    void a_new_activity_is_unseen_and_has_its_time() {
        Agent fixer = Told.live().then(Told.does(FIRST, WORKING)).fixer();

        assertThat(fixer.activity()).contains(WORKING);
        assertThat(fixer.since()).isEqualTo(at(3));
        assertThat(fixer.seen()).isFalse();
    }

    @Test
    void looking_at_it_changes_only_that_it_was_seen() {
        Told before = Told.live().then(Told.does(FIRST, WORKING));
        Instant since = before.fixer().since();

        Agent fixer = before.then(new Event.Seen(FIXER, FIRST)).fixer();

        assertThat(fixer.seen()).isTrue();
        assertThat(fixer.since()).isEqualTo(since);
    }

    @Test
    void a_word_about_a_replaced_session_changes_only_the_number() {
        World before = Told.live().then(Told.ended(FIRST), Told.requested(SECOND, false)).world();

        for (Event late :
                new Event[] {
                    Told.started(FIRST),
                    Told.does(FIRST, WORKING),
                    Told.used(FIRST),
                    Told.ended(FIRST),
                    new Event.Seen(FIXER, FIRST),
                    new Event.ConversationKnown(FIXER, FIRST, "c"),
                    new Event.StopRequested(FIXER, FIRST, at(9), true),
                    new Event.SessionInterrupted(FIXER, FIRST, "gone"),
                    new Event.SiteCleared(FIXER, FIRST, true, "")
                }) {
            World after = before.after(new Stamped(before.seq() + 1, at(9), late));

            assertThat(after)
                    .isEqualTo(
                            new World(
                                    before.seq() + 1,
                                    before.agents(),
                                    before.messages(),
                                    before.removed()));
        }
    }

    @Test
    void a_resumed_session_keeps_conversation_site_and_usage() {
        Agent fixer =
                Told.live()
                        .then(
                                new Event.ConversationKnown(FIXER, FIRST, "c-1"),
                                Told.used(FIRST),
                                Told.ended(FIRST),
                                Told.requested(SECOND, true))
                        .fixer();

        assertThat(fixer.session()).isEqualTo(SECOND);
        assertThat(fixer.conversation()).contains("c-1");
        assertThat(fixer.site()).contains(SITE);
        assertThat(fixer.usage()).isEqualTo(USED);
        assertThat(fixer.resumed()).isTrue();
        assertThat(fixer.sessions()).isEqualTo(2);
    }

    @Test
    void a_new_session_that_is_no_resume_begins_with_nothing() {
        Agent fixer =
                Told.live()
                        .then(
                                new Event.ConversationKnown(FIXER, FIRST, "c-1"),
                                Told.used(FIRST),
                                Told.ended(FIRST),
                                Told.requested(SECOND, false))
                        .fixer();

        assertThat(fixer.conversation()).isEmpty();
        assertThat(fixer.site()).isEmpty();
        assertThat(fixer.usage()).isEqualTo(Usage.NONE);
        assertThat(fixer.sessions()).isEqualTo(2);
    }

    @Test
    void a_stop_keeps_the_pane_until_the_end_and_no_finding_comes_between() {
        Told told =
                Told.live()
                        .then(
                                new Event.StopRequested(FIXER, FIRST, at(60), true),
                                Told.does(FIRST, WORKING));

        assertThat(told.fixer().state()).isEqualTo(new State.Stopping(PANE, at(60), true));
        assertThat(told.then(Told.ended(FIRST)).fixer().state())
                .isEqualTo(new State.Ended(new Exit.Code(0), true));
    }

    @Test
    void a_worktree_that_is_to_go_is_remembered_until_the_clean_up_was_there() {
        Told told = Told.live().then(Told.ended(FIRST), stop(true));
        Instant since = told.fixer().since();
        assertThat(told.fixer().state()).isEqualTo(new State.Ended(new Exit.Code(0), true));
        assertThat(since).isEqualTo(at(3));

        assertThat(told.then(cleared(false)).fixer().state())
                .isEqualTo(new State.Ended(new Exit.Code(0), false));
        assertThat(told.fixer().site()).contains(SITE);

        told.then(stop(true), new Event.AgentRemoved(FIXER), cleared(true));
        assertThat(told.world().removed())
                .singleElement()
                .satisfies(gone -> {
                    assertThat(gone.state()).isEqualTo(new State.Ended(new Exit.Code(0), false));
                    assertThat(gone.site()).isEmpty();
                });
    }

    @Test
    void a_kill_in_the_middle_of_a_stop_counts_for_the_worktree() {
        Told told = Told.live().then(stop(true), stop(false), Told.ended(FIRST));

        assertThat(told.fixer().state()).isEqualTo(new State.Ended(new Exit.Code(0), true));
    }

    private static Event stop(boolean removeSite) {
        return new Event.StopRequested(FIXER, FIRST, at(9), removeSite);
    }

    @Test
    void one_that_was_ended_while_it_was_opened_does_not_live_but_its_place_is_known() {
        Told told = Told.of(Told.requested(FIRST, false), Told.ended(FIRST), Told.started(FIRST));

        assertThat(told.fixer().over()).isTrue();
        assertThat(told.fixer().pane()).isEmpty();
        assertThat(told.fixer().site()).contains(SITE);
    }

    @Test
    void what_never_started_leaves_no_worktree() {
        Told told =
                Told.of(
                        Told.requested(FIRST, false),
                        new Event.SessionEnded(FIXER, FIRST, new Exit.NeverStarted("no tmux")));

        assertThat(told.fixer().state())
                .isEqualTo(new State.Ended(new Exit.NeverStarted("no tmux"), true));
    }

    @Test
    void what_could_not_be_resumed_keeps_its_worktree() {
        Told told =
                Told.live()
                        .then(Told.ended(FIRST))
                        .then(Told.requested(SECOND, true))
                        .then(
                                new Event.SessionEnded(
                                        FIXER, SECOND, new Exit.NeverStarted("no tmux")));

        assertThat(told.fixer().state())
                .isEqualTo(new State.Ended(new Exit.NeverStarted("no tmux"), false));
        assertThat(told.fixer().site()).contains(SITE);
    }

    @Test
    void an_interrupted_session_is_over_and_keeps_its_site() {
        Agent fixer =
                Told.live()
                        .then(new Event.SessionInterrupted(FIXER, FIRST, "the server died"))
                        .fixer();

        assertThat(fixer.over()).isTrue();
        assertThat(fixer.pane()).isEmpty();
        assertThat(fixer.site()).contains(SITE);
    }

    @Test
    void a_site_goes_only_when_it_was_removed() {
        Told told = Told.live().then(Told.ended(FIRST));

        assertThat(told.then(cleared(false)).fixer().site()).contains(SITE);
        assertThat(told.then(cleared(true)).fixer().site()).isEmpty();
    }

    private static Event cleared(boolean removed) {
        return new Event.SiteCleared(FIXER, FIRST, removed, "");
    }

    @Test
    void a_second_start_of_a_delivery_is_its_last() {
        Event started = new Event.DeliveryStarted(FIXER, FIRST, HELLO);

        Told told = Told.live().then(Told.said(), started, started);

        assertThat(told.world().messages().values())
                .extracting(Message::phase)
                .containsExactly(Message.Phase.FINISHING);
    }

    @Test
    void a_held_message_remembers_why_and_since_when_it_has_been_that() {
        Told told = Told.live().then(Told.said(), held("draft"), held("draft"));
        assertThat(told.world().messages().values())
                .singleElement()
                .extracting(Message::hold)
                .isEqualTo(Optional.of(new Message.Hold("draft", at(4))));

        told.then(held("dialog"));
        assertThat(told.world().messages().values())
                .singleElement()
                .satisfies(m -> assertThat(m.hold()).contains(new Message.Hold("dialog", at(6))))
                .satisfies(m -> assertThat(m.phase()).isEqualTo(Message.Phase.QUEUED));
    }

    private static Event held(String why) {
        return new Event.DeliveryEnded(FIXER, FIRST, HELLO, Message.Fate.HELD, why);
    }

    @Test
    void a_message_waits_then_is_typed_then_is_gone() {
        Told told = Told.live().then(Told.said());
        assertThat(told.world().messages().get(HELLO))
                .isEqualTo(
                        new Message(
                                HELLO,
                                FIXER,
                                FIRST,
                                "hello",
                                false,
                                false,
                                at(3),
                                Message.Phase.QUEUED,
                                Optional.empty()));

        told.then(new Event.DeliveryStarted(FIXER, FIRST, HELLO));
        assertThat(told.world().messages().values())
                .extracting(Message::phase)
                .containsExactly(Message.Phase.DELIVERING);

        told.then(Told.fate(Message.Fate.DELIVERED));
        assertThat(told.world().messages()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Message.Fate.class)
    void only_a_held_message_waits_again(Message.Fate fate) {
        Told told =
                Told.live()
                        .then(
                                Told.said(),
                                new Event.DeliveryStarted(FIXER, FIRST, HELLO),
                                Told.fate(fate));

        assertThat(told.world().messages().containsKey(HELLO)).isEqualTo(fate == Message.Fate.HELD);
    }

    @Test
    void what_waits_for_an_agent_waits_for_its_next_session() {
        Told told = Told.live().then(Told.said(), Told.ended(FIRST), Told.requested(SECOND, true));

        assertThat(told.world().messages().values())
                .extracting(Message::session)
                .containsExactly(SECOND);
    }

    @Test
    void a_removed_agent_comes_back_as_it_was() {
        Told told = Told.live().then(Told.used(FIRST), Told.ended(FIRST));
        Agent before = told.fixer();

        told.then(new Event.AgentRemoved(FIXER));
        assertThat(told.world().agents()).isEmpty();
        assertThat(told.world().removed()).containsExactly(before);

        told.then(new Event.AgentRestored(FIXER));
        assertThat(told.fixer()).isEqualTo(before);
        assertThat(told.world().removed()).isEmpty();
    }

    @Test
    void a_restored_agent_never_takes_the_place_of_a_new_one() {
        Told told =
                Told.live()
                        .then(
                                Told.ended(FIRST),
                                new Event.AgentRemoved(FIXER),
                                Told.requested(SECOND, false),
                                new Event.AgentRestored(FIXER));

        assertThat(told.fixer().session()).isEqualTo(SECOND);
        assertThat(told.world().removed()).hasSize(1);
    }

    @Test
    void undo_goes_so_deep_and_no_deeper() {
        var told = new Told();
        for (int i = 0; i < World.UNDO_MAX + 2; i++) {
            var id = new AgentId("agent-" + i);
            told.then(
                    new Event.SessionRequested(id, new SessionId("session0" + i), SPEC, false),
                    new Event.AgentRemoved(id));
        }

        assertThat(told.world().removed())
                .hasSize(World.UNDO_MAX)
                .first()
                .extracting(agent -> agent.id().value())
                .isEqualTo("agent-" + (World.UNDO_MAX + 1));
    }

    @Test
    void a_session_is_found_while_it_is_the_present_one() {
        World world = Told.live().world();

        assertThat(world.session(FIRST)).isEqualTo(world.agent(FIXER));
        assertThat(world.session(SECOND)).isEmpty();
    }
}
