package dev.kelpie.install;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The warm road through a fake door, on every shell that may have to walk it, and the way to the
/// cold one.
class LauncherIT {

    private static final Path DIST = Path.of("src/main/dist").toAbsolutePath();
    private static final Path LAUNCHER = DIST.resolve("bin/kelpie");

    /// Which shell reads the launcher: bash, a plain sh that finds bash, or a plain sh with curl
    /// only.
    enum Road {
        BASH,
        SH,
        CURL
    }

    @TempDir Path folder;
    private Path home;
    private final Map<String, String> environment = new HashMap<>();

    @BeforeEach
    void a_home_and_a_java_that_only_tells_what_it_was_asked() throws IOException {
        home = Files.createDirectories(folder.resolve("the home"));
        Path jdk = folder.resolve("a jdk");
        Files.createDirectories(jdk.resolve("bin"));
        Files.writeString(jdk.resolve("release"), "JAVA_VERSION=\"25.0.3\"\n");
        script(jdk.resolve("bin/java"), "echo \"cold: $*\"; cat; exit 42");
        environment.put("KELPIE_HOME", home.toString());
        environment.put("JAVA_HOME", jdk.toString());
        environment.put("PATH", System.getenv("PATH"));
    }

    @ParameterizedTest
    @EnumSource
    void the_door_gets_every_argument_byte_for_byte(Road road) throws Exception {
        Path cwd = Files.createDirectories(folder.resolve("a b\nc"));
        try (FakeDoor door = FakeDoor.answering((_, frames) -> frames.exit(0))) {
            door.openIn(home);
            // By a script, so that this JVM's own locale has no say.
            String words =
                    " send 'two words' '' 'new\nline\n' 'grüße 犬🐕' '%s\\n' '-e' '--' '*' '\"$HOME`'";
            assertThat(kelpie(road, cwd, words).code()).isZero();
            FakeDoor.Asked asked = door.asked.take();
            assertThat(asked.arguments())
                    .containsExactly(
                            "send",
                            "two words",
                            "",
                            "new\nline\n",
                            "grüße 犬🐕",
                            "%s\\n",
                            "-e",
                            "--",
                            "*",
                            "\"$HOME`");
            assertThat(asked.cwd()).isEqualTo(cwd.toRealPath().toString());
            assertThat(asked.host()).isEqualTo("127.0.0.1:" + door.port());
        }
    }

    @ParameterizedTest
    @EnumSource
    void the_door_gets_what_matters_of_the_environment_and_nothing_else(Road road)
            throws Exception {
        environment.putAll(
                Map.of("KELPIE_SESSION", "s", "NO_COLOR", "1", "TERM", "xterm", "SECRET", "s"));
        try (FakeDoor door = FakeDoor.answering((_, frames) -> frames.exit(0))) {
            door.openIn(home);
            kelpie(road, folder, " status");
            assertThat(door.asked.take().entries())
                    .containsExactlyInAnyOrder("NO_COLOR=1", "TERM=xterm");
        }
    }

    @ParameterizedTest
    @EnumSource
    void an_agent_knocks_by_its_own_token_and_not_by_the_persons(Road road) throws Exception {
        environment.put("KELPIE_TOKEN", "An-agents.token_1");
        try (FakeDoor door = FakeDoor.answering((_, frames) -> frames.exit(0))) {
            door.openIn(home);
            door.token = "An-agents.token_1";
            assertThat(kelpie(road, folder, " send bess hello").code()).isZero();
            assertThat(door.asked.take().entries()).noneMatch(e -> e.contains("An-agents"));
        }
        environment.put("KELPIE_TOKEN", "no\ntoken\" at all");
        assert_cold(kelpie(road, folder, " status"), "status\n");
    }

