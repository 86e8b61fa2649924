package dev.kelpie.install;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.pty4j.PtyProcess;
import com.pty4j.PtyProcessBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The launcher around a screen program in a real terminal: what it hands down, and what it puts
/// right.
class ScreenLauncherIT {

    private static final Path LAUNCHER = Path.of("src/main/dist/bin/kelpie").toAbsolutePath();
    private static final String RESTORED = "\033[?2026l\033[?1049l\033[?25h";
    private static final String BASH = "bash -p";
    private static final String SH = "/bin/sh";

    @TempDir Path folder;

    @BeforeEach
    void a_jdk_that_is_a_script() throws IOException {
        Files.createDirectories(folder.resolve("jdk/bin"));
        Files.writeString(folder.resolve("jdk/release"), "JAVA_VERSION=\"25\"\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {BASH, SH})
    void a_killed_screen_leaves_the_terminal_as_it_was(String shell) throws Exception {
        screenProgram("stty raw -echo; printf '\\033[?1049h\\033[?25lscreen'; kill -KILL $$");
        String shown = inTerminal(shell, "stty -g; %s; echo code $?; stty -g");
        assertThat(shown)
                .contains(RESTORED)
                .contains("code 137")
                .contains("kelpie: the screen was killed");
        String[] lines = shown.strip().split("\r\n", -1);
        assertThat(lines[lines.length - 1]).as("stty afterwards").isEqualTo(lines[0]);
    }

    @ParameterizedTest
    @ValueSource(strings = {BASH, SH})
    void a_screen_that_ends_by_itself_is_left_alone(String shell) throws Exception {
        screenProgram("read line; echo \"got $line\"; exit 3");
        String shown = inTerminal(shell, "%s; echo code $?");
        assertThat(shown).contains("got typed").contains("code 3").doesNotContain("\033");
    }

    @ParameterizedTest
    @ValueSource(strings = {BASH, SH})
    void what_the_screen_starts_can_be_interrupted(String shell) throws Exception {
        screenProgram("grep SigIgn /proc/self/status || echo 'SigIgn: 0'");
        assertThat(inTerminal(shell, "%s"))
                .as("neither INT nor QUIT, bits 1 and 2")
                .containsPattern("SigIgn:\\s+[0-9a-f]*[0189]\\s");
    }

    @ParameterizedTest
    @ValueSource(strings = {BASH, SH})
    void the_screen_is_told_when_the_launcher_is_asked_to_end(String shell) throws Exception {
        screenProgram(
                "trap 'echo told; exit 143' TERM; kill -TERM $PPID; while :; do read -r line; done");
        assertThat(inTerminal(shell, "%s; echo code $?")).contains("told").contains("code 143");
    }

    @ParameterizedTest
    @ValueSource(strings = {BASH, SH})
    void an_interrupt_from_the_keyboard_is_the_screens_business(String shell) throws Exception {
        screenProgram("trap 'echo mine; exit 5' INT; kill -INT $PPID; kill -INT $$");
        assertThat(inTerminal(shell, "%s; echo code $?")).contains("mine").contains("code 5");
    }

    private void screenProgram(String body) throws IOException {
        Path java = folder.resolve("jdk/bin/java");
        Files.writeString(java, "#!/bin/sh\n" + body + "\n");
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwx------"));
    }

    /// Runs the lines in a terminal, `%s` standing for the launcher, types a word and returns all
    /// that was shown.
    private String inTerminal(String shell, String lines) throws Exception {
        Map<String, String> environment = new HashMap<>();
        environment.put("PATH", System.getenv("PATH"));
        environment.put("TERM", "xterm");
        environment.put("HOME", folder.toString());
        environment.put("JAVA_HOME", folder.resolve("jdk").toString());
        String script = lines.formatted("env --default-signal " + shell + " '" + LAUNCHER + "'");
        PtyProcess process =
                new PtyProcessBuilder(new String[] {"/bin/sh", "-c", script})
                        .setEnvironment(environment)
                        .setDirectory(folder.toString())
                        .start();
        try {
            process.getOutputStream().write("typed\n".getBytes(UTF_8));
            process.getOutputStream().flush();
            String shown = new String(process.getInputStream().readAllBytes(), UTF_8);
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
            return shown.replaceFirst("typed\r\n", "");
        } finally {
            process.destroyForcibly();
        }
    }
}
