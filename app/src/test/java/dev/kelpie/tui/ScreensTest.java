package dev.kelpie.tui;

import dev.kelpie.model.AgentId;
import dev.kelpie.model.World;
import dev.kelpie.theme.Colour;
import dev.kelpie.theme.Look;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What people see, at the sizes that matter.
class ScreensTest {
    @ParameterizedTest
    @CsvSource({"120,36", "80,24", "60,24", "40,12"})
    void an_empty_herd_says_what_to_do(int columns, int rows) {
        check("empty", new Player(Herd.model(World.EMPTY, columns, rows)));
    }

    @ParameterizedTest
    @CsvSource({"120,36", "80,24", "60,24", "40,12"})
    void eight_agents_are_ordered_by_who_needs_you(int columns, int rows) {
        check("eight", new Player(Herd.model(Herd.eight(), columns, rows)).send(pane()));
    }

    @ParameterizedTest
    @CsvSource({"120,36", "80,24"})
    void every_state_has_a_glyph_a_word_and_a_role(int columns, int rows) {
        check("states", new Player(Herd.model(Herd.everyState(), columns, rows)).press("+"));
    }

    @ParameterizedTest
    @CsvSource({"120,36", "80,24", "40,12"})
    void the_spawn_dialog(int columns, int rows) {
        check(
                "spawn",
                new Player(Herd.model(Herd.eight(), columns, rows)).press("n").type("web-3"));
    }

    @ParameterizedTest
    @CsvSource({"120,36", "80,24", "40,12"})
    void the_help(int columns, int rows) {
        check("help", new Player(Herd.model(Herd.eight(), columns, rows)).press("?"));
    }

    @ParameterizedTest
    @CsvSource({"120,36", "80,24", "40,12"})
    void the_palette(int columns, int rows) {
        check(
                "palette",
                new Player(Herd.model(Herd.eight(), columns, rows)).press(":").type("stop"));
    }

    @ParameterizedTest
    @CsvSource({"120,36", "80,24", "40,12"})
    void a_kill_says_what_would_be_lost(int columns, int rows) {
        var lost =
                List.of(
                        "its worktree stays: 2 files changed and not committed; 1 files not under git");
        check(
                "kill",
                new Player(Herd.model(Herd.eight(), columns, rows))
                        .press("D")
                        .send(new Msg.Looked(new AgentId("web-2"), Topic.LOSSES, lost)));
    }

    @ParameterizedTest
    @CsvSource({"80,24", "40,12"})
    void a_kill_of_many_says_that_there_is_more(int columns, int rows) {
        check("kill-many", KillDialogTest.many(16, columns, rows));
    }

    @ParameterizedTest
    @CsvSource({"120,36", "80,24", "40,12"})
    void a_question_is_answered_without_attaching(int columns, int rows) {
        check("approve", new Player(Herd.model(Herd.eight(), columns, rows)).press("a"));
    }

    @ParameterizedTest
    @CsvSource({"80,24"})
    void a_message_to_all_that_are_marked(int columns, int rows) {
        check(
                "message",
                new Player(Herd.model(Herd.eight(), columns, rows))
                        .press("space", "space", "m")
                        .type("stop at the next green test, then rebase"));
    }

    @ParameterizedTest
    @CsvSource({"80,24"})
    void live_mode_cannot_be_overlooked(int columns, int rows) {
        check("live", new Player(Herd.model(Herd.eight(), columns, rows)).press("i"));
    }

    @ParameterizedTest
    @CsvSource({"120,36", "80,24", "40,12"})
    void a_menu_of_one_agent(int columns, int rows) {
        check("menu", new Player(Herd.model(Herd.eight(), columns, rows)).press("."));
    }

    @ParameterizedTest
    @CsvSource({"80,24", "40,12"})
    void an_engine_that_is_gone_is_seen_at_once(int columns, int rows) {
        check(
                "no-engine",
                new Player(Herd.model(Herd.eight(), columns, rows))
                        .send(new Msg.EngineLost("the engine has ended")));
    }

    @ParameterizedTest
    @CsvSource({"120,36", "80,24", "60,24"})
    void foreign_scripts_keep_every_column_straight(int columns, int rows) {
        check("foreign", foreign(columns, rows).send(foreignPane()));
    }

    @ParameterizedTest
    @CsvSource({"80,24", "40,12"})
    void foreign_scripts_keep_dialogs_straight(int columns, int rows) {
        check("foreign-approve", foreign(columns, rows).press("a"));
        check(
                "foreign-message",
                foreign(columns, rows)
                        .press("m")
                        .send(new Msg.Paste(FOREIGN.repeat(4) + "\n" + FOREIGN)));
        check(
                "foreign-spawn",
                foreign(columns, rows)
                        .press("n", "tab", "tab")
                        .send(new Msg.Paste("/home/me/仕事/" + FOREIGN)));
    }

    /// Wide, combining, joined, of two code points, right to left, and a flag.
    private static final String FOREIGN = "日本語 ✅ e\u0301🤷🏽 👩‍👩‍👧 ❤️ 🇩🇪 שלום ";

    private static Player foreign(int columns, int rows) {
        var world =
                Herd.world(
                        Herd.agent(
                                "cjk",
                                Herd.asks("削除しますか？ 日本語のファイル 三つ"),
                                5,
                                Herd.usage(40, 3, 1, 2)),
                        Herd.agent("emoji", Herd.asks(FOREIGN), 6, Herd.usage(41, 3, 1, 2)),
                        Herd.agent("plain", Herd.asks("Delete them?"), 7, Herd.usage(42, 3, 1, 2)));
        return new Player(Herd.model(world, columns, rows)).press("home", "down");
    }

    private static Msg foreignPane() {
        var canvas = Canvas.of(new Size(80, 20));
        for (int y = 0; y < 20; y++) {
            canvas.put(y, y, FOREIGN.repeat(3), Look.PLAIN);
        }
        return new Msg.PaneMoved(Optional.of(canvas));
    }

    @ParameterizedTest
    @CsvSource({"39,12", "80,9"})
    void a_screen_that_is_too_small_says_so(int columns, int rows) {
        check("small", new Player(Herd.model(Herd.eight(), columns, rows)));
    }

    private static Msg pane() {
        var canvas = Canvas.of(new Size(80, 20));
        var green = Look.of(new Colour.Indexed(2), Colour.DEFAULT);
        canvas.put(0, 0, "● Bash(npm test)", green);
        canvas.put(2, 1, "⎿ 34 passing", Look.PLAIN);
        canvas.put(0, 19, "> ", Look.PLAIN.strong());
        return new Msg.PaneMoved(Optional.of(canvas));
    }

    private static void check(String name, Player player) {
        Golden.check(name + "-" + player.model().scene().size(), player.canvas());
    }
}
