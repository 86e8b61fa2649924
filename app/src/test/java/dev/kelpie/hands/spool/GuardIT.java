package dev.kelpie.hands.spool;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The guard of a confined agent, under the real `sh`, with what tries to get past it.
class GuardIT {
    @TempDir Path tmp;
    private Path own = Path.of("/");
    private Path other = Path.of("/");
    private Path guard = Path.of("/");
    private Spool spool = new Spool(Path.of("/"));

    @BeforeEach
    void two_directories_and_links_between_them() throws Exception {
        Path root = tmp.toRealPath();
        own = Files.createDirectories(root.resolve("it's own"));
        other = Files.createDirectories(root.resolve("other"));
        Files.createDirectories(root.resolve("it's own too"));
        Files.createDirectories(own.resolve("sub"));
        Files.writeString(other.resolve("file"), "precious");
        Files.createSymbolicLink(own.resolve("out"), other);
        Files.createSymbolicLink(own.resolve("file"), other.resolve("file"));
        Files.createSymbolicLink(own.resolve("dangling"), other.resolve("new"));
        Files.createSymbolicLink(own.resolve("up"), Path.of(".."));
        Files.createSymbolicLink(own.resolve("round"), Path.of("round"));
        Files.createSymbolicLink(own.resolve("in"), own.resolve("sub"));
        Files.createSymbolicLink(other.resolve("back"), own.resolve("sub"));
        Path twin = Files.createDirectories(root.resolve("it's own\n"));
        Files.createSymbolicLink(own.resolve("twin"), twin);
        Path session = Files.createDirectories(root.resolve("session"));
        spool = new Spool(session.resolve("spool")).make();
        guard = HookScript.guard(session, spool, own);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/a.txt",
                "/sub/a.txt",
                "/new/deep/a.txt",
                "/in/a.txt",
                "/..a",
                "/a..",
                "/$(touch x)/`touch x`",
                "/with space/ünï"
            })
    void what_is_inside_may_be_written(String path) throws Exception {
        assertThat(write(own + path)).isZero();
        assertThat(write(other + "/back/a.txt")).isZero();
        assertThat(own.resolve("x")).doesNotExist();
        assertThat(spool.take()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "OTHER/file",
                "OTHER/new/deep",
                "OWN/../other/file",
                "OWN/sub/../../other/file",
                "OWN/..",
                "OWN/out/file",
                "OWN/out/new/deep",
                "OWN/file",
                "OWN/dangling",
                "OWN/dangling/deep",
                "OWN/up/other/file",
                "OWN/round",
                "OWN/round/deep",
                "OWN/twin/a.txt",
                "OWN too/a.txt",
                "OWN",
                "OWN/",
                "/etc/passwd",
                "/x",
                "relative.txt",
                "../other/file",
                "~/x",
                "OWN/a\\\\b",
                "OWN/a\\n/b",
                "OWN/a\\u002e\\u002e",
                "",
            })
    void what_is_outside_or_unclear_may_not_and_is_told(String path) throws Exception {
        String real = path.replace("OWN", own.toString()).replace("OTHER", other.toString());

        assertThat(write(real)).isEqualTo(2);
        assertThat(spool.take()).extracting(Spool.Entry::event).containsExactly("Outside");
    }

    /// The text that is written may hold anything, also what looks like a path of its own.
    @Test
    void only_the_key_counts_wherever_it_stands() throws Exception {
        String text = "\"content\":\"x \\\"file_path\\\":\\\"/etc/passwd\\\" \\\\\"";
        String mine = "\"file_path\":\"" + own + "/a\"";

        assertThat(run("{\"tool_input\":{" + text + "," + mine + "}}")).isZero();
        assertThat(run("{\"tool_input\":{" + mine + "," + text + "}}")).isZero();
        assertThat(run("{\"tool_input\":{" + mine + ",\"file_path\":\"/etc/x\"}}")).isEqualTo(2);
        assertThat(run("{\"tool_input\":{\"notebook_path\" : \"/etc/x\"}}")).isEqualTo(2);
        assertThat(run("{\"tool_input\":{" + text + "}}")).isEqualTo(2);
        assertThat(run("")).isEqualTo(2);
    }

    @Test
    void a_spool_that_cannot_be_written_does_not_open_the_way() throws Exception {
        Files.delete(spool.directory().resolve("tmp"));

        assertThat(write("/etc/x")).isEqualTo(2);
    }

    @Test
    void a_large_file_and_a_small_one_take_milliseconds() throws Exception {
        String large = "\"content\":\"" + "x".repeat(900_000) + "\",";
        for (String content : List.of("", large)) {
            long[] nanos = new long[21];
            for (int i = 0; i < nanos.length; i++) {
                long start = System.nanoTime();
                run("{\"tool_input\":{" + content + "\"file_path\":\"" + own + "/sub/a\"}}");
                nanos[i] = System.nanoTime() - start;
            }
            Arrays.sort(nanos);

            System.out.println("guard: " + nanos[10] / 1000 + " us, best " + nanos[0] / 1000);
            assertThat(nanos[10]).isLessThan(TimeUnit.MILLISECONDS.toNanos(200));
        }
    }

    private int write(String path) throws Exception {
        return run("{\"tool_name\":\"Write\",\"tool_input\":{\"file_path\":\"" + path + "\"}}");
    }

    private int run(String payload) throws Exception {
        Path in = Files.writeString(tmp.resolve("payload"), payload);
        Process process =
                new ProcessBuilder(guard.toString())
                        .directory(own.toFile())
                        .redirectInput(in.toFile())
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }
}
