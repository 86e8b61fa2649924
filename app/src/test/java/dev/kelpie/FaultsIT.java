package dev.kelpie;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A world that is not as it should be: each time a sentence that says what to do, the documented
/// exit code, and nothing lost.
class FaultsIT {
    @TempDir Path folder;
    private Built built;

    @BeforeEach
    void home() throws Exception {
        built = new Built(folder);
    }

    @AfterEach
    void end() throws Exception {
        built.close();
    }

    private void says(Built.Answer answer, int code, String... words) {
        assertThat(answer.code()).as(answer.toString()).isEqualTo(code);
        assertThat(answer.err()).contains(words).doesNotContain("\tat ", "Exception");
        assertThat(built.home.resolve("logs").toFile().list((_, n) -> n.startsWith("crash")))
                .isNullOrEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    theem = "dark"  | there is no setting 'theem'
                    rows = "many"   | rows
                    rows = [1,      | line
                    keys = "emacs"  | keys is
                    """)
    void a_wrong_configuration_is_refused_and_named(String line, String words) throws Exception {
        Files.writeString(built.config.resolve("config.toml"), line + "\n");

        says(built.kelpie("config"), 3, "config", words);
        says(built.kelpie("daemon"), 3, "config", words);
    }

    @Test
    void a_home_that_is_a_file_is_refused() throws Exception {
        Files.writeString(built.home, "mine");

        says(built.kelpie("daemon"), 3, built.home.toString(), "KELPIE_HOME");
        assertThat(built.home).hasContent("mine");
    }

    @Test
    void a_home_whose_parents_are_missing_is_made() throws Exception {
        built.environment.put("KELPIE_HOME", built.folder.resolve("a/b/c").toString());

        built.done("daemon");
        built.done("status");
        built.done("down");
    }

    @Test
    void a_database_of_a_newer_kelpie_is_left_alone() throws Exception {
        Files.createDirectories(built.home);
        Path database = built.home.resolve("kelpie.db");
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + database);
                var statement = connection.createStatement()) {
            statement.execute("create table future(x)");
            statement.execute("pragma user_version = 9999");
        }
        says(built.kelpie("daemon"), 3, "newer");
        says(built.kelpie("status"), 3, "newer");
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + database);
                var rows = connection.createStatement().executeQuery("pragma user_version")) {
            assertThat(rows.getInt(1)).isEqualTo(9999);
        }
    }

    @Test
    void a_truncated_database_is_said_and_never_silently_made_anew() throws Exception {
        built.done("spawn", "one", "--command", "exec cat", "--no-worktree");
        built.done("kill", "one");
        built.done("down");
        Path database = built.home.resolve("kelpie.db");
        Built.until("the engine is gone", () -> !Files.exists(built.home.resolve("door")));
        try (var file = new RandomAccessFile(database.toFile(), "rw")) {
            file.setLength(5000);
        }

        Built.Answer answer = built.kelpie("daemon");

        says(answer, 3, "kelpie.db");
        assertThat(database).exists();
    }

    @Test
    void without_tmux_it_says_what_to_install() throws Exception {
        Path bin = Files.createDirectories(built.folder.resolve("bin"));
        for (String program : List.of("sh", "bash", "uname", "readlink", "cat", "rm", "mkdir")) {
            Files.createSymbolicLink(bin.resolve(program), Path.of("/bin", program));
        }
        built.environment.put("PATH", bin.toString());

        says(built.kelpie("daemon"), 3, "no tmux on your PATH", "install tmux");
    }

    @Test
    void a_tmux_that_is_too_old_is_named() throws Exception {
        program("tmux", "case $1 in -V) echo tmux 3.1;; *) exit 1;; esac");

        says(built.kelpie("spawn", "a", "--command", "cat", "--no-worktree"), 3, "3.1", "3.2");
    }

    private void program(String name, String script) throws Exception {
        Path bin = Files.createDirectories(built.folder.resolve("bin"));
        Path file = Files.writeString(bin.resolve(name), "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        built.environment.put("PATH", bin + ":" + System.getenv("PATH"));
    }

    @Test
    void of_two_engines_one_serves_and_the_other_says_who() throws Exception {
        built.done("daemon");

        Built.Answer second = built.kelpie("daemon", "--foreground");

        says(second, 3, "serves " + built.home + " already: pid ");
        built.done("status");
    }

    @Test
    void without_a_terminal_neither_the_screen_nor_attach_begins() throws Exception {
        built.done("spawn", "one", "--command", "exec cat", "--no-worktree");
        says(built.kelpie(), 3, "terminal");
        says(built.kelpie("attach", "one"), 3, "terminal");
        built.environment.put("TERM", "dumb");
        says(built.kelpie(), 3, "terminal");
        built.done("kill", "one");
    }
}
