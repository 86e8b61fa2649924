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
        assertThat(past.at(0, 200).foreground())
                .as("a style goes on from part to part")
                .isEqualTo(new Colour.Indexed(1));
        assertThat(past.at(0, 700).foreground()).isEqualTo(Cell.BLANK.foreground());
    }

    @Test
    void a_pane_that_is_gone_has_no_past() {
        PaneId pane = rig.shell("a", "exec cat");
        rig.tmux.kill(pane);
        assertThat(rig.tmux.past(pane).rows()).isZero();
    }
}
