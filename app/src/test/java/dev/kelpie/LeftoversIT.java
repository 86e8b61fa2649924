package dev.kelpie;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kelpie.home.HomeLock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// After everything has ended nothing is left, whatever the agents started.
final class LeftoversIT {
    private static final int AGENTS = 20;
    private static final int AT_ONCE = 5;

    @Test
    @Timeout(240)
    void no_process_pane_socket_spool_or_lock_is_left(@TempDir Path folder) throws Exception {
        Process bystander = bystander();
        var herd = TestHerd.started(folder);
        try {
            for (int first = 0; first < AGENTS; first += AT_ONCE) {
                var names = new ArrayList<String>();
                for (int i = first; i < first + AT_ONCE; i++) {
                    names.add("agent" + i);
                    herd.spawn(
                            "agent" + i,
                            "[[spawn-child setsid 600s]] [[spawn-child nohup 600s]]"
                                    + " [[spawn-child plain 600s]]");
                }
                for (String name : names) {
                    herd.awaits(name, "waiting");
                }
            }
            assertThat(Outside.of(herd.root)).hasSizeGreaterThan(3 * AGENTS);
            Outside.Ran killed = herd.cli("kill", "--all", "--remove");
            assertThat(killed.code()).as(killed.err()).isZero();
            assertThat(herd.world().agents()).isEmpty();
            assertThat(Outside.left(herd.root))
                    .as("besides the tmux server")
                    .allMatch(line -> line.contains("tmux"));

            assertThat(herd.cli("down").code()).isZero();
            herd.stop();
            assertThat(Outside.left(herd.root)).isEmpty();
            assertThat(Outside.sockets(herd.home.socket())).isEmpty();
            assertThat(spools(herd.home.sessions())).isEmpty();
            assertThat(herd.home.door()).doesNotExist();
            assertThat(herd.home.tmp()).isEmptyDirectory();
            Optional<HomeLock> lock = HomeLock.take(herd.home, Clock.systemUTC());
            assertThat(lock).isPresent();
            lock.get().close();
            assertThat(bystander.isAlive()).isTrue();
        } finally {
            bystander.destroyForcibly();
            herd.close();
        }
    }

    /// Something that runs beside it, and that nobody may touch.
    private static Process bystander() throws IOException {
        var builder = new ProcessBuilder("sleep", "600");
        builder.environment().clear();
        return builder.start();
    }

    private static List<Path> spools(Path sessions) throws IOException {
        try (Stream<Path> all = Files.walk(sessions)) {
            return all.filter(Files::isDirectory).filter(p -> p.endsWith("spool")).toList();
        }
    }
}
