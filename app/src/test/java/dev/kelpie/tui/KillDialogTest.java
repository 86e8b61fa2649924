package dev.kelpie.tui;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kelpie.model.Agent;
import dev.kelpie.model.AgentId;
import dev.kelpie.model.AgentSpec;
import dev.kelpie.model.Message;
import dev.kelpie.model.MessageId;
import dev.kelpie.model.Site;
import dev.kelpie.model.Usage;
import dev.kelpie.model.Workplace;
import dev.kelpie.model.World;
import dev.kelpie.verb.Kill;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class KillDialogTest {
    private static final AgentId WEB = new AgentId("web-2");

    @Test
    void a_clean_worktree_goes_and_a_kept_one_says_why() {
        var player = new Player(Herd.model(Herd.eight(), 80, 24)).press("D");
        assertThat(player.send(looked("web-2")).picture())
                .contains("nothing would be lost; its worktree goes");
        assertThat(player.send(looked("web-2", "its worktree stays: 2 files")).picture())
                .contains("  its worktree stays: 2 files")
                .doesNotContain("worktree goes");
    }

    @Test
    void an_agent_without_a_worktree_has_none_that_could_go() {
        var player = new Player(Herd.model(Herd.world(inDirectory("solo")), 80, 24));
        assertThat(player.press("D").send(looked("solo")).picture())
                .contains("it has no worktree; nothing in /home/me/shop is removed")
                .doesNotContain("its worktree");
    }

    @Test
    void a_message_that_dies_with_the_agent_is_named() {
        var agent = Herd.agent("web-2", Herd.asks("May I?"), 1, Usage.NONE);
        var messages = new TreeMap<MessageId, Message>();
        var player = new Player(Herd.model(world(agent, messages), 80, 24));
        player.press("D").send(looked("web-2"));
        assertThat(player.picture()).doesNotContain("dropped");
        messages.put(
                new MessageId("message000000001"),
                message(agent, "message000000001", "rebase on main"));
        player.send(new Msg.WorldChanged(world(agent, messages), List.of()));
        assertThat(player.picture())
                .contains("a message that it has not got is dropped: \"rebase on main\"");
        messages.put(
                new MessageId("message000000002"), message(agent, "message000000002", "then stop"));
        player.send(new Msg.WorldChanged(world(agent, messages), List.of()));
        assertThat(player.picture())
                .contains("2 messages that it has not got are dropped, the first: \"rebase on");
    }

    @Test
    void what_keeps_a_worktree_can_be_read_to_its_end_on_a_small_screen() {
        var player = new Player(Herd.model(Herd.eight(), 40, 12)).press("D");
        player.send(
                looked("web-2", "its worktree stays: in use by process 27699; 12 files changed"));
        assertThat(player.picture().replaceAll("[│\\s]+", " "))
                .contains("its worktree stays: in use by process 27699; 12 files changed");
    }

    @Test
    void every_one_of_many_can_be_read_and_no_arrow_chooses_the_kill() {
        for (var size : List.of(new Size(80, 24), new Size(40, 12))) {
            var player = many(16, size.columns(), size.rows());
            assertThat(player.picture()).contains("more").doesNotContain("agent15:");
            var seen = new StringBuilder();
            for (int i = 0; i < 60; i++) {
                seen.append(player.picture());
                player.press("down");
            }
            assertThat(player.picture()).contains("agent15:", "that is all");
            IntStream.range(0, 16)
                    .forEach(i ->
                            assertThat(seen).contains("agent" + (i < 10 ? "0" : "") + i + ":"));
            assertThat(player.press("1", "6", "enter").asked()).as("Cancel is chosen").isEmpty();
            assertThat(player.model().overlay()).isEmpty();
        }
    }

    @Test
    void pages_and_the_wheel_scroll_and_tab_goes_to_the_button() {
        var player = many(16, 80, 24);
        var first = player.picture();
        assertThat(player.press("pgdn").picture()).isNotEqualTo(first);
        assertThat(player.press("pgup").picture()).isEqualTo(first);
        assertThat(player.send(new Msg.Wheel(40, 10, 1)).picture()).isNotEqualTo(first);
        assertThat(player.press("tab").type("16").press("enter").asked())
                .hasSize(16)
                .contains(new Ask.Do(new Kill(new AgentId("agent07")), "agent07 is being killed"));
    }

    @Test
    void it_promises_only_the_rows_that_come_back() {
        assertThat(many(10, 120, 60).picture()).contains("z puts the rows back;");
        assertThat(many(World.UNDO_MAX + 1, 120, 60).picture())
                .contains("z puts back the last " + World.UNDO_MAX + " rows only;");
    }

    @Test
    void what_is_not_known_yet_is_not_killed() {
        var player = new Player(Herd.model(Herd.eight(), 80, 24)).press("D", "right", "enter");
        assertThat(player.asked()).isEmpty();
        assertThat(player.send(looked("web-2")).press("enter").asked())
                .containsExactly(new Ask.Do(new Kill(WEB), "web-2 is being killed"));
    }

    @Test
    void what_would_be_lost_is_painted_before_it_is_lost() {
        var player = new Player(Herd.model(Herd.eight(), 80, 24)).burst("D", "right", "enter");
        assertThat(player.model().overlay()).isPresent();
        player.send(new Msg.Tick(Herd.NOW)).press("right");
        var late = new Player(player.model().update(looked("web-2", "2 files")).next());
        assertThat(late.burst("enter").asked()).as("2 files were not shown yet").isEmpty();
        late.send(new Msg.Tick(Herd.NOW));
        assertThat(late.press("enter").asked()).hasSize(1);
    }

    @Test
    void a_stop_that_was_not_painted_is_not_done() {
        var player = new Player(Herd.model(Herd.eight(), 80, 24)).burst("x", "right", "enter");
        assertThat(player.asked()).isEmpty();
        assertThat(player.picture()).contains("Stop web-2?");
    }

    /// So many agents, all marked and looked up, at the question.
    static Player many(int number, int columns, int rows) {
        var agents =
                IntStream.range(0, number)
                        .mapToObj(i ->
                                Herd.agent(
                                        "agent" + (i < 10 ? "0" : "") + i,
                                        Herd.done(),
                                        60,
                                        Usage.NONE))
                        .toArray(Agent[]::new);
        var player = new Player(Herd.model(Herd.world(agents), columns, rows));
        for (int i = 0; i < number; i++) {
            player.press("space");
        }
        player.press("D");
        for (var agent : agents) {
            player.send(new Msg.Looked(agent.id(), Topic.LOSSES, List.of()));
        }
        return player;
    }

    private static Msg looked(String agent, String... lines) {
        return new Msg.Looked(new AgentId(agent), Topic.LOSSES, List.of(lines));
    }

    private static Message message(Agent agent, String id, String text) {
        return new Message(
                new MessageId(id),
                agent.id(),
                agent.session(),
                text,
                false,
                false,
                Herd.NOW,
                Message.Phase.QUEUED,
                Optional.empty());
    }

    private static World world(Agent agent, SortedMap<MessageId, Message> messages) {
        var agents = new TreeMap<AgentId, Agent>();
        agents.put(agent.id(), agent);
        return new World(1, agents, messages, List.of());
    }

    private static Agent inDirectory(String name) {
        var a = Herd.agent(name, Herd.done(), 60, Usage.NONE);
        var spec = a.spec();
        return new Agent(
                a.id(),
                a.session(),
                new AgentSpec(
                        spec.runtime(),
                        new Workplace.Directory("/home/me/shop"),
                        spec.model(),
                        spec.permissions(),
                        spec.command(),
                        spec.prompt(),
                        spec.environment()),
                a.state(),
                Optional.of(
                        new Site("/home/me/shop", Optional.empty(), Optional.empty(), List.of())),
                a.conversation(),
                a.usage(),
                a.spawned(),
                a.since(),
                a.seen(),
                a.sessions(),
                a.doubt());
    }
}
