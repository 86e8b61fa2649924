package dev.kelpie;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
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
        Built.until(
                "the engine is gone",
                () ->
                        !Files.exists(built.home.resolve("door"))
                                && !Files.exists(built.home.resolve("kelpie.db-wal")));
        try (var file = new RandomAccessFile(database.toFile(), "rw")) {
            file.setLength(5000);
        }
        byte[] before = Files.readAllBytes(database);

        says(built.kelpie("daemon"), 3, "kelpie.db", "cut off", "left as it is");
        says(built.kelpie("status"), 3, "kelpie.db", "cut off");
        assertThat(Files.readAllBytes(database)).isEqualTo(before);
    }

    @Test
    void without_git_a_worktree_is_refused_with_what_to_install_and_a_directory_serves()
            throws Exception {
        without("git");

        says(
                built.kelpie("spawn", "a", "--command", "exec cat"),
                3,
                "no git on the PATH",
                "Install git");
        built.done("spawn", "b", "--command", "exec cat", "--no-worktree");
        built.done("kill", "b");
    }

    @Test
    void without_curl_all_goes_on() throws Exception {
        without("curl");

        built.done("daemon");
        built.done("spawn", "b", "--command", "exec cat", "--no-worktree");
        built.done("kill", "b");
    }

    /// A PATH with all that there is but for one program.
    private void without(String program) throws Exception {
        Path bin = Files.createDirectories(built.folder.resolve("bin"));
        for (String folder : System.getenv("PATH").split(":", -1)) {
            if (!Files.isDirectory(Path.of(folder))) {
                continue;
            }
            try (var files = Files.list(Path.of(folder))) {
                for (Path file : files.toList()) {
                    Path link = bin.resolve(file.getFileName());
                    if (!file.endsWith(program) && !Files.exists(link, NOFOLLOW_LINKS)) {
                        Files.createSymbolicLink(link, file);
                    }
                }
            }
        }
        built.environment.put("PATH", bin.toString());
    }

    @Test
    void of_engines_that_are_started_at_the_same_moment_one_serves_all() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = new ArrayList<Future<Built.Answer>>();
            for (int i = 0; i < 3; i++) {
                String name = "agent" + i;
                answers.add(
                        threads.submit(() ->
                                built.kelpie(
                                        "spawn", name, "--command", "exec cat", "--no-worktree")));
            }
            for (var answer : answers) {
                assertThat(answer.get().code()).as(answer.get().toString()).isZero();
            }
        }
        assertThat(built.done("ls", "--json").json().path("data")).hasSize(3);
        built.done("kill", "--all");
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
