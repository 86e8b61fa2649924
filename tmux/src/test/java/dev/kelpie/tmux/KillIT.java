package dev.kelpie.tmux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class KillIT {
    private final Rig rig = new Rig();

    @AfterEach
    void end() {
        rig.close();
    }

    @Test
    void the_whole_tree_ends_and_nothing_else() throws IOException {
        Process stranger = new ProcessBuilder("sleep", "300").start();
        PaneId other = rig.shell("other", "echo $$ > other.pid; exec sleep 300");
        PaneId pane =
                rig.shell(
                        "tree",
                        """
                        sh -c 'sleep 300 & echo $! > grandchild.pid; wait' &
                        setsid sh -c 'echo $$ > setsid.pid; exec sleep 300' &
                        nohup sleep 300 > /dev/null 2>&1 &
                        echo $! > nohup.pid
                        (setsid sh -c 'echo $$ > orphan.pid; exec sleep 300' &)
                        echo $$ > root.pid
                        wait
                        """);
        List<Long> pids =
                List.of(
                        rig.pid("root.pid"),
                        rig.pid("grandchild.pid"),
                        rig.pid("setsid.pid"),
                        rig.pid("nohup.pid"),
                        rig.pid("orphan.pid"));
        assertThat(pids).allMatch(Rig::alive);

        assertThat(rig.tmux.kill(pane)).isTrue();

        assertThat(pids).noneMatch(Rig::alive);
        assertThat(stranger.isAlive()).isTrue();
        assertThat(Rig.alive(rig.pid("other.pid"))).isTrue();
        assertThat(rig.tmux.snapshot(Set.of()).panes())
                .extracting(PaneInfo::id)
                .containsExactly(other);
        stranger.destroyForcibly();
    }

    @Test
    void who_ignores_term_and_hup_is_ended_after_the_grace() {
        PaneId pane =
                rig.shell(
                        "deaf",
                        "trap '' TERM HUP INT; echo $$ > deaf.pid; while :; do sleep 1; done");
        long pid = rig.pid("deaf.pid");

        long before = System.nanoTime();
        assertThat(rig.tmux.kill(pane)).isTrue();

        assertThat(System.nanoTime() - before).isGreaterThan(ProcessTree.GRACE.toNanos());
        assertThat(Rig.alive(pid)).isFalse();
    }

    @Test
    void who_ends_by_term_may_write_its_last_words() {
        PaneId pane =
                rig.shell(
                        "polite",
                        "trap 'echo bye > last; exit 0' TERM; echo up > up; while :; do sleep 0.1; done");
        Rig.until("up", () -> Rig.read(rig.file("up")).equals("up\n"));

        rig.tmux.kill(pane);

        assertThat(Rig.read(rig.file("last"))).isEqualTo("bye\n");
    }

    @Test
    void a_stopped_process_ends_too() {
        PaneId pane = rig.shell("stopped", "echo $$ > stopped.pid; kill -STOP $$; exec cat");
        long pid = rig.pid("stopped.pid");

        assertThat(rig.tmux.kill(pane)).isTrue();

        assertThat(Rig.alive(pid)).isFalse();
    }

    @Test
    void what_a_dead_panes_program_left_behind_ends() {
        PaneId pane =
                rig.shell(
                        "left",
                        "setsid sh -c 'echo $$ > left.pid; exec sleep 300' &"
                                + " while ! [ -s left.pid ]; do :; done");
        long pid = rig.pid("left.pid");
        rig.untilDead(pane);

        assertThat(rig.tmux.kill(pane)).isTrue();

        assertThat(Rig.alive(pid)).isFalse();
        assertThat(rig.tmux.snapshot(Set.of()).panes()).isEmpty();
    }

    @Test
    void a_pane_that_an_agent_split_off_is_listed_untagged_and_not_touched() {
        PaneId ours = rig.shell("ours", "exec cat");
        rig.raw("split-window", "-t", ours.value(), "exec cat");
        PaneInfo foreign =
                rig.tmux.snapshot(Set.of()).panes().stream()
                        .filter(each -> !each.id().equals(ours))
                        .findFirst()
                        .orElseThrow();

        assertThat(foreign.tag()).isEmpty();
        assertThat(rig.tmux.paste(ours, "for ours")).isEqualTo(Tmux.Touch.DONE);
        rig.untilShown(ours, "for ours");
        assertThat(rig.tmux.capture(foreign.id(), 0, false)).doesNotContain("for ours");
        assertThatThrownBy(() -> rig.tmux.kill(foreign.id()))
                .isInstanceOf(TmuxException.class)
                .hasMessageContaining("not one of ours");
        assertThat(Rig.alive(foreign.pid())).isTrue();
    }

    @Test
    void a_session_that_an_agent_renamed_ends_and_no_other() {
        PaneId ours = rig.shell("ours", "exec cat");
        PaneId other = rig.shell("other", "exec cat");
        rig.raw("rename-session", "-t", ours.value(), "other\u200b");

        assertThat(rig.tmux.kill(ours)).isTrue();

        assertThat(rig.tmux.snapshot(Set.of()).panes())
                .extracting(PaneInfo::id)
                .containsExactly(other);
        assertThat(rig.info(other).dead()).isFalse();
    }

    @Test
    void it_is_known_beforehand_what_a_kill_ends() {
        PaneId pane =
                rig.shell(
                        "known",
                        "echo $$ > known.pid;"
                                + " setsid sh -c 'echo $$ > far.pid; exec sleep 300' & cat");
        long near = rig.pid("known.pid");
        long far = rig.pid("far.pid");
        rig.shell("other", "echo $$ > other.pid; exec cat");
        long other = rig.pid("other.pid");

        assertThat(rig.tmux.processes(pane)).contains(near, far).doesNotContain(other);
        rig.tmux.kill(pane);
        assertThat(rig.tmux.processes(pane)).isEmpty();
    }

    @Test
    void killing_the_server_leaves_no_process() {
        rig.shell("a", "setsid sh -c 'echo $$ > a.pid; exec sleep 300' & wait");
        rig.shell("b", "echo $$ > b.pid; exec sleep 300");
        List<Long> pids = List.of(rig.pid("a.pid"), rig.pid("b.pid"));

        rig.tmux.killServer();

        assertThat(pids).noneMatch(Rig::alive);
        assertThat(rig.tmux.snapshot(Set.of()).serverPid()).isZero();
    }
}
