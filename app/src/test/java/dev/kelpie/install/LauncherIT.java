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
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The warm road through a fake door, on every shell that may have to walk it.
class LauncherIT {
    @TempDir Path folder;
    private Launching way;

    @BeforeEach
    void way() throws Exception {
        way = new Launching(folder);
    }

    @ParameterizedTest
    @EnumSource(Launching.Road.class)
    void the_door_gets_every_argument_byte_for_byte(Launching.Road road) throws Exception {
        Path cwd = Files.createDirectories(folder.resolve("a b\nc"));
        try (FakeDoor door = FakeDoor.answering((_, frames) -> frames.exit(0))) {
            door.openIn(way.home);
            // By a script, so that this JVM's own locale has no say.
            String words =
                    " send 'two words' '' 'new\nline\n' 'grüße 犬🐕' '%s\\n' '-e' '--' '*' '\"$HOME`'";
            assertThat(way.kelpie(road, cwd, words).code()).isZero();
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
    @EnumSource(Launching.Road.class)
    void the_door_gets_what_matters_of_the_environment_and_nothing_else(Launching.Road road)
            throws Exception {
        way.environment.putAll(
                Map.of("KELPIE_SESSION", "s", "NO_COLOR", "1", "TERM", "xterm", "SECRET", "s"));
        try (FakeDoor door = FakeDoor.answering((_, frames) -> frames.exit(0))) {
            door.openIn(way.home);
            way.kelpie(road, folder, " status");
            assertThat(door.asked.take().entries())
                    .containsExactlyInAnyOrder("NO_COLOR=1", "TERM=xterm");
        }
    }

    @ParameterizedTest
    @EnumSource(Launching.Road.class)
    void an_agent_knocks_by_its_own_token_and_not_by_the_persons(Launching.Road road)
            throws Exception {
        way.environment.put("KELPIE_TOKEN", "An-agents.token_1");
        try (FakeDoor door = FakeDoor.answering((_, frames) -> frames.exit(0))) {
            door.openIn(way.home);
            door.token = "An-agents.token_1";
            assertThat(way.kelpie(road, folder, " send bess hello").code()).isZero();
            assertThat(door.asked.take().entries()).noneMatch(e -> e.contains("An-agents"));
        }
        way.environment.put("KELPIE_TOKEN", "no\ntoken\" at all");
        Launching.assert_cold(way.kelpie(road, folder, " status"), "status\n");
    }

    @ParameterizedTest
    @EnumSource(Launching.Road.class)
    void stdin_reaches_the_door_whole_in_a_private_file_that_is_gone_afterwards(Launching.Road road)
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
            door.openIn(way.home);
            assertThat(way.kelpie(road, folder, " send bess -", text).code()).isZero();
        }
        assertThat(seen).containsExactly("rw-------", "same true");
        assertThat(way.home.resolve("tmp")).isEmptyDirectory();
    }

    @ParameterizedTest
    @EnumSource(Launching.Road.class)
    void stdout_stderr_and_the_exit_code_come_back_apart(Launching.Road road) throws Exception {
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
            door.openIn(way.home);
            Ran ran = way.kelpie(road, folder, " wait");
            assertThat(ran.out()).isEqualTo(page + "no newline at the end");
            assertThat(ran.err()).isEqualTo("a word\n");
            assertThat(ran.code()).isEqualTo(4);
        }
    }

    @ParameterizedTest
    @EnumSource(Launching.Road.class)
    void what_the_door_says_is_shown_at_once(Launching.Road road) throws Exception {
        CountDownLatch seen = new CountDownLatch(1);
        try (FakeDoor door =
                FakeDoor.answering((_, frames) -> {
                    frames.out("first\n");
                    boolean inTime = seen.await(10, TimeUnit.SECONDS);
                    frames.out(inTime ? "second\n" : "nobody saw the first\n");
                    frames.exit(0);
                })) {
            door.openIn(way.home);
            Process process = way.builder(road, folder, " events --follow").start();
            try (BufferedReader lines = process.inputReader(UTF_8)) {
                assertThat(lines.readLine()).isEqualTo("first");
                seen.countDown();
                assertThat(lines.readLine()).isEqualTo("second");
            }
            assertThat(process.waitFor()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource(Launching.Road.class)
    void a_reader_that_leaves_early_ends_it_without_a_word(Launching.Road road) throws Exception {
        try (FakeDoor door =
                FakeDoor.answering((_, frames) -> {
                    for (int line = 0; line < 5_000; line++) {
                        frames.out("line " + line + "\n");
                    }
                    frames.exit(0);
                })) {
            door.openIn(way.home);
            Ran ran = way.kelpie(road, folder, " events | head -n 1");
            assertThat(ran.out()).isEqualTo("line 0\n");
            assertThat(ran.err()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(Launching.Road.class)
    void an_interrupt_ends_it_with_130(Launching.Road road) throws Exception {
        assumeTrue(
                Ran.run(
                                        Ran.builder(
                                                folder,
                                                way.environment,
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
            door.openIn(way.home);
            ProcessBuilder builder = way.builder(road, folder, " wait -");
            builder.command().addAll(0, List.of("env", "--default-signal=INT"));
            Process process = builder.start();
            process.getOutputStream().close();
            try (BufferedReader lines = process.inputReader(UTF_8)) {
                assertThat(lines.readLine()).isEqualTo("waiting");
                interrupt(process.toHandle());
                assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
            }
            assertThat(process.exitValue()).isEqualTo(130);
            assertThat(way.home.resolve("tmp")).isEmptyDirectory();
        } finally {
            hang.countDown();
        }
    }

    private static void interrupt(ProcessHandle process) throws IOException {
        // A terminal sends it to the whole group.
        List<String> kill = new ArrayList<>(List.of("sh", "-c", "kill -INT \"$@\"", "sh"));
        kill.add(Long.toString(process.pid()));
        process.descendants().forEach(child -> kill.add(Long.toString(child.pid())));
        new ProcessBuilder(kill).start();
    }
}
