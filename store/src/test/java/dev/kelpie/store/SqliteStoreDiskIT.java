package dev.kelpie.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.kelpie.model.Stamped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A real small disk. Needs the right to mount one; without it, it is skipped.
@Timeout(120)
class SqliteStoreDiskIT {
    private static final Instant NOW = Instant.parse("2026-11-21T09:00:00Z");

    @TempDir Path home;
    private Path disk = Path.of("");
    private Path path = Path.of("");
    private boolean mounted;

    @BeforeEach
    void mount() throws IOException, InterruptedException {
        disk = Files.createDirectory(home.resolve("disk"));
        path = disk.resolve("kelpie.db");
        mounted = run("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", disk.toString()) == 0;
        assumeTrue(mounted, "may not mount a disk");
    }

    @AfterEach
    void unmount() throws IOException, InterruptedException {
        if (mounted) {
            assertThat(run("umount", disk.toString())).isZero();
        }
    }

    @Test
    void a_full_disk_loses_nothing_and_is_forgotten_once_there_is_room() throws Exception {
        try (var store = SqliteStore.open(path)) {
            var confirmed = new ArrayList<Stamped>();
            assertThatThrownBy(() -> fill(store, confirmed))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("full");
            assertThat(confirmed).isNotEmpty();
            assertThat(store.after(0, 100_000)).isEqualTo(confirmed);
            assertThat(store.load()).isEqualTo(Histories.replay(store));

            assertThat(run("mount", "-o", "remount,size=8m", disk.toString())).isZero();

            confirmed.addAll(store.append(List.of(Histories.batch(Samples.events())), NOW));
            assertThat(store.load().seq()).isEqualTo(confirmed.getLast().seq());
            assertThat(store.load()).isEqualTo(Histories.replay(store));
        }
    }

    private static void fill(SqliteStore store, List<Stamped> confirmed) {
        // Without usages, so that what was confirmed stays in the log to the last row.
        var events = Samples.events().subList(0, 10);
        for (int i = 0; i < 10_000; i++) {
            confirmed.addAll(store.append(List.of(Histories.batch(events)), NOW));
        }
    }

    @Test
    void a_disk_that_is_read_only_is_told_so() throws Exception {
        SqliteStore.open(path).close();
        assertThat(run("mount", "-o", "remount,ro", disk.toString())).isZero();

        for (Path file : List.of(path, disk.resolve("new.db"), disk.resolve("new/kelpie.db"))) {
            assertThatThrownBy(() -> SqliteStore.open(file))
                    .isInstanceOf(StoreException.class)
                    .hasMessageMatching(".*(read-only|permissions|make it yourself).*");
        }
    }

    private static int run(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }
}
