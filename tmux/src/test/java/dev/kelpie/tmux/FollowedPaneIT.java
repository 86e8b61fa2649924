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
    private final FollowedPane followed =
            new FollowedPane(rig.tmux, 60, 20, changes::incrementAndGet);

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
        assertThat(grid.row(1)).isEqualTo("日本 👍e\u0301|❤️|👨‍👩‍👧|👍🏽|🇩🇪|end");
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
        PaneId second = rig.shell("b", "echo two; exec cat");
        followed.follow(first);
        untilSeen("up");
        followed.resize(100, 40);
        untilSeen("up");
        followed.follow(second);
        untilSeen("two");
        followed.resize(40, 10);
        followed.follow(first);
        untilSeen("up");

        for (PaneId pane : new PaneId[] {first, second}) {
            assertThat(rig.info(pane).columns()).isEqualTo(80);
            assertThat(rig.info(pane).rows()).isEqualTo(24);
        }
        assertThat(rig.tmux.capture(first, 0, false)).doesNotContain("resized");
    }

    @Test
    void our_status_line_is_not_seen() {
        PaneId pane =
                rig.shell("session-name", "for i in $(seq 1 30); do echo line$i; done; exec cat");
        followed.resize(80, 24);
        followed.follow(pane);
        untilSeen("line30");

        assertThat(row("session-name")).isNegative();
        assertThat(row("C-q")).isNegative();
        assertThat(followed.grid().row(22)).isEqualTo("line30");
    }

    @Test
    void nothing_may_be_typed_while_only_following() {
        PaneId pane = rig.shell("a", "echo up; exec cat");
        followed.follow(pane);
        untilSeen("up");

        assertThatThrownBy(() -> followed.write("x".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(IllegalStateException.class);
        assertThat(rig.raw("list-clients", "-F", "#{client_readonly}")).isEqualTo("1");
        assertThat(rig.info(pane).clients()).as("who only looks is no client").isZero();
    }

    @Test
    void live_keys_reach_the_pane_and_it_takes_the_views_size() {
        PaneId pane = rig.shell("a", "echo up; exec cat");
        followed.follow(pane);
        untilSeen("up");

        followed.live(true);
        Rig.until("sized", () -> rig.info(pane).columns() == 60 && rig.info(pane).rows() == 20);
        assertThat(rig.info(pane).clients()).isOne();
        followed.write("hello\r".getBytes(StandardCharsets.UTF_8));
        untilSeen("hello");
        followed.resize(70, 22);
        Rig.until("sized", () -> rig.info(pane).columns() == 70 && rig.info(pane).rows() == 22);

        followed.live(false);
        followed.resize(50, 15);
        untilSeen("hello");
        assertThat(rig.info(pane).columns()).isEqualTo(70);
        assertThat(rig.raw("list-clients", "-F", "#{client_readonly}")).isEqualTo("1");
    }

    @Test
    void a_size_that_a_person_or_live_mode_left_is_kept_by_the_next_follower() {
        PaneId first = rig.shell("a", "echo one; exec cat");
        PaneId second = rig.shell("b", "echo two; exec cat");
        followed.follow(first);
        followed.live(true);
        Rig.until("sized", () -> rig.info(first).columns() == 60);

        followed.follow(second);
        untilSeen("two");
        followed.resize(90, 30);
        followed.follow(first);
        untilSeen("one");

        assertThat(rig.info(first).columns()).isEqualTo(60);
        assertThat(rig.info(first).rows()).isEqualTo(20);
        assertThat(rig.info(second).columns()).isEqualTo(80);
    }

    @Test
    void a_person_attaches_at_their_size_and_control_q_brings_them_back() throws Exception {
        PaneId pane = rig.shell("a", "echo one; exec cat");
        followed.follow(pane);
        untilSeen("one");
        PtyProcess person = attach(pane);

        person.getOutputStream().write(0x11);
        person.getOutputStream().flush();

        assertThat(person.waitFor(5, TimeUnit.SECONDS)).isTrue();
        followed.resize(50, 12);
        untilSeen("one");
        followed.follow(pane);
        assertThat(rig.info(pane).columns()).isEqualTo(110);
        assertThat(rig.info(pane).rows()).isEqualTo(30);
    }

    @Test
    void a_person_whose_terminal_is_gone_leaves_their_size_too() throws Exception {
        PaneId pane = rig.shell("a", "echo one; exec cat");
        followed.follow(pane);
        untilSeen("one");
        PtyProcess person = attach(pane);

        person.destroyForcibly();

        assertThat(person.waitFor(5, TimeUnit.SECONDS)).isTrue();
        Rig.until("gone", () -> rig.info(pane).clients() == 0);
        followed.resize(50, 12);
        untilSeen("one");
        assertThat(rig.info(pane).columns()).isEqualTo(110);
        assertThat(rig.info(pane).rows()).isEqualTo(30);
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
        Rig.until("sized", () -> rig.info(pane).columns() == 110 && rig.info(pane).rows() == 30);
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
