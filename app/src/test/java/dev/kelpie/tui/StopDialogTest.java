package dev.kelpie.tui;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kelpie.model.Agent;
import dev.kelpie.model.AgentId;
import dev.kelpie.model.Usage;
import dev.kelpie.verb.Stop;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StopDialogTest {
    @Test
    void on_a_small_screen_every_one_can_be_read_and_no_arrow_chooses_the_stop() {
        for (var size : List.of(new Size(80, 24), new Size(40, 12))) {
            var player = many(30, size);
            assertThat(player.picture())
                    .contains("A stop ends the session", "more lines")
                    .doesNotContain("agent29 ·");
            var seen = new StringBuilder();
            for (int i = 0; i < 40; i++) {
                seen.append(player.picture());
                player.press("down");
            }
            seen.append(player.picture());
            assertThat(player.picture()).contains("that is all", "agent29 ·");
            IntStream.range(0, 30)
                    .forEach(i -> assertThat(seen).contains("agent%02d ·".formatted(i)));
            assertThat(player.press("enter").asked()).as("Cancel is chosen").isEmpty();
            assertThat(player.model().overlay()).isEmpty();
        }
    }

    @Test
    void one_goes_by_pages_and_wheel_and_chooses_by_tab() {
        var player = many(30, new Size(40, 12));
        var first = player.picture();
        assertThat(player.press("pgdn").picture()).isNotEqualTo(first);
        assertThat(player.press("pgup").picture()).isEqualTo(first);
        assertThat(player.send(new Msg.Wheel(20, 6, 1)).picture()).isNotEqualTo(first);
        assertThat(player.press("tab", "enter").asked())
                .hasSize(30)
                .contains(
                        new Ask.Do(
                                new Stop(new AgentId("agent07")),
                                "agent07 is being stopped; z undoes it"));
    }

    @Test
    void on_the_smallest_screen_every_button_is_seen_and_can_be_clicked() {
        var player = new Player(Herd.model(Herd.eight(), 40, 10));
        player.press("/").type("core").press("enter", "x");
        var rows = player.picture().lines().toList();
        assertThat(rows).anyMatch(row -> row.contains("[Cancel] [Break off the turn] [Stop]"));
        int y = rows.indexOf(rows.stream().filter(r -> r.contains("[Stop]")).findFirst().get());
        player.send(new Msg.Click(rows.get(y).indexOf("[Stop]"), y, Msg.Button.LEFT));
        assertThat(player.asked())
                .containsExactly(
                        new Ask.Do(
                                new Stop(new AgentId("core")),
                                "core is being stopped; z undoes it"));
    }

    @Test
    void what_fits_is_not_scrolled_and_arrows_choose() {
        var player = new Player(Herd.model(Herd.eight(), 80, 24)).press("x", "down", "enter");
        assertThat(player.asked()).hasSize(1);
    }

    private static Player many(int number, Size size) {
        var agents =
                IntStream.range(0, number)
                        .mapToObj(i ->
                                Herd.agent("agent%02d".formatted(i), Herd.done(), 60, Usage.NONE))
                        .toArray(Agent[]::new);
        var player = new Player(Herd.model(Herd.world(agents), size.columns(), size.rows()));
        for (int i = 0; i < number; i++) {
            player.press("space");
        }
        return player.press("x");
    }
}
