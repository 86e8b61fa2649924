package dev.kelpie.tmux;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ScrollbackIT {
    private final Rig rig = new Rig();

    @AfterEach
    void end() {
        rig.close();
    }

    @Test
    void what_scrolled_away_is_there_with_its_colours() {
        PaneId pane =
                rig.shell(
                        "a",
                        "i=1; printf '\\033[31m'; while [ $i -le 700 ]; do echo \"row $i\"; i=$((i+1));"
                                + " done; printf '\\033[0mlast \\344\\270\\255'; exec cat");
        rig.untilShown(pane, "last");

        CellGrid past = rig.tmux.past(pane);

        assertThat(past.row(0)).isEqualTo("row 1");
        assertThat(past.row(400)).isEqualTo("row 401");
        assertThat(past.row(700)).startsWith("last").contains("\u4e2d");
        assertThat(past.at(0, 0).foreground()).isEqualTo(new Colour.Indexed(1));
        assertThat(past.at(0, 690).foreground())
                .as("a style goes on from part to part")
                .isEqualTo(new Colour.Indexed(1));
        assertThat(past.at(0, 700).foreground()).isEqualTo(Cell.BLANK.foreground());
    }

    @Test
    void it_looks_as_the_pane_itself_did() {
        PaneId pane =
                rig.shell(
                        "a",
                        "i=1; while [ $i -le 300 ]; do printf '%03d ' $i; printf"
                                + " '\\033(0lqk\\033[1mx\\033(B|\\360\\237\\221\\250\\342\\200\\215\\360\\237\\221\\251|"
                                + "e\\314\\201|\\033]8;;http://a.b/lm\\033\\\\link\\033]8;;\\033\\\\\\033[0m\\n';"
                                + " i=$((i+1)); done; printf 'last\\033(0q\\n\\nq'; exec cat");
        rig.untilShown(pane, "last");

        CellGrid past = rig.tmux.past(pane);

        String row = "\u250c\u2500\u2510\u2502|\ud83d\udc68\u200d\ud83d\udc69|e\u0301|link";
        assertThat(past.row(0)).isEqualTo("001 " + row);
        assertThat(past.row(299)).isEqualTo("300 " + row);
        assertThat(past.at(9, 0).text())
                .as("the cell after it")
                .isEqualTo("\ud83d\udc68\u200d\ud83d\udc69");
        assertThat(past.at(11, 0).text()).isEqualTo("|");
        assertThat(past.row(300)).isEqualTo("last\u2500");
        assertThat(past.row(302)).isEqualTo("\u2500");
    }

    @Test
    void of_a_wide_and_colourful_pane_the_last_rows_are_there() {
        PaneId pane =
                rig.shell(
                        "a",
                        "awk 'BEGIN { for (i = 1; i <= 3000; i++) { for (j = 0; j < 79; j++)"
                                + " printf(\"\\033[38;2;%d;%d;%dm%c\", i % 256, j, (i * j) % 256, 65 + j % 26);"
                                + " printf(\"\\n\") } printf(\"\\033[0mlast\") }'; exec cat");
        rig.untilShown(pane, "last");

        CellGrid past = rig.tmux.past(pane);

        String row = "ABCDEFGHIJKLMNOPQRSTUVWXYZ".repeat(4).substring(0, 79);
        assertThat(past.rows()).isBetween(500, 2000);
        assertThat(past.row(0)).isEqualTo(row);
        assertThat(past.row(past.rows() - 2)).isEqualTo(row);
        assertThat(past.row(past.rows() - 1)).isEqualTo("last");
    }

    @Test
    void a_pane_that_is_gone_has_no_past() {
        PaneId pane = rig.shell("a", "exec cat");
        rig.tmux.kill(pane);
        assertThat(rig.tmux.past(pane).rows()).isZero();
    }
}
