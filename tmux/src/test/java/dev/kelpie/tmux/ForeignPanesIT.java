package dev.kelpie.tmux;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ForeignPanesIT {
    private final Rig rig = new Rig();
    private final List<Path> started = new ArrayList<>();
    private Path folder = Path.of("/");

    @BeforeEach
    void folder() throws IOException {
        folder = Files.createDirectory(rig.file("sockets"));
    }

    @AfterEach
    void end() throws IOException {
        for (Path each : started) {
            server(each).call("kill-server");
            Files.deleteIfExists(each);
        }
        rig.close();
    }

    private static TmuxClient server(Path socket) {
        return new TmuxClient(List.of("tmux", "-u", "-S", socket.toString(), "-f", "/dev/null"));
    }

    private TmuxClient start(String name, String session, String script) {
        Path socket = folder.resolve(name);
        started.add(socket);
        TmuxClient client = server(socket);
        TmuxClient.Reply reply =
                client.call(
                        new TmuxClient.Along("", rig.directory, Map.of()),
                        List.of("new-session", "-d", "-s", session, "--", "sh", "-c", script));
        assertThat(reply.ok()).as(reply.err()).isTrue();
        return client;
    }

    private static List<String> names(ForeignPane pane) {
        return pane.programs().stream().map(ForeignPane.Program::name).toList();
    }

    private List<ForeignPane> list() {
        return new ForeignPanes(Path.of("tmux"), folder).list("kelpie");
    }

    @Test
    void panes_of_all_servers_are_read_and_nothing_is_changed() {
        TmuxClient first = start("default", "work", "sleep 300 & wait");
        start("other", "more", "exec cat");
        start("kelpie", "ours", "exec cat");
        String format = "#{session_id} #{pane_id} #{session_attached} #{buffer_size}";
        String before = first.call("list-panes", "-a", "-F", format).out();
        Rig.until("both run", () -> list().stream().anyMatch(p -> names(p).contains("sleep")));

        List<ForeignPane> panes = list();

        assertThat(panes)
                .extracting(ForeignPane::session)
                .containsExactlyInAnyOrder("work", "more");
        ForeignPane work =
                panes.stream()
                        .filter(each -> each.session().equals("work"))
                        .findFirst()
                        .orElseThrow();
        assertThat(work.socket()).isEqualTo(folder.resolve("default"));
        assertThat(work.cwd()).isEqualTo(rig.directory.toString());
        assertThat(names(work)).contains("sleep");
        assertThat(work.start()).hasValueSatisfying(at -> assertThat(at).isBefore(Instant.now()));
        assertThat(first.call("list-panes", "-a", "-F", format).out()).isEqualTo(before);
    }

    private ForeignPane.Program program(String name) {
        Rig.until(name + " runs", () -> list().stream().anyMatch(p -> names(p).contains(name)));
        return list().stream()
                .flatMap(pane -> pane.programs().stream())
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void one_server_is_looked_at_and_its_pane_is_ended_with_all_that_runs_there_and_no_other() {
        TmuxClient mine = start("mine", "work", "sleep 300; cat");
        mine.call("new-session", "-d", "-s", "other", "exec cat");
        ForeignPanes panes = new ForeignPanes(Path.of("tmux"), folder);
        Path socket = folder.resolve("mine");
        ForeignPane.Program sleep = program("sleep");
        long birth = ProcessBirth.of(sleep.pid()).orElseThrow();
        Snapshot before = panes.look(socket, Set.of(new PaneId("%0"))).orElseThrow();
        // By the names of their sessions: "other" comes first.
        PaneInfo pane = before.panes().getLast();

        assertThat(before.panes()).hasSize(2);
        assertThat(before.screens()).containsOnlyKeys(new PaneId("%0"));
        assertThat(ForeignPanes.runs(pane, sleep.pid(), birth)).isTrue();
        assertThat(ForeignPanes.runs(before.panes().getFirst(), sleep.pid(), birth)).isFalse();
        assertThat(panes.end(socket, new PaneId("%0"), sleep.pid(), birth + 1)).isFalse();
        assertThat(panes.end(socket, new PaneId("%1"), sleep.pid(), birth)).isFalse();
        assertThat(panes.processes(socket, new PaneId("%0"))).contains(pane.pid(), sleep.pid());
        assertThat(ProcessBirth.lives(sleep.pid(), birth)).isTrue();

        assertThat(panes.end(socket, new PaneId("%0"), sleep.pid(), birth)).isTrue();

        assertThat(ProcessBirth.lives(sleep.pid(), birth)).isFalse();
        assertThat(panes.look(socket, Set.of()).orElseThrow().panes())
                .extracting(PaneInfo::session)
                .containsExactly("other");
        mine.call("kill-server");
        assertThat(panes.look(socket, Set.of())).isEmpty();
        assertThat(panes.capture(socket, new PaneId("%1"), 0, true)).isEmpty();
    }

    @Test
    void dead_sockets_files_and_links_are_passed_over() throws IOException {
        TmuxClient dying = start("dead", "gone", "exec cat");
        dying.call("kill-server");
        Files.writeString(folder.resolve("file"), "no socket");
        Files.createSymbolicLink(folder.resolve("link"), folder.resolve("dead"));

        assertThat(list()).isEmpty();
        assertThat(server(folder.resolve("dead")).call("list-sessions").ok()).isFalse();
    }

    @Test
    void hundreds_of_dead_sockets_hide_no_server() throws IOException {
        start("fine", "well", "exec cat");
        for (int i = 0; i < 600; i++) {
            try (var dead = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
                dead.bind(UnixDomainSocketAddress.of(folder.resolve("dead-" + i)));
            }
        }

        assertThat(list()).extracting(ForeignPane::session).containsExactly("well");
    }

    @Test
    void a_hanging_server_costs_a_second_and_hides_nobody()
            throws IOException, InterruptedException {
        TmuxClient hanging = start("hanging", "stuck", "exec cat");
        start("fine", "well", "exec cat");
        String pid = hanging.call("display-message", "-p", "#{pid}").out().strip();
        signal("STOP", pid);
        try {
            long before = System.nanoTime();
            assertThat(list()).extracting(ForeignPane::session).containsExactly("well");
            assertThat(System.nanoTime() - before).isLessThan(TimeUnit.SECONDS.toNanos(5));
        } finally {
            signal("CONT", pid);
        }
    }

    private static void signal(String name, String pid) throws IOException, InterruptedException {
        assertThat(new ProcessBuilder("sh", "-c", "kill -" + name + " " + pid).start().waitFor())
                .isZero();
    }

    @Test
    void without_the_folder_there_is_nobody() {
        assertThat(new ForeignPanes(Path.of("tmux"), rig.file("none")).list("x")).isEmpty();
        assertThat(ForeignPanes.folder(Optional.of("/run/x"), rig.directory).toString())
                .startsWith("/run/x/tmux-");
        assertThat(ForeignPanes.folder(Optional.empty(), rig.directory).toString())
                .startsWith("/tmp/tmux-");
    }
}
