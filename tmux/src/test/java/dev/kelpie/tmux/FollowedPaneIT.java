package dev.kelpie.tmux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.pty4j.PtyProcess;
import com.pty4j.PtyProcessBuilder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FollowedPaneIT {
    private final Rig rig = new Rig();
    private final AtomicInteger changes = new AtomicInteger();
    private final FollowedPane followed = new FollowedPane(rig.tmux, changes::incrementAndGet);

    @AfterEach
    void end() {
        followed.close();
        rig.close();
    }

    private void untilSeen(String text) {
        try {
            Rig.until(text + " is seen", () -> row(text) >= 0);
        } catch (AssertionError e) {
            throw new AssertionError(
                    "seen instead: "
                            + screen()
                            + rig.raw(
                                    "list-clients",
                                    "-F",
                                    "#{client_flags} #{client_width} #{client_height} #{client_session} #{pane_id} #{client_written}"),
                    e);
        }
    }

    private String screen() {
        CellGrid grid = followed.grid();
        StringBuilder text = new StringBuilder();
        for (int y = 0; y < grid.rows(); y++) {
            text.append('\n').append(grid.row(y));
        }
        return text.toString();
    }

    private int row(String text) {
        CellGrid grid = followed.grid();
        for (int y = 0; y < grid.rows(); y++) {
            if (grid.row(y).contains(text)) {
                return y;
            }
        }
        return -1;
    }

    @Test
    void what_a_pane_prints_is_seen_as_cells() {
        PaneId pane =
                rig.shell(
                        "a",
                        "printf 'plain \\033[1;38;2;1;2;3mtrue\\033[0;31mred\\033[48;5;208mback"
                                + "\\033[0;9mstruck\\033[0;3;4mlean\\033[0m\\n日本 👍e\\314\\201|❤️|👨‍👩‍👧|👍🏽|🇩🇪|end'; exec cat");
        followed.follow(pane);
        untilSeen("end");

        CellGrid grid = followed.grid();

        assertThat(grid.row(0)).isEqualTo("plain trueredbackstrucklean");
        assertThat(grid.at(6, 0).foreground()).isEqualTo(new Colour.Rgb(1, 2, 3));
        assertThat(grid.at(6, 0).bold()).isTrue();
        assertThat(grid.at(10, 0).foreground()).isEqualTo(new Colour.Indexed(1));
        assertThat(grid.at(10, 0).bold()).isFalse();
        assertThat(grid.at(13, 0).background()).isEqualTo(new Colour.Indexed(208));
        assertThat(grid.at(17, 0).strike()).isTrue();
        assertThat(grid.at(23, 0).italic()).isTrue();
        assertThat(grid.at(23, 0).underline()).isTrue();
        // 3.4 gives the heart two columns.
        assertThat(grid.row(1).replace("❤️ |", "❤️|"))
                .isEqualTo("日本 👍e\u0301|❤️|👨‍👩‍👧|👍🏽|🇩🇪|end");
        assertThat(grid.at(0, 1).width()).isEqualTo(2);
        assertThat(grid.at(1, 1).width()).isZero();
        assertThat(grid.at(5, 1).text()).isEqualTo("👍");
        PaneInfo info = rig.info(pane);
        assertThat(grid.cursorX()).isEqualTo(info.cursorX());
        assertThat(grid.cursorY()).isEqualTo(info.cursorY());
        assertThat(grid.cursorVisible()).isTrue();
    }

    @Test
    void the_selection_moves_without_a_new_client() {
        PaneId first = rig.shell("a", "printf 'this is one'; exec cat");
        PaneId second = rig.shell("b", "printf 'this is two'; exec cat");
        followed.follow(first);
        untilSeen("this is one");
        String client = rig.raw("list-clients", "-F", "#{client_pid}");

        followed.follow(second);

        untilSeen("this is two");
        assertThat(row("this is one")).isNegative();
        assertThat(rig.raw("list-clients", "-F", "#{client_pid}")).isEqualTo(client);
        assertThat(followed.pane()).hasValue(second);
        followed.follow(first);
        untilSeen("this is one");
    }

    @Test
    void following_never_resizes_an_agent() {
        PaneId first =
                rig.shell("a", "trap 'echo resized' WINCH; echo up; while :; do read x; done");
        PaneId second = open("b", 100, 30, "echo two; exec cat");
        followed.follow(first);
        untilSeen("up");
        followed.follow(second);
        untilSeen("two");
        followed.follow(first);
        untilSeen("up");

        assertThat(size(first)).isEqualTo("80x24");
        assertThat(size(second)).isEqualTo("100x30");
        assertThat(rig.tmux.capture(first, 0, false)).doesNotContain("resized");
    }

    @Test
    void a_pane_that_opens_while_another_is_followed_has_the_size_it_was_given() {
        followed.follow(rig.shell("a", "echo up; exec cat"));
        untilSeen("up");

        PaneId born = open("b", 120, 40, "stty size; exec cat");

        rig.untilShown(born, "40 120");
        assertThat(size(born)).isEqualTo("120x40");
        followed.follow(born);
        untilSeen("40 120");
        assertThat(size(born)).isEqualTo("120x40");
    }

    @Test
    void the_whole_window_is_seen_and_the_view_goes_along_when_it_becomes_another() {
        PaneId pane =
                open("a", 120, 40, "printf '%119s\\n' right; seq 1 37; printf bottom; exec cat");
        followed.follow(pane);
        untilSeen("bottom");
        assertThat(row("right")).isZero();
        assertThat(row("bottom")).isEqualTo(38);
        assertThat(followed.grid().at(118, 0).text()).isEqualTo("t");

        for (String[] other : new String[][] {{"150", "50"}, {"70", "45"}}) {
            rig.raw("resize-window", "-t", pane.value(), "-x", other[0], "-y", other[1]);
            Rig.until(
                    "the view is as large as the window",
                    () -> seenSize().equals(other[0] + "x" + other[1]) && row("bottom") > 0);
        }
    }

    @Test
    void our_status_line_is_not_seen() {
        PaneId pane =
                rig.shell("session-name", "for i in $(seq 1 30); do echo line$i; done; exec cat");
        followed.follow(pane);
        untilSeen("line30");

        assertThat(row("session-name")).isNegative();
        assertThat(row("80x24")).isNegative();
        assertThat(row("C-q")).isNegative();
        assertThat(followed.grid().row(22)).isEqualTo("line30");
    }

    @Test
    void nothing_may_be_typed_while_only_following() {
        PaneId pane = rig.shell("a", "echo up; exec cat");
        followed.follow(pane);
        untilSeen("up");

        assertThatThrownBy(() -> type("x")).isInstanceOf(IllegalStateException.class);
        assertThat(rig.raw("list-clients", "-F", "#{client_readonly}")).isEqualTo("1");
        assertThat(rig.info(pane).clients()).as("who only looks is no client").isZero();
    }

    @Test
    void live_keys_reach_the_pane_and_it_has_the_size_asked_for_until_live_mode_ends() {
        PaneId pane = rig.shell("a", "echo up; exec cat");
        followed.follow(pane);
        untilSeen("up");

        followed.live(60, 20);
        assertThat(size(pane)).isEqualTo("60x20");
        assertThat(rig.info(pane).clients()).isOne();
        type("hello\r");
        untilSeen("hello");
        assertThat(seenSize()).isEqualTo("60x20");
        followed.live(70, 22);
        assertThat(size(pane)).isEqualTo("70x22");

        followed.rest();
        Rig.until("its own size", () -> size(pane).equals("80x24"));
        Rig.until("the view goes along", () -> seenSize().equals("80x24") && row("hello") >= 0);
        assertThat(rig.raw("list-clients", "-F", "#{client_readonly}")).isEqualTo("1");
    }

    @Test
    void whoever_is_followed_next_finds_live_mode_ended_and_the_last_pane_its_own_size() {
        PaneId first = rig.shell("a", "echo one; exec cat");
        PaneId second = rig.shell("b", "echo two; exec cat");
        followed.follow(first);
        followed.live(60, 20);
        assertThat(size(first)).isEqualTo("60x20");

        followed.follow(second);
        untilSeen("two");

        assertThat(followed.live()).isFalse();
        Rig.until("its own size", () -> size(first).equals("80x24"));
        assertThat(size(second)).isEqualTo("80x24");
    }

    @Test
    void a_session_that_ends_in_live_mode_ends_it_and_the_next_begins_it_anew() {
        PaneId first = rig.shell("a", "echo one; exec cat");
        PaneId second = rig.shell("b", "echo two; exec cat");
        followed.follow(first);
        untilSeen("one");
        followed.live(60, 20);

        rig.tmux.kill(first);

        Rig.until("it is told", () -> followed.pane().isEmpty());
        assertThat(followed.live()).isFalse();
        followed.follow(second);
        untilSeen("two");
        assertThat(rig.raw("list-clients", "-F", "#{client_readonly}")).isEqualTo("1");
        followed.live(60, 20);
        assertThat(rig.raw("list-clients", "-F", "#{client_readonly}")).isEqualTo("0");
        type("for two\r");
        untilSeen("for two");
        followed.rest();
        assertThat(rig.raw("list-clients", "-F", "#{client_readonly}")).isEqualTo("1");
        Rig.until("its own size", () -> size(second).equals("80x24"));
    }

    @Test
    void a_follower_that_is_cut_off_in_live_mode_leaves_the_window_its_own_size() {
        PaneId pane = rig.shell("a", "echo one; exec cat");
        followed.follow(pane);
        untilSeen("one");
        followed.live(60, 20);

        rig.raw("detach-client", "-s", "a");

        Rig.until("its own size", () -> size(pane).equals("80x24"));
    }

    @Test
    void a_person_attaches_at_their_size_and_control_q_brings_them_back() throws Exception {
        PaneId pane = rig.shell("a", "echo one; exec cat");
        followed.follow(pane);
        untilSeen("one");
        PtyProcess person = attach(pane);
        Rig.until("the view goes along", () -> seenSize().equals("110x30") && row("one") >= 0);

        person.getOutputStream().write(0x11);
        person.getOutputStream().flush();

        assertThat(person.waitFor(5, TimeUnit.SECONDS)).isTrue();
        Rig.until("its own size", () -> size(pane).equals("80x24"));
        Rig.until("the view goes along", () -> seenSize().equals("80x24") && row("one") >= 0);
        followed.follow(pane);
        assertThat(size(pane)).isEqualTo("80x24");
    }

    @Test
    void a_person_whose_terminal_is_gone_gives_the_size_back_too() throws Exception {
        PaneId pane = rig.shell("a", "echo one; exec cat");
        PtyProcess person = attach(pane);

        person.destroyForcibly();

        assertThat(person.waitFor(5, TimeUnit.SECONDS)).isTrue();
        Rig.until("its own size", () -> size(pane).equals("80x24"));
    }

    @Test
    void a_person_keeps_their_size_whoever_looks_types_or_leaves_meanwhile() throws Exception {
        PaneId pane = rig.shell("a", "echo one; exec cat");
        attach(pane);
        followed.follow(pane);
        untilSeen("one");
        assertThat(size(pane)).isEqualTo("110x30");

        followed.live(60, 20);
        type("hello\r");
        untilSeen("hello");
        followed.rest();
        Rig.until("theirs", () -> size(pane).equals("110x30"));

        followed.close();
        Rig.until("one is left", () -> rig.raw("list-clients").lines().count() == 1);
        assertThat(size(pane)).isEqualTo("110x30");
    }

    private PaneId open(String name, int columns, int rows, String script) {
        PaneSpec spec = rig.spec(name, "sh", "-c", script);
        return rig.tmux.open(
                new PaneSpec(
                        spec.session(),
                        spec.tag(),
                        spec.cwd(),
                        spec.environment(),
                        spec.argv(),
                        columns,
                        rows));
    }

    private void type(String text) {
        followed.write(text.getBytes(StandardCharsets.UTF_8));
    }

    private String size(PaneId pane) {
        PaneInfo info = rig.info(pane);
        return info.columns() + "x" + info.rows();
    }

    private String seenSize() {
        CellGrid grid = followed.grid();
        return grid.columns() + "x" + grid.rows();
    }

    /// A person's terminal of 110 by 31, status line included.
    private PtyProcess attach(PaneId pane) throws IOException {
        Map<String, String> environment = new HashMap<>(System.getenv());
        environment.remove("TMUX");
        environment.put("TERM", "xterm-256color");
        PtyProcess person =
                new PtyProcessBuilder(rig.tmux.attachCommand(pane).toArray(String[]::new))
                        .setEnvironment(environment)
                        .setInitialColumns(110)
                        .setInitialRows(31)
                        .start();
        Thread.ofPlatform().daemon().start(() -> drain(person));
        Rig.until("sized", () -> size(pane).equals("110x30"));
        assertThat(rig.info(pane).clients()).isOne();
        return person;
    }

    private static void drain(PtyProcess process) {
        try {
            process.getInputStream().readAllBytes();
        } catch (IOException e) {
            // the terminal ends with its program
        }
    }

    @Test
    void the_end_of_a_session_is_told_and_another_may_be_followed() {
        PaneId first = rig.shell("a", "echo one; exec cat");
        PaneId second = rig.shell("b", "echo two; exec cat");
        followed.follow(first);
        untilSeen("one");
        followed.grid();
        int before = changes.get();

        rig.tmux.kill(first);

        Rig.until("it is told", () -> followed.pane().isEmpty() && changes.get() > before);
        followed.follow(second);
        untilSeen("two");
        assertThat(followed.pane()).hasValue(second);
    }

    @Test
    void the_listener_is_told_once_until_it_looks() {
        PaneId pane = rig.shell("a", "for i in $(seq 1 500); do echo $i; done; echo end; exec cat");
        followed.follow(pane);
        Rig.until("told", () -> changes.get() > 0);
        rig.untilShown(pane, "end");

        assertThat(changes.get()).isEqualTo(1);
        untilSeen("end");
    }

    @Test
    void a_hostile_pane_gives_cells_only() {
        PaneId pane =
                rig.shell(
                        "a",
                        "printf 'a\\033]52;c;eA==\\007b\\033P+q544e\\033\\\\c\\033]2;#(touch hit)\\007d\\033[?1000he\\342\\200\\256f end'; exec cat");
        followed.follow(pane);
        untilSeen("end");

        assertThat(followed.grid().row(0)).isEqualTo("abcdef end");
        assertThat(rig.file("hit")).doesNotExist();
    }
}
