package dev.kelpie.tmux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ServerIT {
    private final Rig rig = new Rig();
    private final BlockingQueue<TmuxNotice> notices = new LinkedBlockingQueue<>();

    @BeforeEach
    void listen() {
        rig.tmux.listen(notices::add);
    }

    @AfterEach
    void end() {
        rig.close();
    }

    /// The next notice. tmux sometimes misses that its child ended until somebody looks; the
    /// sampler looks once a second.
    private @Nullable TmuxNotice notice() throws InterruptedException {
        TmuxNotice notice = notices.poll(1, TimeUnit.SECONDS);
        for (int i = 0; notice == null && i < 10; i++) {
            rig.tmux.snapshot(Set.of());
            notice = notices.poll(1, TimeUnit.SECONDS);
        }
        return notice;
    }

    @Test
    void a_pane_that_dies_wakes_at_the_latest_by_the_next_look() throws InterruptedException {
        PaneId pane = rig.shell("a", "read line; exit 1");
        drain();

        rig.tmux.press(pane, List.of("Enter"));

        assertThat(notice()).isEqualTo(new TmuxNotice.Changed());
        assertThat(rig.info(pane).dead()).isTrue();
    }

    @Test
    void a_bell_wakes() throws InterruptedException {
        PaneId pane = rig.shell("a", "read line; printf '\\a'; exec cat");
        drain();

        rig.tmux.press(pane, List.of("Enter"));

        assertThat(notice()).isEqualTo(new TmuxNotice.Changed());
    }

    @Test
    void a_bell_storm_is_not_a_notice_storm() throws InterruptedException {
        rig.shell("a", "while :; do printf '\\a'; done");
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(1);
        int count = 0;
        while (System.nanoTime() < end) {
            if (notices.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS) != null) {
                count++;
            }
        }
        assertThat(count).isBetween(1, 21);
    }

    @Test
    void a_killed_server_is_lost() throws InterruptedException {
        rig.shell("a", "exec cat");
        long server = rig.tmux.snapshot(Set.of()).serverPid();
        drain();

        ProcessHandle.of(server).orElseThrow().destroyForcibly();

        assertThat(notices.poll(10, TimeUnit.SECONDS)).isEqualTo(new TmuxNotice.ServerLost(server));
        assertThat(rig.tmux.snapshot(Set.of()).serverPid()).isZero();
        assertThat(rig.tmux.snapshot(Set.of()).panes()).isEmpty();

        PaneId again = rig.shell("a", "exec cat");
        assertThat(rig.tmux.snapshot(Set.of()).serverPid()).isNotEqualTo(server);
        rig.tmux.kill(again);
        assertThat(notice()).isEqualTo(new TmuxNotice.Changed());
    }

    @Test
    void our_own_end_of_the_server_is_no_loss() throws InterruptedException {
        rig.shell("a", "exec cat");
        rig.tmux.snapshot(Set.of());

        rig.tmux.killServer();

        TmuxNotice notice = notices.poll(500, TimeUnit.MILLISECONDS);
        while (notice != null) {
            assertThat(notice).isInstanceOf(TmuxNotice.Changed.class);
            notice = notices.poll(300, TimeUnit.MILLISECONDS);
        }
    }

    @Test
    void closing_leaves_the_server_and_no_waiting_client() {
        rig.shell("a", "exec cat");
        long server = rig.tmux.snapshot(Set.of()).serverPid();
        try (LocalTmux second = new LocalTmux(rig.socket, Path.of("tmux"), rig.file("config"))) {
            assertThat(second.snapshot(Set.of()).serverPid()).isEqualTo(server);
            Rig.until("two wait", () -> waiting() == 2);
        }
        Rig.until("one waits", () -> waiting() == 1);
        assertThat(rig.tmux.snapshot(Set.of()).serverPid()).isEqualTo(server);
    }

    private long waiting() {
        return ProcessHandle.current()
                .children()
                .filter(each ->
                        Rig.read(Path.of("/proc/" + each.pid() + "/cmdline"))
                                .contains(rig.socket + "\0-f"))
                .count();
    }

    @Test
    void a_waiting_client_that_somebody_ends_is_replaced() throws InterruptedException {
        PaneId pane = rig.shell("a", "read line; exit 1");
        Rig.until("it waits", () -> waiting() == 1);
        ProcessHandle.current()
                .children()
                .filter(e ->
                        Rig.read(Path.of("/proc/" + e.pid() + "/cmdline")).contains("wait-for"))
                .filter(e ->
                        Rig.read(Path.of("/proc/" + e.pid() + "/cmdline")).contains(rig.socket))
                .forEach(ProcessHandle::destroyForcibly);
        assertThat(notices.poll(10, TimeUnit.SECONDS)).isEqualTo(new TmuxNotice.Changed());
        Rig.until("it waits again", () -> waiting() == 1);

        rig.tmux.press(pane, List.of("Enter"));

        assertThat(notice()).isEqualTo(new TmuxNotice.Changed());
    }

    @Test
    void a_server_whose_socket_was_removed_is_called_back() throws IOException {
        PaneId pane = rig.shell("a", "exec cat");
        long server = rig.tmux.snapshot(Set.of()).serverPid();
        Path socket = Path.of(rig.raw("display-message", "-p", "#{socket_path}"));
        Files.delete(socket);

        Snapshot after = rig.tmux.snapshot(Set.of());

        assertThat(after.serverPid()).isEqualTo(server);
        assertThat(after.panes()).extracting(PaneInfo::id).containsExactly(pane);
        Files.delete(socket);
        try (LocalTmux later = new LocalTmux(rig.socket, Path.of("tmux"), rig.file("config"))) {
            PaneId second = later.open(rig.spec("b", "sh", "-c", "exec cat"));
            assertThat(later.snapshot(Set.of()).serverPid()).isEqualTo(server);
            assertThat(second).isNotEqualTo(pane);
        }
    }

    @Test
    void an_old_or_missing_tmux_is_said_at_once() throws IOException {
        Path old = rig.file("old");
        Files.writeString(old, "#!/bin/sh\necho tmux 3.1c\n");
        Files.setPosixFilePermissions(old, PosixFilePermissions.fromString("rwx------"));

        assertThatThrownBy(() -> new LocalTmux("x", old, rig.file("c")))
                .isInstanceOf(TmuxException.class)
                .hasMessageContaining("3.2 or newer");
        assertThatThrownBy(() -> new LocalTmux("x", rig.file("none"), rig.file("c")))
                .isInstanceOf(TmuxException.class)
                .hasMessageContaining("installed");
    }

    @Test
    void a_server_that_does_not_answer_is_an_exception_within_its_limit() {
        rig.shell("a", "exec cat");
        long server = rig.tmux.snapshot(Set.of()).serverPid();
        signal("STOP", server);
        long before = System.nanoTime();
        try {
            assertThatThrownBy(() -> rig.tmux.snapshot(Set.of()))
                    .isInstanceOf(TmuxException.class)
                    .hasMessageContaining("stuck");
            assertThat(System.nanoTime() - before).isLessThan(TimeUnit.SECONDS.toNanos(5));
        } finally {
            signal("CONT", server);
        }
        assertThat(rig.tmux.snapshot(Set.of()).panes()).hasSize(1);
    }

    private static void signal(String name, long pid) {
        try {
            int exit =
                    new ProcessBuilder("sh", "-c", "kill -" + name + " " + pid).start().waitFor();
            assertThat(exit).isZero();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void the_attach_command_is_an_argv_for_this_server() {
        PaneId pane = rig.shell("a", "exec cat");
        assertThat(rig.tmux.attachCommand(pane))
                .contains("-L", rig.socket, "attach-session", pane.value())
                .noneMatch(word -> word.contains("#"));
    }

    /// What the start left behind; from here on each notice is the test's own.
    private void drain() {
        Rig.until("the watch waits", () -> waiting() == 1);
        notices.clear();
    }
}
