package dev.kelpie.tui;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kelpie.model.Agent;
import dev.kelpie.model.AgentId;
import dev.kelpie.model.Exit;
import dev.kelpie.model.Outcome;
import dev.kelpie.model.Reason;
import dev.kelpie.model.State;
import dev.kelpie.model.Usage;
import dev.kelpie.verb.Kill;
import dev.kelpie.verb.Restore;
import java.util.ArrayList;
import java.util.List;
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
        assertThat(player.said()).endsWith("is off the list; z puts all 3 back");
        player.asked();
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
        player.press("ctrl-\\");
        for (var agent : agents) {
            player.press("/").type(agent.value()).press("enter", "space", "esc");
        }
        player.press("D");
        for (var agent : agents) {
            player.send(new Msg.Looked(agent, Topic.LOSSES, List.of()));
        }
        player.press("right", "enter");
        assertThat(player.model().overlay()).isEmpty();
    }

    private void ended(AgentId agent) {
        var agents = new TreeMap<>(player.model().scene().world().agents());
        agents.put(
                agent,
                Herd.agent(
                        agent.value(), new State.Ended(new Exit.Stopped(), false), 1, Usage.NONE));
        var all = new ArrayList<>(agents.values());
        player.send(new Msg.WorldChanged(Herd.world(all.toArray(Agent[]::new)), List.of()));
        if (player.model().overlay().isEmpty()) {
            player.asked()
                    .forEach(ask -> {
                        if (ask instanceof Ask.Do(var command, var about) && !about.isEmpty()) {
                            player.send(new Msg.Answered(command, about, new Outcome.Done("", 1)));
                        }
                    });
        }
    }
}
