package dev.kelpie.tui;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kelpie.model.Agent;
import dev.kelpie.model.AgentId;
import dev.kelpie.model.AgentSpec;
import dev.kelpie.model.Exit;
import dev.kelpie.model.Outcome;
import dev.kelpie.model.Permissions;
import dev.kelpie.model.Reason;
import dev.kelpie.model.State;
import dev.kelpie.model.Usage;
import dev.kelpie.model.Workplace;
import dev.kelpie.model.World;
import dev.kelpie.verb.Answer;
import dev.kelpie.verb.BreakOff;
import dev.kelpie.verb.Kill;
import dev.kelpie.verb.MarkSeen;
import dev.kelpie.verb.Remove;
import dev.kelpie.verb.Restore;
import dev.kelpie.verb.Stop;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ModelTest {
    private static final AgentId WEB = new AgentId("web-2");
    private static final AgentId CORE = new AgentId("core");

    private final Player player = new Player(Herd.model(Herd.eight(), 80, 24));

    @Test
    void the_one_who_needs_you_most_is_on_top() {
        assertThat(player.chosen()).isEqualTo("web-2");
        assertThat(player.press("w").chosen()).isEqualTo("api-1");
        assertThat(player.press("w", "w").chosen()).isEqualTo("docs");
        assertThat(player.press("w").chosen()).as("it goes around").isEqualTo("web-2");
        assertThat(player.press("W").chosen()).isEqualTo("docs");
    }

    @Test
    void rows_never_move_under_the_cursor() {
        player.press("down", "down", "down", "down", "down");
        assertThat(player.chosen()).isEqualTo("core");
        var before = names();
        player.send(changed(Herd.agent("core", Herd.asks("May I?"), 1, Usage.NONE)));
        assertThat(names()).isEqualTo(before);
        assertThat(player.chosen()).isEqualTo("core");
        assertThat(player.press("ctrl-r").chosen()).isEqualTo("core");
        assertThat(names()).as("sorted when asked").startsWith("web-2", "core");
    }

    @Test
    void a_new_agent_comes_last_until_somebody_sorts() {
        player.send(changed(Herd.agent("aaa", Herd.asks("May I?"), 1, Usage.NONE)));
        assertThat(names()).endsWith("aaa");
        player.press("tab", "1");
        assertThat(names()).as("sorted on entry").startsWith("web-2", "aaa");
    }

    @Test
    void enter_shows_once_how_to_come_back_and_then_attaches() {
        assertThat(player.press("enter").picture()).contains("ctrl-q brings you back");
        assertThat(player.asked()).isEmpty();
        player.press("enter");
        assertThat(player.asked()).containsExactly(new Ask.Attach(WEB), new Ask.Hinted("attach"));
        player.press("enter");
        assertThat(player.asked()).containsExactly(new Ask.Attach(WEB));
    }

    @Test
    void an_agent_without_a_terminal_is_not_attached_and_one_is_told_why() {
        player.press("end", "enter");
        assertThat(player.asked()).isEmpty();
        assertThat(player.said()).contains("proto has no terminal any more; R goes on");
    }

    @Test
    void a_question_is_answered_by_its_digit() {
        player.press("a", "2");
        assertThat(player.asked())
                .containsExactly(
                        new Ask.Do(
                                new Answer(WEB, "Run `npm test`?", "yes, always"),
                                "web-2: \"yes, always\""));
    }

    @Test
    void nothing_is_approved_where_nothing_is_asked() {
        player.press("down", "a", "1");
        assertThat(player.asked()).isEmpty();
        assertThat(player.model().overlay()).isEmpty();
        assertThat(player.said()).isEqualTo("approve: api-1 shows no question now");
    }

    @Test
    void a_question_that_changed_while_it_was_read_is_not_answered() {
        player.press("a");
        player.send(changed(Herd.agent("web-2", Herd.asks("Delete all?"), 1, Usage.NONE)));
        assertThat(player.press("1").asked()).isEmpty();
        assertThat(player.said()).contains("another screen now");
    }

    @Test
    void a_message_goes_to_all_that_are_marked() {
        player.press("space", "space", "m").type("hi").press("enter").type("all").press("ctrl-s");
        assertThat(player.asked())
                .containsExactly(
                        new Ask.Send(new AgentId("api-1"), "hi\nall", false),
                        new Ask.Send(WEB, "hi\nall", false));
    }

    @Test
    void a_paste_triggers_nothing() {
        player.send(new Msg.Paste("D\nenter\nq"));
        assertThat(player.asked()).isEmpty();
        assertThat(player.model().overlay()).isEmpty();
        player.press("m").send(new Msg.Paste("two\nlines")).press("ctrl-s");
        assertThat(player.asked()).containsExactly(new Ask.Send(WEB, "two\nlines", false));
    }

    @Test
    void a_stop_asks_first_and_cancel_is_chosen() {
        player.press("x", "enter");
        assertThat(player.asked()).isEmpty();
        player.press("x", "right", "enter");
        assertThat(player.asked())
                .containsExactly(new Ask.Do(new Stop(WEB), "web-2 is being stopped; z undoes it"));
        player.send(
                changed(
                        Herd.agent(
                                "web-2",
                                new State.Ended(new Exit.Stopped(), false),
                                1,
                                Usage.NONE)));
        player.press("z");
        assertThat(player.asked()).containsExactly(new Ask.Resume(WEB));
    }

    @Test
    void a_screen_that_is_too_small_to_show_a_question_takes_no_answer_by_mouse() {
        player.press("x").send(new Msg.Resize(new Size(30, 9)));
        for (int y = 0; y < 9; y++) {
            for (int x = 0; x < 30; x++) {
                player.send(new Msg.Click(x, y, Msg.Button.LEFT));
            }
        }
        assertThat(player.asked()).isEmpty();
        assertThat(player.model().overlay()).isPresent();
    }

    @Test
    void a_turn_can_be_broken_off_without_ending_the_session() {
        player.press("/").type("core").press("enter", "x", "right", "enter");
        assertThat(player.asked())
                .containsExactly(new Ask.Do(new BreakOff(CORE), "core: turn is broken off"));
    }

    @Test
    void a_kill_waits_until_it_is_known_what_would_be_lost() {
        player.press("D", "right", "enter");
        assertThat(player.asked()).isEmpty();
        assertThat(player.said()).contains("not known yet");
        player.send(
                new Msg.Looked(WEB, Topic.LOSSES, List.of("its worktree stays: 2 files changed")));
        assertThat(player.picture()).contains("its worktree stays: 2 files changed");
        player.press("enter");
        assertThat(player.asked())
                .containsExactly(new Ask.Do(new Kill(WEB), "web-2 is being killed"));
    }

    @Test
    void a_killed_agent_leaves_the_list_once_it_has_ended_and_z_brings_it_back() {
        player.press("D")
                .send(new Msg.Looked(WEB, Topic.LOSSES, List.of()))
                .press("right", "enter")
                .send(new Msg.Answered(new Kill(WEB), "", new Outcome.Done("", 1)));
        player.asked();
        player.send(
                changed(
                        Herd.agent(
                                "web-2",
                                new State.Ended(new Exit.Stopped(), false),
                                1,
                                Usage.NONE)));
        assertThat(player.asked())
                .containsExactly(
                        new Ask.Do(new Remove(WEB), "web-2 is off the list; z puts it back"));
        player.press("z");
        assertThat(player.asked())
                .containsExactly(new Ask.Do(new Restore(WEB), "web-2 is back on the list"));
    }

    @Test
    void many_are_only_killed_by_somebody_who_counts_them() {
        player.press("space", "space", "space", "space", "D");
        for (var name : List.of("web-2", "api-1", "infra", "docs")) {
            player.send(new Msg.Looked(new AgentId(name), Topic.LOSSES, List.of()));
        }
        player.press("right", "enter");
        assertThat(player.asked()).isEmpty();
        player.press("4", "enter");
        assertThat(player.asked()).hasSize(4);
    }

    @Test
    void the_spawn_dialog_starts_only_on_purpose() {
        player.press("n").type("web-3").press("enter", "right", "enter", "enter", "enter");
        player.type("fix/login").press("enter").type("opus").press("enter", "enter");
        player.type("do it").press("ctrl-j").type("well").press("enter");
        assertThat(player.asked()).isEmpty();
        player.press("ctrl-s");
        var spec =
                new AgentSpec(
                        "codex",
                        new Workplace.Worktree(
                                "/home/me/shop", Optional.of("fix/login"), Optional.empty()),
                        Optional.of("opus"),
                        Permissions.DEFAULT,
                        Optional.empty(),
                        Optional.of("do it\nwell"),
                        Map.of());
        assertThat(player.asked()).containsExactly(new Ask.Spawn(new AgentId("web-3"), spec));
        player.send(new Msg.Spawned(new AgentId("web-3"), List.of("codex is not installed")));
        assertThat(player.picture()).contains("codex is not installed");
        player.send(new Msg.Spawned(new AgentId("web-3"), List.of()));
        assertThat(player.model().overlay()).isEmpty();
    }

    @Test
    void a_bad_name_is_refused_in_the_dialog() {
        player.press("n").type("Web 3").press("ctrl-s");
        assertThat(player.asked()).isEmpty();
        assertThat(player.picture()).contains("a name is 1 to 40 of a-z");
        assertThat(player.press("esc").model().overlay()).isEmpty();
        assertThat(player.press("n").picture()).as("made fresh").doesNotContain("Web 3");
    }

    @Test
    void the_filter_finds_and_esc_shows_all() {
        player.press("/").type("nothing like it");
        assertThat(player.picture()).contains("No agent contains");
        player.press("esc", "/").type("529").press("enter");
        assertThat(names()).containsExactly("infra");
        assertThat(player.press("esc").model().home().agents().shown(player.model().scene()))
                .hasSize(8);
    }

    @Test
    void the_palette_finds_an_action_by_other_words_and_says_why_it_is_off() {
        player.press(":").type("broadcast").press("enter");
        assertThat(player.picture()).contains("Message to web-2");
        player.press("esc", "ctrl-k").type("restart").press("enter");
        assertThat(player.said()).contains("web-2 runs; there is nothing to resume");
        player.press("esc", ":").type("theme nord").press("enter");
        assertThat(player.asked()).containsExactly(new Ask.UseTheme("nord"));
        player.press(":").type("go to core").press("enter");
        assertThat(player.chosen()).isEqualTo("core");
    }

    @Test
    void live_mode_hands_every_key_on_until_ctrl_q() {
        player.press("i", "q", "ctrl-c", "enter", "up");
        assertThat(player.asked())
                .containsExactly(
                        new Ask.Type("q"),
                        new Ask.Type("\003"),
                        new Ask.Type("\r"),
                        new Ask.Type("\033[A"));
        player.press("ctrl-q", "q");
        assertThat(player.asked()).containsExactly(new Ask.Quit());
    }

    @Test
    void the_mouse_chooses_a_row_and_a_view() {
        player.send(new Msg.Click(5, 4, Msg.Button.LEFT));
        assertThat(player.chosen()).isEqualTo("infra");
        player.send(new Msg.Wheel(5, 4, 1));
        assertThat(player.chosen()).isEqualTo("docs");
        int y = 1 + 1 + 3;
        int x = player.picture().lines().skip(y).findFirst().orElse("").indexOf("diff");
        player.send(new Msg.Click(x, y, Msg.Button.LEFT));
        assertThat(player.model().home().preview().tab()).isEqualTo(PreviewPanel.Tab.DIFF);
    }

    @Test
    void a_view_is_looked_up_once_and_again_when_it_is_old() {
        var looks = player.model().update(new Msg.Key("v")).asks();
        assertThat(looks).containsExactly(new Ask.Look(WEB, Topic.TRANSCRIPT));
        player.press("v").send(new Msg.Tick(Herd.NOW.plusSeconds(1)));
        player.send(new Msg.Looked(WEB, Topic.TRANSCRIPT, List.of("you: hello")));
        assertThat(player.picture()).contains("you: hello");
        var later = player.model().update(new Msg.Tick(Herd.NOW.plusSeconds(3)));
        assertThat(later.asks()).noneMatch(Ask.Look.class::isInstance);
        assertThat(player.model().update(new Msg.Tick(Herd.NOW.plusSeconds(7))).asks())
                .contains(new Ask.Look(WEB, Topic.TRANSCRIPT));
    }

    @Test
    void an_error_stays_until_a_key_and_everything_stays_in_the_log() {
        player.send(new Msg.Failed("the engine is gone"));
        player.send(new Msg.Tick(Herd.NOW.plusSeconds(60)));
        assertThat(player.said()).isEqualTo("the engine is gone");
        player.press("down");
        assertThat(player.said()).isEmpty();
        assertThat(player.press("6").picture()).contains("the engine is gone");
        player.send(
                new Msg.Answered(
                        new Stop(WEB), "x", new Outcome.Refused(Reason.NOT_RUNNING, "not now")));
        assertThat(player.said()).isEqualTo("not now");
        player.send(new Msg.Tick(Herd.NOW.plusSeconds(67)));
        assertThat(player.said()).isEmpty();
    }

    @Test
    void who_rests_on_an_agent_has_seen_it() {
        player.press("/").type("docs").press("enter");
        player.send(new Msg.Tick(Herd.NOW.plusSeconds(1)));
        assertThat(player.asked()).isEmpty();
        player.send(new Msg.Tick(Herd.NOW.plusSeconds(3)));
        assertThat(player.asked())
                .containsExactly(new Ask.Do(new MarkSeen(new AgentId("docs")), ""));
    }

    @Test
    void escape_never_quits_except_where_arrows_are_the_habit() {
        assertThat(player.press("esc", "esc", "esc").asked()).isEmpty();
        var settings =
                new Settings(
                        "/",
                        List.of("claude"),
                        List.of("dark"),
                        Keymap.ARROWS,
                        ZoneOffset.UTC,
                        "/bin/sh",
                        false);
        var monitor = new Player(Herd.model(Herd.eight(), 80, 24, settings));
        assertThat(monitor.press("down", "enter").picture())
                .contains("2 api-1")
                .doesNotContain("1 Agents");
        assertThat(monitor.press("esc").picture()).contains("1 Agents");
        assertThat(monitor.press("k").picture()).contains("Stop api-1?");
        assertThat(monitor.press("esc", "esc").asked()).containsExactly(new Ask.Quit());
    }

    @Test
    void every_size_can_be_drawn_with_every_dialog() {
        for (int columns : new int[] {1, 20, 39, 40, 49, 50, 79, 80, 99, 100, 200}) {
            for (int rows : new int[] {1, 5, 9, 10, 13, 24, 60}) {
                for (var key :
                        List.of("n", "m", "x", "D", "a", "?", ":", "i", "/", "v", "+", "6")) {
                    for (var world : List.of(Herd.eight(), World.EMPTY)) {
                        var picture =
                                new Player(Herd.model(world, columns, rows)).press(key).canvas();
                        assertThat(picture.size()).isEqualTo(new Size(columns, rows));
                    }
                }
            }
        }
    }

    private List<String> names() {
        return player.model().home().agents().shown(player.model().scene()).stream()
                .map(a -> a.id().value())
                .toList();
    }

    private Msg changed(Agent agent) {
        var agents = new TreeMap<>(player.model().scene().world().agents());
        agents.put(agent.id(), agent);
        return new Msg.WorldChanged(Herd.world(agents.values().toArray(Agent[]::new)), List.of());
    }
}
