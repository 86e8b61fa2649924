package dev.kelpie.tui;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kelpie.model.Activity;
import dev.kelpie.model.Agent;
import dev.kelpie.model.AgentId;
import dev.kelpie.model.Exit;
import dev.kelpie.model.Finding;
import dev.kelpie.model.PaneRef;
import dev.kelpie.model.SessionId;
import dev.kelpie.model.State;
import dev.kelpie.model.Usage;
import dev.kelpie.theme.Look;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PreviewPanelTest {
    private static final AgentId F1 = new AgentId("f1");
    private static final PaneRef FIRST = new PaneRef("%1", 1, 4711);
    private static final PaneRef SECOND = new PaneRef("%2", 1, 4712);

    @Test
    void the_end_of_the_agents_screen_is_seen_at_its_left_edge_and_the_rest_by_scrolling() {
        var player = player(working("s1", FIRST)).press("i", "ctrl-q");
        var picture = Canvas.of(new Size(120, 40));
        for (int y = 0; y < 29; y++) {
            picture.put(0, y, "row " + y + "<" + "-".repeat(100), Look.PLAIN);
        }
        picture.put(0, 29, "> a question?", Look.PLAIN);
        player.send(new Msg.PaneMoved(Optional.of(picture)));

        assertThat(body(player).getLast()).isEqualTo("> a question?");
        int first = 30 - body(player).size();
        assertThat(body(player).getFirst()).startsWith("row " + first + "<--").endsWith("-…");
        player.press("up");
        assertThat(body(player).getFirst()).startsWith("row " + (first - 1) + "<");
        player.press("pgup", "pgup", "pgup", "pgup", "pgup");
        assertThat(body(player).getFirst()).startsWith("row 0<");
        player.press("end");
        assertThat(body(player).getLast()).isEqualTo("> a question?");
        player.send(new Msg.Wheel(60, 8, -1));
        assertThat(body(player).getFirst()).startsWith("row " + (first - 3) + "<");
    }

    @Test
    void who_scrolls_up_sees_what_the_pane_has_kept_and_nothing_moves_meanwhile() {
        var player = player(working("s1", FIRST)).press("i", "ctrl-q");
        player.send(new Msg.PaneMoved(Optional.of(rows(100, 140))));
        player.asked();
        player.send(new Msg.Wheel(60, 8, -1));
        assertThat(player.asked()).containsExactly(new Ask.LookBack(FIRST));
        assertThat(player.picture()).contains("2 f1 · … rows back · Esc");
        var read = body(player);
        player.send(new Msg.PaneMoved(Optional.of(rows(105, 145))));
        assertThat(body(player)).as("the pane goes on").isEqualTo(read);
        player.send(new Msg.Past(FIRST, Optional.of(rows(0, 147))));
        assertThat(body(player)).as("its past comes").isEqualTo(read);
        assertThat(player.picture()).contains("2 f1 · 10 rows back · Esc");
        assertThat(body(player.press("home")).getFirst()).isEqualTo("row 0");
        player.send(new Msg.PaneMoved(Optional.of(rows(110, 150))));
        assertThat(body(player).getFirst()).isEqualTo("row 0");
        assertThat(body(player.press("end")).getLast()).isEqualTo("row 149");
        assertThat(player.asked()).as("it was fetched once").isEmpty();
    }

    @Test
    void what_ends_the_looking_back() {
        var player = player(working("s1", FIRST));
        player.send(new Msg.PaneMoved(Optional.of(rows(100, 140))));
        for (var key : List.of("esc", "i")) {
            player.press("K", "K", "K").send(new Msg.Past(FIRST, Optional.of(rows(0, 140))));
            assertThat(player.picture()).contains("3 rows back");
            assertThat(body(player.press(key)).getLast()).as(key).isEqualTo("row 139");
            assertThat(player.picture()).doesNotContain("rows back");
        }
        player.send(new Msg.Wheel(60, 8, -1)).send(new Msg.Past(FIRST, Optional.empty()));
        assertThat(player.picture()).as("in live mode").contains("row 136");
        assertThat(body(player.press("Z")).getLast()).isEqualTo("row 139");
        player.press("ctrl-q", "J", "K").send(new Msg.Past(FIRST, Optional.of(rows(0, 140))));
        player.press("J");
        assertThat(player.picture()).doesNotContain("rows back");
    }

    @Test
    void what_one_reads_stays_when_the_session_ends() {
        var player = player(working("s1", FIRST)).press("i", "ctrl-q");
        player.send(new Msg.PaneMoved(Optional.of(rows(100, 140)))).press("pgup");
        player.send(new Msg.Past(FIRST, Optional.of(rows(0, 140))));
        var read = body(player);
        player.send(changed(ended("s1", 1))).send(new Msg.PaneMoved(Optional.empty()));
        assertThat(body(player)).isEqualTo(read);
        assertThat(player.press("esc").picture()).doesNotContain("row ");
    }

    @Test
    void a_pane_without_a_past_has_nothing_to_look_back_at() {
        var player = player(working("s1", FIRST)).press("i", "ctrl-q");
        player.send(new Msg.PaneMoved(Optional.of(rows(0, 3)))).press("pgup");
        player.send(new Msg.Past(FIRST, Optional.of(rows(0, 3))));
        assertThat(player.picture()).contains("row 0").doesNotContain("rows back");
    }

    private static Canvas rows(int from, int to) {
        var picture = Canvas.of(new Size(40, to - from));
        for (int y = from; y < to; y++) {
            picture.put(0, y - from, "row " + y, Look.PLAIN);
        }
        return picture;
    }

    @Test
    void a_short_screen_begins_at_the_top_and_a_blank_that_is_seen_counts() {
        var player = player(working("s1", FIRST));
        var picture = Canvas.of(new Size(120, 40));
        picture.put(0, 0, "$ ls", Look.PLAIN);
        player.send(new Msg.PaneMoved(Optional.of(picture)));
        assertThat(body(player).getFirst()).isEqualTo("$ ls");

        var cursor = new Look(Look.PLAIN.fg(), Look.PLAIN.bg(), false, false, false, false, true);
        picture.put(2, 39, " ", cursor);
        player.send(new Msg.PaneMoved(Optional.of(picture)));
        assertThat(body(player)).noneMatch(row -> row.contains("$ ls"));
    }

    @Test
    void live_mode_ends_with_the_session_and_says_so() {
        var player = player(working("s1", FIRST)).press("i", "Z");
        assertThat(player.asked()).containsExactly(new Ask.Type("Z"));

        player.send(changed(ended("s1", 1)));

        assertThat(player.said()).isEqualTo("f1 has ended, and live mode with it");
        assertThat(player.picture()).doesNotContain("LIVE");
    }

    @Test
    void what_is_typed_when_live_mode_ends_by_itself_does_nothing_for_a_moment() {
        var player = player(working("s1", FIRST)).press("i");
        player.send(changed(ended("s1", 1)));
        player.press("q", "D", "enter").send(new Msg.Paste("text"));
        assertThat(player.asked()).isEmpty();
        assertThat(player.picture()).doesNotContain("Kill");

        player.send(new Msg.Tick(Herd.NOW.plusMillis(1100))).press("q");
        assertThat(player.asked()).containsExactly(new Ask.Quit());
    }

    @Test
    void control_q_takes_the_keys_back_at_once() {
        var player = player(working("s1", FIRST)).press("i");
        player.send(changed(ended("s1", 1))).press("ctrl-q", "q");
        assertThat(player.asked()).containsExactly(new Ask.Quit());
    }

    @Test
    void live_mode_is_for_one_session_even_if_its_end_is_not_seen_before_the_next() {
        var player = player(working("s1", FIRST)).press("i");
        player.send(changed(working("s2", SECOND))).press("x");
        assertThat(player.model().home().preview().live()).isFalse();
        assertThat(player.asked()).isEmpty();
    }

    @Test
    void an_agent_that_is_taken_away_in_live_mode_ends_it_too() {
        var player = player(working("s1", FIRST)).press("i");
        player.send(changed()).press("q");
        assertThat(player.model().home().preview().live()).isFalse();
        assertThat(player.asked()).isEmpty();
    }

    @Test
    void live_mode_goes_on_while_the_agent_works() {
        var player = player(working("s1", FIRST)).press("i");
        player.send(changed(working("s1", FIRST))).press("x");
        assertThat(player.asked()).containsExactly(new Ask.Type("x"));
    }

    @Test
    void an_ended_agents_screen_is_read_again_when_its_session_or_its_state_is_another() {
        var player = player(agent("s1", new State.Requested(), 9));
        player.send(new Msg.Looked(F1, Topic.SCREEN, List.of()));
        assertThat(player.picture()).contains("There is no screen.");

        assertThat(looks(player, ended("s1", 5))).containsExactly(Topic.SCREEN);
        player.send(new Msg.Looked(F1, Topic.SCREEN, List.of("its last words")));
        assertThat(player.picture()).contains("its last words");
        assertThat(looks(player, ended("s1", 5))).isEmpty();

        assertThat(looks(player, agent("s2", new State.Requested(), 4)))
                .containsExactly(Topic.SCREEN);
        assertThat(player.picture()).doesNotContain("its last words");
        assertThat(looks(player, ended("s2", 3))).as("one at a time").isEmpty();
        player.send(new Msg.Looked(F1, Topic.SCREEN, List.of()));
        assertThat(looks(player, ended("s2", 3))).as("the answer was about before").isEmpty();
        player.send(new Msg.Looked(F1, Topic.SCREEN, List.of("Error: no session")));
        assertThat(player.picture()).contains("Error: no session");
    }

    @Test
    void a_long_answer_in_a_transcript_is_wrapped_and_scrolled_by_what_is_seen() {
        var player = player(working("s1", FIRST)).press("v");
        var words = IntStream.range(0, 200).mapToObj(i -> "word" + i).toList();
        var lines = List.of("you: say something", "f1: " + String.join(" ", words), "f1: done");
        player.send(new Msg.Looked(F1, Topic.TRANSCRIPT, lines));

        assertThat(body(player).getLast()).isEqualTo("f1: done");
        assertThat(String.join(" ", body(player))).contains("word198 word199");
        player.press("2", "home");
        assertThat(body(player).getFirst()).isEqualTo("you: say something");
        assertThat(String.join(" ", body(player))).contains("f1: word0 word1 word2 word3");
    }

    @Test
    void a_line_without_blanks_loses_nothing_when_it_is_wrapped() {
        var long_ = "日本語".repeat(40) + "e\u0301".repeat(50);
        var lines = Wrap.whole(long_, 21);
        assertThat(String.join("", lines)).isEqualTo(long_);
        assertThat(lines).allMatch(line -> Width.of(line) <= 21);
        assertThat(Wrap.whole("", 21)).containsExactly("");
        assertThat(Wrap.whole("    indented stays", 21)).containsExactly("    indented stays");
        assertThat(Wrap.whole("one two three", 7)).containsExactly("one two", "three");
        assertThat(Wrap.whole("日本", 1)).containsExactly("日", "本");
    }

    /// What a change of the world asks to be looked up.
    private static List<Topic> looks(Player player, Agent agent) {
        var step = player.model().update(changed(agent));
        player.send(changed(agent));
        return step.asks().stream()
                .flatMap(ask ->
                        ask instanceof Ask.Look(_, var topic)
                                ? List.of(topic).stream()
                                : List.<Topic>of().stream())
                .toList();
    }

    private static Player player(Agent agent) {
        return new Player(Herd.model(Herd.world(agent), 100, 24));
    }

    private static Msg changed(Agent... agents) {
        return new Msg.WorldChanged(Herd.world(agents), List.of());
    }

    /// The rows of the view below its head.
    private static List<String> body(Player player) {
        var size = player.model().scene().size();
        var inside = player.model().home().layout(size).of(Spot.PREVIEW).orElseThrow();
        int head = 1 + PreviewHead.rows(new Size(inside.columns() - 2, inside.rows() - 2));
        return player.canvas()
                .region(
                        inside.x() + 1,
                        inside.y() + head,
                        inside.columns() - 2,
                        inside.rows() - head - 1)
                .picture()
                .lines()
                .map(String::strip)
                .toList();
    }

    private static Agent working(String session, PaneRef pane) {
        var activity = new Activity.Working("Edit");
        var finding = new Finding(activity, Finding.Source.HOOK, "test", Herd.NOW, "");
        return agent(session, new State.Live(pane, finding), 10);
    }

    private static Agent ended(String session, long seconds) {
        return agent(session, new State.Ended(new Exit.Stopped(), false), seconds);
    }

    private static Agent agent(String session, State state, long seconds) {
        var a = Herd.agent("f1", state, seconds, Usage.NONE);
        return new Agent(
                a.id(),
                new SessionId("session0" + session),
                a.spec(),
                a.state(),
                a.site(),
                a.conversation(),
                a.usage(),
                a.spawned(),
                a.since(),
                a.seen(),
                a.sessions(),
                a.doubt());
    }
}
