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
        var lost = List.of("2 files are not committed", "1 commit is not merged");
        check(
                "kill",
                new Player(Herd.model(Herd.eight(), columns, rows))
                        .press("D")
                        .send(new Msg.Looked(new AgentId("web-2"), Topic.LOSSES, lost)));
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
