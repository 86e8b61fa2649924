package dev.kelpie.tui;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kelpie.engine.RuntimeOffer;
import dev.kelpie.model.AgentId;
import dev.kelpie.model.World;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SpawnDialogTest {
    private static final String LONG =
            "/home/me/somewhere/quite/far/away is not in a git repository; go to one, or work in the"
                    + " directory itself with --no-worktree";

    private static final Msg OFFERED =
            new Msg.Offered(
                    List.of(
                            new RuntimeOffer("codex", Optional.empty()),
                            new RuntimeOffer("shell", Optional.empty()),
                            new RuntimeOffer(
                                    "claude", Optional.of("not installed: npm install -g cl"))));

    @Test
    void what_stands_against_it_is_read_to_its_end() {
        for (var size : List.of(new Size(120, 36), new Size(80, 24), new Size(40, 12))) {
            var player = dialog(size).type("web-3").press("ctrl-s");
            player.send(new Msg.Spawned(new AgentId("web-3"), List.of(LONG)));
            assertThat(flat(player))
                    .as(size.toString())
                    .contains("--no-worktree", "Start (ctrl-s)");
            assertThat(flat(player.press("tab", "tab")))
                    .as("the field with the caret is seen at " + size)
                    .contains("directory /home/me/shop");
        }
    }

    @Test
    void a_runtime_that_is_not_installed_says_so_and_what_to_do() {
        var player = dialog(new Size(80, 24));
        assertThat(player.picture()).contains("‹ claude ›");
        player.send(OFFERED);
        assertThat(player.picture()).as("claude is not there").contains("‹ codex ›");
        player.press("tab", "right");
        assertThat(player.picture()).contains("‹ shell ›").doesNotContain("✗");
        player.press("right");
        assertThat(player.picture()).contains("‹ claude › ✗ not installed: npm install -g cl");
        assertThat(player.press("right").picture()).as("around").contains("‹ codex ›");
    }

    @Test
    void what_somebody_chose_before_it_was_known_is_left_to_them() {
        var player = dialog(new Size(80, 24)).press("tab", "right", "right");
        assertThat(player.picture()).contains("‹ gemini ›");
        player.send(OFFERED);
        assertThat(player.picture()).contains("‹ gemini ›");
    }

    @Test
    void the_favourite_stays_first_where_it_is_installed() {
        var player = dialog(new Size(80, 24));
        player.send(
                new Msg.Offered(
                        List.of(
                                new RuntimeOffer("aider", Optional.empty()),
                                new RuntimeOffer("claude", Optional.empty()))));
        assertThat(player.picture()).contains("‹ claude ›");
        assertThat(player.press("tab", "left").picture()).contains("‹ aider ›");
    }

    @Test
    void a_try_that_fails_can_be_tried_again() {
        var player = dialog(new Size(80, 24)).type("web-3").press("ctrl-s");
        assertThat(player.picture()).contains("starting …");
        player.send(new Msg.Failed("the engine is gone"));
        assertThat(player.picture()).contains("✗ the engine is gone", "Start (ctrl-s)");
    }

    @Test
    void a_long_prompt_is_not_dropped_by_one_key() {
        var player = dialog(new Size(80, 24)).type("web-3").press("esc");
        assertThat(player.model().overlay()).as("a name is soon written again").isEmpty();
        player.press("n", "shift-tab", "shift-tab").type("mend the login of the shop").press("esc");
        assertThat(player.picture()).contains("mend the login", "Esc again drops this text");
        assertThat(player.type("!").picture()).contains("shop!").doesNotContain("Esc again");
        assertThat(player.press("ctrl-c", "ctrl-c").model().overlay()).isEmpty();
    }

    @Test
    void arrows_go_by_rows_within_a_wrapped_prompt() {
        var player = dialog(new Size(80, 24)).press("shift-tab", "shift-tab");
        player.type("word ".repeat(20)).press("up").type("HERE");
        assertThat(player.picture()).contains("HERE");
        player.press("down", "down").type("x");
        assertThat(player.said()).isEqualTo("no text goes here; shift-tab goes back to the fields");
    }

    @Test
    void text_that_meets_a_choice_is_not_lost_without_a_word() {
        var player = dialog(new Size(80, 24)).press("tab").send(new Msg.Paste("do it all"));
        assertThat(player.said()).isEqualTo("runtime is chosen by ← →; no text goes there");
        assertThat(player.type("g").picture()).contains("‹ gemini ›");
        assertThat(player.type("z").said()).contains("no text goes there");
    }

    @Test
    void the_help_is_read_to_its_end_at_every_size() {
        for (var size : List.of(new Size(120, 36), new Size(80, 24), new Size(40, 12))) {
            var player =
                    new Player(Herd.model(World.EMPTY, size.columns(), size.rows())).press("?");
            var seen = new StringBuilder();
            for (int i = 0; i < 200; i++) {
                seen.append(player.press("down").picture());
            }
            assertThat(seen.toString()).as(size.toString()).doesNotContain("…");
            assertThat(player.picture()).contains("ctrl-q");
        }
    }

    private static Player dialog(Size size) {
        return new Player(Herd.model(Herd.eight(), size.columns(), size.rows())).press("n");
    }

    private static String flat(Player player) {
        return player.picture().replaceAll("[│\\s]+", " ");
    }
}
