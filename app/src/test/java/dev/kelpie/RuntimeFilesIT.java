package dev.kelpie;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The person's own runtime files, as they lie beside an engine that runs.
class RuntimeFilesIT {
    @TempDir Path folder;
    private TestHerd herd;
    private Path runtimes;

    @BeforeEach
    void herd() throws Exception {
        herd = new TestHerd(folder);
        runtimes = Files.createDirectories(Config.directory(herd.environment).resolve("runtimes"));
    }

    @AfterEach
    void end() throws Exception {
        herd.close();
    }

    @Test
    void a_faulty_file_stops_its_own_runtime_and_nobody_else() throws Exception {
        Files.writeString(runtimes.resolve("mine.toml"), "title = \"x\"\nfoo = [\n");
        Files.writeString(runtimes.resolve("shell.toml"), "bogus = 1\n");

        herd.start();
        herd.spawn("one", "");
        herd.awaits("one", "waiting");

        Outside.Ran refused = herd.cli("spawn", "two", "--runtime", "mine");
        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.err())
                .contains("the runtime 'mine' is off: " + runtimes.resolve("mine.toml") + ":")
                .contains("not TOML")
                .contains("mend the file, or take it away");
        assertThat(herd.cli("spawn", "two", "--command", "true").err())
                .contains(runtimes.resolve("shell.toml") + ":1: bogus: ")
                .contains("take it away to have the built-in shell");
        assertThat(herd.cli("doctor").out())
                .contains("mine  off: " + runtimes.resolve("mine.toml") + ":")
                .contains("shell  off: " + runtimes.resolve("shell.toml") + ":1: bogus: ");
    }

    @Test
    void a_new_file_is_a_runtime_while_the_engine_runs() throws Exception {
        herd.start();
        Outside.Ran before = herd.cli("spawn", "one", "--runtime", "mine", "--no-worktree");
        assertThat(before.err())
                .contains("there is no runtime 'mine'; there are ")
                .contains("a file mine.toml in " + runtimes + " adds one");

        Files.writeString(runtimes.resolve("mine.toml"), "extends = \"fake\"\n");

        Outside.Ran after = herd.cli("spawn", "one", "--runtime", "mine", "--no-worktree");
        assertThat(after.code()).as(after.err()).isZero();
        herd.awaits("one", "waiting");
    }
}
