package dev.kelpie.tui;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kelpie.engine.Stranger;
import dev.kelpie.model.Workplace;
import dev.kelpie.model.World;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Agents that somebody started by hand in a tmux of their own, on the screen.
class StrangersTest {
    static final Stranger CLAUDE = stranger("default:%3", "claude", "/home/ann/shop");
    private static final Stranger CODEX = stranger("work:%7", "codex", "/srv/api");

    private static Stranger stranger(String target, String runtime, String directory) {
        return new Stranger(
                target,
                runtime,
                "mine",
                4711,
                directory,
                Optional.of("trunk"),
                Optional.of(Herd.NOW.minus(Duration.ofMinutes(12))),
                "thinking hard",
                new Workplace.Adopted(
                        directory,
                        "/tmp/tmux-1000/" + target.split(":", 2)[0],
                        target.split(":", 2)[1],
                        4712,
                        99,
                        Optional.empty()));
    }

    private static Player player(World world) {
        return new Player(Herd.model(world, 120, 40)).send(new Msg.Around(List.of(CLAUDE, CODEX)));
    }

    @Test
    void they_are_a_section_below_the_herd_and_nothing_where_there_are_none() {
        var player = player(Herd.eight());
        var picture = player.picture();

        assertThat(picture).containsSubsequence("web-2", StrangerRows.HEADING, "claude", "codex");
        assertThat(picture).contains("claude 12m shop on trunk");
        assertThat(player.model().home().agents().title(player.model().scene()))
                .as("they are not counted among ours")
                .isEqualTo("1 Agents 8");
        assertThat(player.send(new Msg.Around(List.of())).picture())
                .isEqualTo(new Player(Herd.model(Herd.eight(), 120, 40)).picture());
    }

    @Test
    void the_chosen_one_has_a_page_and_is_gone_to_by_enter() {
        var player = player(Herd.eight()).press("end", "up");

        assertThat(player.picture())
                .contains("claude at default:%3", "/home/ann/shop", "on trunk", "thinking hard")
                .contains("tmux session mine", "up 12m, pid 4711");
        player.asked();
        player.press("enter");
        assertThat(player.asked()).containsExactly(new Ask.Visit(CLAUDE));
    }

    @Test
    void it_is_closed_only_after_a_question_whose_first_button_does_nothing() {
        var player = player(Herd.eight()).press("end", "D");
        assertThat(player.picture()).contains("Close work:%7?", "/srv/api");
        player.asked();

        player.press("enter");
        assertThat(player.asked()).isEmpty();

        player.press("D", "right", "enter");
        assertThat(player.asked()).containsExactly(new Ask.Close(CODEX));
    }

    @Test
    void what_only_goes_with_ours_says_so_and_marks_of_ours_go_before_it() {
        var player = player(Herd.eight()).press("end", "m");
        assertThat(player.said()).contains("a tmux of your own");
        assertThat(player.model().overlay()).isEmpty();

        player.press("home", "space", "end", "D");
        assertThat(player.picture()).doesNotContain("Close work:%7?");
    }

    @Test
    void without_a_herd_the_first_of_them_is_chosen_and_when_it_goes_the_next() {
        var player = player(World.EMPTY);
        assertThat(player.picture()).contains("claude at default:%3");

        player.send(new Msg.Around(List.of(CODEX)));

        assertThat(player.picture()).contains("codex at work:%7").doesNotContain("default:%3");
        player.send(new Msg.Around(List.of()));
        assertThat(player.picture()).contains("No agents yet");
    }

    @Test
    void a_click_chooses_the_row_that_it_is_on() {
        var player = player(Herd.eight());
        var lines = player.picture().lines().toList();
        for (int y = 0; y < lines.size(); y++) {
            if (lines.get(y).contains("codex 12m")) {
                player.send(new Msg.Click(5, y, Msg.Button.LEFT));
            }
        }
        assertThat(player.picture()).contains("codex at work:%7");
    }

    @Test
    void on_a_small_screen_the_cursor_reaches_the_last_of_them() {
        var player =
                new Player(Herd.model(Herd.eight(), 80, 24))
                        .send(new Msg.Around(List.of(CLAUDE, CODEX)))
                        .press("end");

        assertThat(player.model().scene().around().chosen()).contains(CODEX);
        assertThat(player.picture()).contains("codex 12m");
    }
}
