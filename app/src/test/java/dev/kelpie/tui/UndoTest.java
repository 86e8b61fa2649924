package dev.kelpie.tui;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kelpie.model.Agent;
import dev.kelpie.model.AgentId;
import dev.kelpie.model.Exit;
import dev.kelpie.model.Outcome;
import dev.kelpie.model.Reason;
import dev.kelpie.model.SessionId;
import dev.kelpie.model.State;
import dev.kelpie.model.Usage;
import dev.kelpie.verb.Kill;
import dev.kelpie.verb.Remove;
import dev.kelpie.verb.Restore;
import dev.kelpie.verb.Stop;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class UndoTest {
    private static final AgentId WEB = new AgentId("web-2");
    private static final AgentId API = new AgentId("api-1");
    private static final AgentId INFRA = new AgentId("infra");

    private final Player player = new Player(Herd.model(Herd.eight(), 80, 24));

    @Test
    void a_kill_of_many_is_taken_back_as_one() {
        kill(WEB, API, INFRA);
        ended(WEB);
        ended(API);
        ended(INFRA);
        assertThat(player.asked())
                .contains(
                        new Ask.Do(new Remove(INFRA), "infra is off the list; z puts all 3 back"));
        player.press("z");
        assertThat(player.asked())
                .containsExactly(
                        new Ask.Do(new Restore(API), ""),
                        new Ask.Do(new Restore(INFRA), ""),
                        new Ask.Do(new Restore(WEB), "3 agents are back on the list"));
    }

    @Test
    void a_stop_of_many_is_taken_back_as_one() {
        player.press("space", "space", "x", "right", "enter");
        ended(API);
        ended(WEB);
        player.asked();
        player.press("z");
        assertThat(player.asked()).containsExactly(new Ask.Resume(API), new Ask.Resume(WEB));
        assertThat(player.press("z").asked()).isEmpty();
        assertThat(player.said()).isEqualTo("undo: there is nothing to undo");
    }

    @Test
    void who_has_not_ended_yet_is_merely_not_taken_off() {
        kill(WEB, API);
        ended(API);
        player.asked();
        player.press("z");
        assertThat(player.asked())
                .containsExactly(new Ask.Do(new Restore(API), "2 agents are back on the list"));
        ended(WEB);
        assertThat(player.asked()).isEmpty();
        kill(INFRA);
        player.asked();
        player.press("z");
        assertThat(player.said()).isEqualTo("infra is still on the list");
    }

    @Test
    void what_was_refused_was_not_done() {
        kill(WEB, API);
        player.send(
                new Msg.Answered(
                        new Kill(API), "", new Outcome.Refused(Reason.STILL_RUNNING, "not now")));
        ended(WEB);
        player.asked();
        player.press("z");
        assertThat(player.asked())
                .containsExactly(new Ask.Do(new Restore(WEB), "web-2 is back on the list"));
    }

    @Test
    void a_row_leaves_only_when_its_kill_has_been_accepted() {
        ended(INFRA);
        killUnanswered(INFRA);
        assertThat(player.asked())
                .containsExactly(new Ask.Do(new Kill(INFRA), "infra is being killed"));
        player.send(new Msg.Tick(Herd.NOW.plusSeconds(1)));
        assertThat(player.asked()).isEmpty();
        accepted(INFRA);
        assertThat(player.asked())
                .containsExactly(
                        new Ask.Do(new Remove(INFRA), "infra is off the list; z puts it back"));
    }

    @Test
    void a_row_whose_kill_failed_stays_when_it_ends_later() {
        killUnanswered(WEB);
        player.send(
                new Msg.Answered(
                        new Kill(WEB), "", new Outcome.Refused(Reason.SHUTTING_DOWN, "no disk")));
        player.asked();
        ended(WEB);
        assertThat(player.asked()).isEmpty();
    }

    @Test
    void a_stop_taken_back_before_its_end_is_a_resume_at_its_end() {
        stop(API);
        player.press("z");
        assertThat(player.asked()).isEmpty();
        assertThat(player.said()).isEqualTo("api-1 goes on as soon as it has ended");
        ended(API);
        assertThat(player.asked()).contains(new Ask.Resume(API));
        player.send(new Msg.Tick(Herd.NOW.plusSeconds(1)));
        assertThat(player.asked()).isEmpty();
    }

    @Test
    void a_stop_that_was_refused_resumes_nobody_later() {
        stop(API);
        player.press("z");
        player.send(
                new Msg.Answered(
                        new Stop(API), "", new Outcome.Refused(Reason.SHUTTING_DOWN, "no disk")));
        player.asked();
        ended(API);
        assertThat(player.asked()).doesNotContain(new Ask.Resume(API));
    }

    @Test
    void who_was_started_anew_since_is_left_alone() {
        stop(API);
        become(
                new Agent(
                        API,
                        new SessionId("session1another"),
                        agent(API).spec(),
                        new State.Ended(new Exit.Stopped(), false),
                        Optional.empty(),
                        Optional.empty(),
                        Usage.NONE,
                        Herd.NOW,
                        Herd.NOW,
                        true,
                        1,
                        Optional.empty()));
        player.asked();
        player.press("z");
        assertThat(player.asked()).isEmpty();
        assertThat(player.said()).isEqualTo("api-1 was started anew since; that stop is past");
    }

    @Test
    void the_last_ten_acts_can_be_taken_back_and_no_more() {
        for (int i = 0; i < Undo.ACTS_MAX + 1; i++) {
            kill(WEB, API);
        }
        for (int i = 0; i < Undo.ACTS_MAX; i++) {
            assertThat(player.press("z").said()).as("act %d", i).contains("2 agents are still");
        }
        assertThat(player.press("z").said()).isEqualTo("undo: there is nothing to undo");
    }

    private void kill(AgentId... agents) {
        killUnanswered(agents);
        for (var agent : agents) {
            accepted(agent);
        }
    }

    private void killUnanswered(AgentId... agents) {
        if (!player.model().home().agents().marked().isEmpty()) {
            player.press("ctrl-\\");
        }
        for (var agent : agents) {
            player.press("/").type(agent.value()).press("enter", "space", "esc");
        }
        player.asked();
        player.press("D");
        for (var agent : agents) {
            player.send(new Msg.Looked(agent, Topic.LOSSES, List.of()));
        }
        player.press("right", "enter");
        assertThat(player.model().overlay()).isEmpty();
    }

    private void stop(AgentId agent) {
        player.press("/").type(agent.value()).press("enter", "x", "right", "enter", "esc");
        assertThat(player.asked())
                .containsExactly(
                        new Ask.Do(new Stop(agent), agent + " is being stopped; z undoes it"));
    }

    private void accepted(AgentId agent) {
        player.send(new Msg.Answered(new Kill(agent), "", new Outcome.Done("", 1)));
    }

    private Agent agent(AgentId agent) {
        return player.model().scene().world().agent(agent).orElseThrow();
    }

    private void ended(AgentId agent) {
        become(
                Herd.agent(
                        agent.value(), new State.Ended(new Exit.Stopped(), false), 1, Usage.NONE));
    }

    private void become(Agent agent) {
        var agents = new TreeMap<>(player.model().scene().world().agents());
        agents.put(agent.id(), agent);
        var all = new ArrayList<>(agents.values());
        player.send(new Msg.WorldChanged(Herd.world(all.toArray(Agent[]::new)), List.of()));
    }
}