    @ParameterizedTest
    @EnumSource
    void stdin_reaches_the_door_whole_in_a_private_file_that_is_gone_afterwards(Road road)
            throws Exception {
        byte[] text = new byte[1 << 20];
        new Random(25).nextBytes(text);
        List<String> seen = new ArrayList<>();
        try (FakeDoor door =
                FakeDoor.answering((asked, frames) -> {
                    Path file = Path.of(asked.entry("KELPIE_STDIN_FILE"));
                    seen.add(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
                    seen.add("same " + Arrays.equals(Files.readAllBytes(file), text));
                    frames.exit(0);
                })) {
            door.openIn(home);
            assertThat(kelpie(road, folder, " send bess -", text).code()).isZero();
        }
        assertThat(seen).containsExactly("rw-------", "same true");
        assertThat(home.resolve("tmp")).isEmptyDirectory();
    }

    @ParameterizedTest
    @EnumSource
    void stdout_stderr_and_the_exit_code_come_back_apart(Road road) throws Exception {
        String page = "ünïcödé 犬\n".repeat(20_000);
        byte[] bytes = page.getBytes(UTF_8);
        try (FakeDoor door =
                FakeDoor.answering((_, frames) -> {
                    for (int at = 0; at < bytes.length; at += 8191) { // cuts characters apart
                        int end = Math.min(bytes.length, at + 8191);
                        frames.frame('o', Arrays.copyOfRange(bytes, at, end));
                    }
                    frames.err("a word\n");
                    frames.out("");
                    frames.out("no newline at the end");
                    frames.exit(4);
                })) {
            door.openIn(home);
            Ran ran = kelpie(road, folder, " wait");
            assertThat(ran.out()).isEqualTo(page + "no newline at the end");
            assertThat(ran.err()).isEqualTo("a word\n");
            assertThat(ran.code()).isEqualTo(4);
        }
    }

    @ParameterizedTest
    @EnumSource
    void what_the_door_says_is_shown_at_once(Road road) throws Exception {
        CountDownLatch seen = new CountDownLatch(1);
        try (FakeDoor door =
                FakeDoor.answering((_, frames) -> {
                    frames.out("first\n");
                    boolean inTime = seen.await(10, TimeUnit.SECONDS);
                    frames.out(inTime ? "second\n" : "nobody saw the first\n");
                    frames.exit(0);
                })) {
            door.openIn(home);
            Process process = builder(road, folder, " events --follow").start();
            try (BufferedReader lines = process.inputReader(UTF_8)) {
                assertThat(lines.readLine()).isEqualTo("first");
                seen.countDown();
                assertThat(lines.readLine()).isEqualTo("second");
            }
            assertThat(process.waitFor()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_reader_that_leaves_early_ends_it_without_a_word(Road road) throws Exception {
        try (FakeDoor door =
                FakeDoor.answering((_, frames) -> {
                    for (int line = 0; line < 5_000; line++) {
                        frames.out("line " + line + "\n");
                    }
                    frames.exit(0);
                })) {
            door.openIn(home);
            Ran ran = kelpie(road, folder, " events | head -n 1");
            assertThat(ran.out()).isEqualTo("line 0\n");
            assertThat(ran.err()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void an_interrupt_ends_it_with_130(Road road) throws Exception {
        assumeTrue(
                Ran.run(
                                        Ran.builder(
                                                folder,
                                                environment,
                                                List.of("env", "--default-signal=INT", "true")),
                                        new byte[0])
                                .code()
                        == 0,
                "env can give INT back to a child");
        CountDownLatch hang = new CountDownLatch(1);
        try (FakeDoor door =
                FakeDoor.answering((_, frames) -> {
                    frames.out("waiting\n");
                    hang.await();
                })) {
            door.openIn(home);
            ProcessBuilder builder = builder(road, folder, " wait -");
            builder.command().addAll(0, List.of("env", "--default-signal=INT"));
            Process process = builder.start();
            process.getOutputStream().close();
            try (BufferedReader lines = process.inputReader(UTF_8)) {
                assertThat(lines.readLine()).isEqualTo("waiting");
                interrupt(process.toHandle());
                assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
            }
            assertThat(process.exitValue()).isEqualTo(130);
            assertThat(home.resolve("tmp")).isEmptyDirectory();
        } finally {
            hang.countDown();
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_door_that_nobody_answers_means_the_jvm(Road road) throws Exception {
        int port;
        try (FakeDoor door = FakeDoor.answering((_, frames) -> frames.exit(0))) {
            door.openIn(home);
            port = door.port();
        }
        assertThat(port).isPositive();
        assert_cold(
                kelpie(road, folder, " send bess -", "kept".getBytes(UTF_8)), "send bess -\nkept");
        assertThat(home.resolve("tmp")).isEmptyDirectory();
    }

    @ParameterizedTest
    @EnumSource
    void a_door_that_does_not_know_us_means_the_jvm(Road road) throws Exception {
        try (FakeDoor door = FakeDoor.answering((_, frames) -> frames.exit(0))) {
            Files.writeString(home.resolve("door"), door.port() + " another-token\n");
            assert_cold(kelpie(road, folder, " status --json"), "status --json\n");
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_door_that_sends_us_away_means_the_jvm(Road road) throws Exception {
        try (FakeDoor door = new FakeDoor(421, (_, frames) -> frames.exit(0))) {
            door.openIn(home);
            assert_cold(
                    kelpie(road, folder, " send bess -", "kept".getBytes(UTF_8)),
                    "send bess -\nkept");
        }
    }

    @ParameterizedTest
    @EnumSource
    void an_answer_that_breaks_off_is_told_and_never_asked_again(Road road) throws Exception {
        try (FakeDoor door = FakeDoor.answering((_, frames) -> frames.out("half\n"))) {
            door.openIn(home);
            Ran ran = kelpie(road, folder, " spawn bess");
            assertThat(ran.code()).isEqualTo(3);
            assertThat(ran.out()).isEqualTo("half\n");
            assertThat(ran.err()).contains("Whether it did this is not known");
            assertThat(door.asked).hasSize(1);
            Ran read = kelpie(road, folder, " events --follow --json");
            assertThat(read.out()).isEqualTo("half\n");
            assertThat(read.err()).endsWith("went away in the middle of its answer; ask again.\n");
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_door_that_takes_the_command_and_says_nothing_is_not_asked_again(Road road)
            throws Exception {
        try (FakeDoor door = FakeDoor.answering((_, _) -> {})) {
            door.openIn(home);
            Ran ran = kelpie(road, folder, " spawn bess --json");
            assertThat(ran.code()).isEqualTo(3);
            assertThat(ran.err()).contains("Whether it did this is not known");
            assertThat(ran.out())
                    .startsWith("{\"schema_version\":1,\"verb\":\"spawn\",\"error\":{\"reason\":")
                    .endsWith("look at 'kelpie status'.\"}}\n");
            assertThat(door.asked).hasSize(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void another_program_at_the_door_means_the_jvm(Road road) throws Exception {
        try (FakeDoor door =
                FakeDoor.answering(
                        (_, frames) -> frames.body().write("<!DOCTYPE html>\n".getBytes(UTF_8)))) {
            door.openIn(home);
            assert_cold(kelpie(road, folder, " spawn bess"), "spawn bess\n");
        }
    }

    @Test
    void a_door_file_that_makes_no_sense_means_the_jvm() throws Exception {
        for (String line : List.of("", "x", "80 a\"b", "port token", "80")) {
            Files.writeString(home.resolve("door"), line);
            assert_cold(kelpie(Road.BASH, folder, " status"), "status\n");
        }
    }

    @Test
    void without_java_it_says_how_to_get_one() throws Exception {
        environment.remove("JAVA_HOME");
        Ran ran = kelpie(Road.SH, folder, " status");
        assertThat(ran.code()).isEqualTo(3);
        assertThat(ran.err()).contains("no Java 25 is known here").contains("install.sh");
    }

    @Test
    void it_finds_its_own_place_through_links() throws Exception {
        Path link = Files.createSymbolicLink(folder.resolve("k 1"), LAUNCHER);
        Path relative = Files.createSymbolicLink(folder.resolve("k2"), Path.of("k 1"));
        Ran ran =
                Ran.run(
                        Ran.builder(folder, environment, List.of(relative.toString(), "status")),
                        new byte[0]);
        Files.delete(relative);
        Files.delete(link);
        assertThat(ran.out()).contains("-Dkelpie.prefix=" + DIST);
    }

    private static void assert_cold(Ran ran, String tail) {
        assertThat(ran.out()).startsWith("cold: -Xlog:disable").endsWith("dev.kelpie.Main " + tail);
        assertThat(ran.err()).isEmpty();
        assertThat(ran.code()).isEqualTo(42);
    }

    private static void interrupt(ProcessHandle process) throws IOException {
        // A terminal sends it to the whole group.
        List<String> kill = new ArrayList<>(List.of("sh", "-c", "kill -INT \"$@\"", "sh"));
        kill.add(Long.toString(process.pid()));
        process.descendants().forEach(child -> kill.add(Long.toString(child.pid())));
        new ProcessBuilder(kill).start();
    }

    private Ran kelpie(Road road, Path cwd, String words) throws IOException, InterruptedException {
        return kelpie(road, cwd, words, new byte[0]);
    }

    private Ran kelpie(Road road, Path cwd, String words, byte[] stdin)
            throws IOException, InterruptedException {
        return Ran.run(builder(road, cwd, words), stdin);
    }

    /// `words` are written as a person would type them into a shell.
    private ProcessBuilder builder(Road road, Path cwd, String words) throws IOException {
        String path = road == Road.CURL ? "PATH='" + pathWithoutBash() + "'\n" : "";
        String shell =
                switch (road) {
                    case BASH -> "bash -p ";
                    case SH -> "";
                    case CURL -> "/bin/sh ";
                };
        String exec = words.contains("|") ? "" : "exec ";
        Path script =
                script(folder.resolve("typed"), path + exec + shell + "'" + LAUNCHER + "'" + words);
        return Ran.builder(cwd, environment, new ArrayList<>(List.of(script.toString())));
    }

    private Path pathWithoutBash() throws IOException {
        Path bin = folder.resolve("bin");
        if (Files.exists(bin)) {
            return bin;
        }
        Files.createDirectory(bin);
        for (String tool : List.of("curl", "dd", "cat", "rm", "mkdir", "readlink", "head", "env")) {
            for (String place :
                    List.of("/usr/bin", "/bin", "/usr/local/bin", "/opt/homebrew/bin")) {
                Path found = Path.of(place, tool);
                if (Files.isExecutable(found) && Files.notExists(bin.resolve(tool))) {
                    script(bin.resolve(tool), "exec " + found + " \"$@\"");
                }
            }
        }
        return bin;
    }

    private static Path script(Path file, String body) throws IOException {
        Files.writeString(file, "#!/bin/sh\n" + body + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
        return file;
    }
}
