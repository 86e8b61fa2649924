package dev.kelpie.hands.spool;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The real scripts under the real `sh`.
class HookScriptIT {
    @TempDir Path tmp;
    private Spool spool = new Spool(Path.of("/"));
    private Path hook = Path.of("/");

    private record Ran(int status, String output) {}

    @BeforeEach
    void a_session() throws Exception {
        Path session = Files.createDirectories(tmp.resolve("it's a session"));
        spool = new Spool(session.resolve("spool")).make();
        hook = HookScript.hook(session, spool);
    }

    @Test
    void an_event_is_kept_with_its_name_payload_and_order() throws Exception {
        run("{\"a\":1}", hook.toString(), "UserPromptSubmit");
        run("{\"b\":2}", hook.toString(), "Stop");

        List<Spool.Entry> entries = spool.take();

        assertThat(entries)
                .extracting(Spool.Entry::event)
                .containsExactly("UserPromptSubmit", "Stop");
        assertThat(entries)
                .extracting(Spool.Entry::payload)
                .containsExactly("{\"a\":1}", "{\"b\":2}");
        assertThat(spool.take()).isEmpty();
        assertThat(spool.past()).isEqualTo(entries);
    }

    @Test
    void what_waits_for_the_agent_is_handed_over_once() throws Exception {
        spool.offer("Stop", "{\"decision\":\"block\"}");

        assertThat(run("{}", hook.toString(), "UserPromptSubmit").output()).isEmpty();
        assertThat(run("{}", hook.toString(), "Stop").output())
                .isEqualTo("{\"decision\":\"block\"}");
        assertThat(run("{}", hook.toString(), "Stop").output()).isEmpty();
        assertThat(spool.withdraw("Stop")).isFalse();
    }

    @Test
    void a_large_payload_is_kept_whole() throws Exception {
        String large = "x".repeat(900_000);

        run(large, hook.toString(), "PostToolUse");

        assertThat(spool.take()).extracting(Spool.Entry::payload).containsExactly(large);
    }

    @Test
    void a_missing_spool_is_no_failure_and_the_payload_is_read() throws Exception {
        for (String folder : List.of("tmp", "new", "cur", "in", "taken", "")) {
            Files.delete(spool.directory().resolve(folder));
        }

        assertThat(run("x".repeat(300_000), hook.toString(), "Stop")).isEqualTo(new Ran(0, ""));
    }

    @Test
    void a_spool_that_cannot_be_written_is_no_failure() throws Exception {
        // A file in the folder's place: permissions would not stop a superuser.
        Files.delete(spool.directory().resolve("tmp"));
        Files.writeString(spool.directory().resolve("tmp"), "");

        assertThat(run("{}", hook.toString(), "Stop")).isEqualTo(new Ran(0, ""));
    }

    @Test
    void the_persons_own_status_line_is_run_with_the_same_payload() throws Exception {
        Path session = tmp.resolve("it's a session");
        Path line =
                HookScript.statusLine(
                        session, Optional.of("printf 'own: '; cat; printf \" '$0'\""));

        Ran ran = run("{\"model\":1}", line.toString());

        assertThat(ran.output()).isEqualTo("own: {\"model\":1} 'sh'");
        assertThat(session.resolve("statusline.json")).hasContent("{\"model\":1}");
        assertThat(run("{}", HookScript.statusLine(session, Optional.empty()).toString()))
                .isEqualTo(new Ran(0, ""));
    }

    @Test
    void only_the_owner_can_read_what_is_kept() throws Exception {
        run("{}", hook.toString(), "Stop");
        Path kept = spool.directory().resolve("new").resolve(name());

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(kept)))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(spool.arrivals())))
                .isEqualTo("rwx------");
    }

    @Test
    void a_hook_takes_milliseconds() throws Exception {
        long[] nanos = new long[21];
        for (int i = 0; i < nanos.length; i++) {
            long start = System.nanoTime();
            run("{\"tool_name\":\"Bash\"}", hook.toString(), "PreToolUse");
            nanos[i] = System.nanoTime() - start;
        }
        Arrays.sort(nanos);

        // Ours to start and to wait for included. A busy machine takes its time: the bound is only
        // there to tell a shell from a virtual machine.
        assertThat(nanos[10]).isLessThan(TimeUnit.MILLISECONDS.toNanos(200));
    }

    private String name() throws Exception {
        try (var files = Files.list(spool.arrivals())) {
            return files.findFirst().orElseThrow().getFileName().toString();
        }
    }

    private Ran run(String input, String... command) throws Exception {
        File in = Files.writeString(tmp.resolve("in"), input).toFile();
        File out = tmp.resolve("out").toFile();
        Process process = new ProcessBuilder(command).redirectInput(in).redirectOutput(out).start();
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        return new Ran(process.exitValue(), Files.readString(out.toPath()));
    }
}
