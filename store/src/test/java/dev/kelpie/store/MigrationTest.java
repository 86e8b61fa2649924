package dev.kelpie.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kelpie.model.AgentId;
import dev.kelpie.model.MessageId;
import dev.kelpie.model.Outcome;
import dev.kelpie.model.RequestId;
import dev.kelpie.model.Stamped;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MigrationTest {
    private static final Schema SHIPPED = Schema.shipped();
    private static final int NEXT = SHIPPED.version() + 1;

    @TempDir(factory = FastDirectory.class)
    Path home;

    private Path path = Path.of("");

    @BeforeEach
    void name_the_file() {
        path = home.resolve("kelpie.db");
    }

    static Stream<Integer> versions() {
        return IntStream.rangeClosed(1, SHIPPED.version()).boxed();
    }

    /// Every schema that was ever released has a frozen database here.
    @ParameterizedTest
    @MethodSource("versions")
    void a_database_of_every_version_is_read(int version) throws SQLException {
        frozen(version);

        try (var store = SqliteStore.open(path)) {
            assertThat(store.load()).isEqualTo(Histories.replay(store));
            assertThat(store.load().seq()).isEqualTo(44);
            assertThat(store.load().agent(new AgentId("fixer"))).isPresent();
            assertThat(store.load().messages()).containsOnlyKeys(new MessageId("message2"));
            assertThat(store.load().removed()).hasSize(1);
            assertThat(store.outcome(new RequestId("request-1")))
                    .contains(new Outcome.Done("request-1", 42));
            assertThat(store.after(2, 40).stream().map(Stamped::event))
                    .contains(Samples.events().getLast());
            store.append(List.of(Histories.batch(Samples.events())), Instant.EPOCH);
            assertThat(store.load()).isEqualTo(Histories.replay(store));
        }
    }

    @Test
    void the_index_names_every_script_in_order() throws IOException {
        Path folder = Path.of("src/main/resources/dev/kelpie/store/schema");
        List<String> index = Files.readAllLines(folder.resolve("index"));
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(index)
                    .isEqualTo(
                            files.map(file -> file.getFileName().toString())
                                    .filter(name -> name.endsWith(".sql"))
                                    .sorted()
                                    .toList());
        }
        for (int i = 0; i < index.size(); i++) {
            assertThat(index.get(i)).startsWith("%04d-".formatted(i + 1));
        }
    }

    @Test
    void an_upgrade_leaves_a_backup_of_the_old_version_beside_it() throws Exception {
        frozen(SHIPPED.version());

        try (var store = open("ALTER TABLE messages ADD COLUMN urgent INTEGER")) {
            assertThat(store.load()).isEqualTo(Histories.replay(store));
        }

        assertThat(version(path)).isEqualTo(NEXT);
        Path backup = home.resolve("kelpie.db.schema-" + SHIPPED.version() + ".backup");
        assertThat(version(backup)).isEqualTo(SHIPPED.version());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(backup)))
                .isEqualTo("rw-------");
        try (var store = SqliteStore.open(backup)) {
            assertThat(store.load().seq()).isEqualTo(44);
        }
    }

    @Test
    void an_upgrade_that_fails_half_way_leaves_the_old_version_as_it_was() throws Exception {
        frozen(SHIPPED.version());

        assertThatThrownBy(() -> open("CREATE TABLE half (a INTEGER); DROP TABLE no_such_table;"))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("kelpie.db");

        assertThat(version(path)).isEqualTo(SHIPPED.version());
        try (var store = open("CREATE TABLE half (a INTEGER)")) {
            assertThat(store.load().seq()).isEqualTo(44);
        }
        assertThat(version(path)).isEqualTo(NEXT);
    }

    @Test
    void a_newer_database_is_refused_with_what_to_do_and_left_alone() throws Exception {
        open("CREATE TABLE later (a INTEGER)").close();
        byte[] before = Files.readAllBytes(path);

        assertThatThrownBy(() -> SqliteStore.open(path))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("newer Kelpie")
                .hasMessageContaining("schema " + NEXT)
                .hasMessageContaining("install");

        assertThat(Files.readAllBytes(path)).isEqualTo(before);
    }

    private SqliteStore open(String next) {
        var scripts = new ArrayList<String>();
        for (String name : script("schema/index").lines().toList()) {
            scripts.add(script("schema/" + name));
        }
        scripts.add(next);
        return SqliteStore.open(path, Schema.of(scripts), Database::connect);
    }

    private void frozen(int version) throws SQLException {
        try (Connection made = Database.connect("jdbc:sqlite:" + path);
                Statement statement = made.createStatement()) {
            statement.executeUpdate(script("/database-v" + version + ".sql"));
        }
    }

    private static int version(Path file) throws SQLException {
        try (Database database = Database.open(file, Database::connect)) {
            return (int) database.number("PRAGMA user_version");
        }
    }

    private static String script(String name) {
        try (InputStream in = MigrationTest.class.getResourceAsStream(name)) {
            assertThat(in).as(name).isNotNull();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
