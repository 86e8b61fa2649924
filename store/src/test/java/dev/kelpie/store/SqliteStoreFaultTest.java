package dev.kelpie.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kelpie.model.RequestId;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SqliteStoreFaultTest {
    private static final Instant NOW = Instant.parse("2026-11-21T09:00:00Z");

    /// A history needs fewer statements than this, or the loop over them never ends.
    private static final int STATEMENTS_MAX = 500;

    @TempDir(factory = FastDirectory.class)
    Path home;

    private Path path = Path.of("");

    @BeforeEach
    void name_the_file() {
        path = home.resolve("kelpie.db");
    }

    /// SQLite's own way: the first statement fails, then the second, until all went well.
    @ParameterizedTest
    @CsvSource({"BEFORE, 13", "AFTER, 10"})
    void whichever_statement_fails_a_repeated_request_is_done_once(
            FailingOpener.Moment moment, int code) throws IOException {
        boolean failed = true;
        for (int nth = 1; failed; nth++) {
            assertThat(nth).isLessThan(STATEMENTS_MAX);
            var opener = new FailingOpener(nth, moment, code);
            Path file = Files.createDirectory(home.resolve("n" + nth)).resolve("kelpie.db");
            try (SqliteStore store = opened(file, opener)) {
                for (int i = 0; i < 3; i++) {
                    repeatUntilAnswered(store, i);
                }
                failed = opener.failed();
            }
            try (var store = SqliteStore.open(file)) {
                assertThat(store.load()).as("statement %d", nth).isEqualTo(Histories.replay(store));
                assertThat(store.after(0, 100)).as("statement %d", nth).hasSize(6);
            }
        }
    }

    private static SqliteStore opened(Path file, FailingOpener opener) {
        try {
            return SqliteStore.open(file, Schema.shipped(), opener);
        } catch (StoreException e) {
            assertThat(opener.failed()).as("%s", e).isTrue();
            return SqliteStore.open(file, Schema.shipped(), opener);
        }
    }

    private static void repeatUntilAnswered(SqliteStore store, int number) {
        var request = new RequestId("request-" + number);
        var batch =
                Histories.batch(request, Samples.events().subList(3 * number + 1, 3 * number + 3));
        try {
            store.append(List.of(batch), NOW);
        } catch (StoreException e) {
            boolean done = store.outcome(request).isPresent();
            assertThat(done && !e.outcomeUnknown()).as("told as undone: %s", e).isFalse();
            if (!done) {
                store.append(List.of(batch), NOW);
            }
        }
    }

    @Test
    void on_a_full_disk_reading_goes_on_and_writing_again_as_soon_as_there_is_room() {
        var limit = new LimitedOpener();
        try (var store = SqliteStore.open(path, Schema.shipped(), limit)) {
            var before = store.append(List.of(Histories.batch(Samples.events())), NOW);
            limit.pages = 1;
            reopen(store);

            for (int i = 0; i < 3; i++) {
                assertThatThrownBy(() -> fill(store))
                        .isInstanceOf(StoreException.class)
                        .hasMessageContaining("full")
                        .hasMessageContaining("Make room");
                assertThat(store.after(0, 100)).startsWith(before.getFirst());
                assertThat(store.load()).isEqualTo(Histories.replay(store));
            }

            limit.pages = 1_000_000;
            reopen(store);
            fill(store);
            assertThat(store.load()).isEqualTo(Histories.replay(store));
        }
    }

    /// A limit counts for the connections that are opened after it; a bug makes it open one.
    private static void reopen(SqliteStore store) {
        var batch = Histories.batch(new RequestId("request-1"), List.of());
        assertThatThrownBy(() -> store.append(List.of(batch, batch), NOW))
                .isInstanceOf(IllegalStateException.class);
    }

    private static void fill(SqliteStore store) {
        for (int i = 0; i < 20; i++) {
            store.append(List.of(Histories.batch(Histories.events(i, 40))), NOW);
        }
    }

    private static final class LimitedOpener implements Database.Opener {
        private int pages = 1_000_000;

        @Override
        public Connection open(String url) throws SQLException {
            Connection connection = Database.connect(url);
            try (Statement statement = connection.createStatement()) {
                statement.execute("PRAGMA max_page_count = " + pages);
            }
            return connection;
        }
    }

    @Test
    void a_truncated_file_is_refused_and_left_as_it_is() throws IOException {
        filled();
        long size = Files.size(path);
        for (long length :
                List.of(
                        0L,
                        1L,
                        50L,
                        100L,
                        4096L,
                        5000L,
                        8192L,
                        size / 2,
                        size - 4096,
                        size - 4095,
                        size - 1)) {
            Path file = copy("truncated-" + length);
            try (var raw = new RandomAccessFile(file.toFile(), "rw")) {
                raw.setLength(length);
            }
            assertRefused(file, "truncated to " + length);
            try (Stream<Path> beside = Files.list(file.getParent())) {
                assertThat(beside).as("truncated to " + length).containsExactly(file);
            }
        }
    }

    /// The journal may hold the pages that the file has lost; then nothing is.
    @Test
    void a_truncated_file_beside_its_journal_is_whole_again_or_refused_and_left_as_it_is()
            throws IOException {
        filled();
        int events;
        int refused = 0;
        try (var store = SqliteStore.open(path)) {
            store.append(List.of(Histories.batch(Samples.events())), NOW);
            events = store.after(0, 1_000).size();
            for (long length = 0; length < Files.size(path); length += 1500) {
                Path file = copy("cut-" + length);
                Path journal = file.resolveSibling("kelpie.db-wal");
                Files.copy(home.resolve("kelpie.db-wal"), journal);
                try (var raw = new RandomAccessFile(file.toFile(), "rw")) {
                    raw.setLength(length);
                }
                byte[] before = Files.readAllBytes(file);
                byte[] after = Files.readAllBytes(journal);
                String how = "truncated to " + length;
                boolean opened = false;
                try (var cut = SqliteStore.open(file)) {
                    opened = true;
                    assertThat(cut.after(0, 1_000)).as(how).hasSize(events);
                    cut.load();
                } catch (StoreException e) {
                    assertThat(e).as(how).hasMessageContainingAll("damaged", "set aside");
                    if (!opened) {
                        refused++;
                        assertThat(Files.readAllBytes(file)).as(how).isEqualTo(before);
                        assertThat(Files.readAllBytes(journal)).as(how).isEqualTo(after);
                    }
                }
            }
        }
        assertThat(refused).isPositive();
    }

    @Test
    void a_file_that_is_no_database_is_refused_and_left_as_it_is() throws IOException {
        Files.writeString(path, "Dear diary, ".repeat(1_000));
        assertRefused(path, "a diary");
    }

    @Test
    void a_page_of_zeros_is_found_at_opening() throws IOException {
        filled();
        for (int page = 0; page < Files.size(path) / 4096; page += 3) {
            Path file = copy("zeros-" + page);
            try (var raw = new RandomAccessFile(file.toFile(), "rw")) {
                raw.seek(page * 4096L);
                raw.write(new byte[4096]);
            }
            assertRefused(file, "zeros in page " + page);
        }
    }

    @Test
    void a_flipped_byte_never_does_more_than_refuse() throws IOException {
        filled();
        int refused = 0;
        for (int seed = 0; seed < 40; seed++) {
            Path file = copy("flipped-" + seed);
            var random = new Random(seed);
            try (var raw = new RandomAccessFile(file.toFile(), "rw")) {
                // Half of them where it hurts: in the heads of the pages.
                long at = random.nextLong(raw.length());
                at = seed % 2 == 0 ? at : at - at % 4096 + at % 16;
                raw.seek(at);
                int old = raw.read();
                raw.seek(at);
                raw.write(old ^ (1 << random.nextInt(8)));
            }
            try (var store = SqliteStore.open(file)) {
                store.load();
                store.after(0, 1_000);
                store.append(List.of(Histories.batch(Samples.events())), NOW);
            } catch (StoreException e) {
                refused++;
                assertThat(e)
                        .as("seed %d", seed)
                        .hasMessageMatching("(?s).*(damaged|read).*|.*newer.*");
            }
        }
        assertThat(refused).isGreaterThan(10);
    }

    @Test
    void a_journal_without_its_file_is_not_taken_for_a_new_beginning() throws IOException {
        try (var store = SqliteStore.open(path)) {
            store.append(List.of(Histories.batch(Samples.events())), NOW);
            Files.copy(home.resolve("kelpie.db-wal"), home.resolve("lost.db-wal"));
        }
        assertThatThrownBy(() -> SqliteStore.open(home.resolve("lost.db")))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("damaged");
        assertThat(home.resolve("lost.db")).doesNotExist();
    }

    @Test
    void a_state_that_does_not_fit_the_log_is_damage() throws SQLException {
        filled();
        try (Connection raw = Database.connect("jdbc:sqlite:" + path);
                Statement statement = raw.createStatement()) {
            statement.executeUpdate("UPDATE meta SET value = 1");
        }
        assertThatThrownBy(() -> SqliteStore.open(path))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("damaged")
                .hasMessageContaining("the state at 1");
    }

    @Test
    void setting_aside_moves_all_three_files_and_never_over_others() throws IOException {
        var contents = List.of("the file", "its journal", "its index");
        for (int round = 1; round <= 2; round++) {
            Files.writeString(path, contents.get(0));
            Files.writeString(home.resolve("kelpie.db-wal"), contents.get(1));
            Files.writeString(home.resolve("kelpie.db-shm"), contents.get(2));

            Path aside = SqliteStore.setAside(path, NOW);

            String name = "kelpie.db.damaged-20261121T090000Z" + (round == 1 ? "" : "-2");
            assertThat(aside).isEqualTo(home.resolve(name));
            assertThat(aside).hasContent(contents.get(0));
            assertThat(home.resolve(name + "-wal")).hasContent(contents.get(1));
            assertThat(home.resolve(name + "-shm")).hasContent(contents.get(2));
        }
        SqliteStore.open(path).close();
        assertThat(names()).hasSize(7).contains("kelpie.db");
    }

    @Test
    void a_directory_in_its_place_is_refused() throws IOException {
        Files.createDirectories(path);
        assertThatThrownBy(() -> SqliteStore.open(path))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("is not a file");
    }

    @Test
    void a_file_in_the_place_of_its_directory_is_refused() throws IOException {
        Files.writeString(home.resolve("file"), "");
        assertThatThrownBy(() -> SqliteStore.open(home.resolve("file/kelpie.db")))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("directory");
    }

    private void filled() {
        try (var store = SqliteStore.open(path)) {
            for (int i = 0; i < 5; i++) {
                store.append(List.of(Histories.batch(Samples.events())), NOW);
            }
        }
    }

    private Path copy(String name) throws IOException {
        return Files.copy(path, Files.createDirectory(home.resolve(name)).resolve("kelpie.db"));
    }

    private static void assertRefused(Path file, String how) throws IOException {
        byte[] before = Files.readAllBytes(file);
        assertThatThrownBy(() -> SqliteStore.open(file))
                .as(how)
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("damaged")
                .hasMessageContaining("set aside");
        assertThat(Files.readAllBytes(file)).as(how).isEqualTo(before);
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(home)) {
            return new ArrayList<>(files.map(file -> file.getFileName().toString()).toList());
        }
    }
}
