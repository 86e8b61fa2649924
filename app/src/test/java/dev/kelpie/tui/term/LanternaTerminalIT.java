package dev.kelpie.tui.term;

import static org.assertj.core.api.Assertions.assertThat;

import com.pty4j.PtyProcess;
import com.pty4j.PtyProcessBuilder;
import com.pty4j.WinSize;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Whatever ends a program that took over a terminal, `stty -a` says afterwards what it said
/// before, and the last bytes leave the other screen.
@Timeout(60)
class LanternaTerminalIT {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir Path folder;
    private final StringBuilder seen = new StringBuilder();
    private final Deque<PtyProcess> started = new ArrayDeque<>();

    @AfterEach
    void end() {
        started.forEach(PtyProcess::destroyForcibly);
    }

    @Test
    void closing_leaves_the_terminal_as_it_was() throws Exception {
        start(Map.of());
        await("ready");
        type("q");
        assertRestored(0);
        assertThat(seen).contains("\033[?1049h", "\033[?2026h", "\033[?1006h", "\033[?2004h");
    }

    @Test
    void an_exception_on_any_thread_leaves_the_terminal_as_it_was() throws Exception {
        start(Map.of());
        await("ready");
        type("b");
        assertRestored(70);
    }

    @Test
    void a_kill_by_sigterm_sighup_and_sigint_leaves_the_terminal_as_it_was() throws Exception {
        for (var signal : new String[] {"TERM", "HUP", "INT"}) {
            start(Map.of());
            var pid = await("ready (\\d+)");
            new ProcessBuilder("sh", "-c", "kill -$1 $2", "sh", signal, pid).start().waitFor();
            var code = Map.of("TERM", 143, "HUP", 129, "INT", 130).getOrDefault(signal, -1);
            assertRestored(code);
        }
    }

    @Test
    void keys_pastes_clicks_and_sizes_arrive() throws Exception {
        start(Map.of());
        await("ready");
        type("\023");
        await("key ctrl-s");
        type("\032");
        await("back");
        type("\021\003");
        await("key ctrl-c");
        type("\033[113;5u");
        await("key ctrl-q");
        type("😀");
        await("key 😀");
        type("\033");
        await("key esc");
        type("\033[200~two\rlines\033[201~");
        await("paste two lines");
        type("\033[<0;12;4M");
        await("click 11,3 LEFT");
        type("\033[<65;12;4M");
        await("wheel 11,3 1");
        started.getLast().setWinSize(new WinSize(97, 31));
        await("size 97x31");
        type("q");
        assertThat(code()).isZero();
    }

    @Test
    void a_guest_gets_a_cooked_terminal_and_every_key() throws Exception {
        start(Map.of());
        await("ready");
        type("l");
        await("guest ");
        assertThat(seen.toString()).containsPattern(" icanon[\\s\\S]* echo");
        type("all of these\r");
        await("got all of these");
        type("x");
        await("key x");
        type("q");
        assertRestored(0);
    }

    @Test
    void a_dumb_terminal_is_refused_in_words() throws Exception {
        start(Map.of("TERM", "dumb"));
        await("a screen needs a terminal that can place its cursor");
        assertThat(code()).isEqualTo(3);
        assertThat(seen.toString()).doesNotContain("\033[?1049h");
    }

    @Test
    void the_whole_screen_runs_in_a_real_terminal_and_leaves_it_as_it_was() throws Exception {
        start(Map.of(), ScreenProbe.class, "");
        await("kelpie  8 agents");
        await("Run `npm test");
        type("?");
        await("Go to the next agent that needs you");
        type("\033");
        type(":theme nord\r");
        type("q");
        assertRestored(0);
    }

    @Test
    void a_fault_in_the_screen_gives_the_terminal_back_before_it_is_told() throws Exception {
        start(Map.of(), ScreenProbe.class, "faulty");
        await("kelpie  8 agents");
        type("i");
        await("a fault: planted");
        assertRestored(70);
        assertThat(seen.indexOf(LanternaTerminal.LEAVE)).isLessThan(seen.indexOf("a fault"));
    }

    private void start(Map<String, String> more) throws IOException {
        start(more, TerminalProbe.class, "");
    }

    private void start(Map<String, String> more, Class<?> probe, String argument)
            throws IOException {
        seen.setLength(0);
        var env = new HashMap<>(System.getenv());
        env.put("TERM", "xterm-256color");
        env.put("LC_ALL", "C");
        env.putAll(more);
        var java = Path.of(System.getProperty("java.home"), "bin", "java");
        var classpath =
                System.getProperty(
                        "surefire.test.class.path", System.getProperty("java.class.path"));
        var script =
                """
                stty rows 24 cols 80; stty -a > %1$s/before
                set -- env --default-signal # who is started in the background is given some ignored
                "$@" true 2>/dev/null || set --
                "$@" %2$s -XX:TieredStopAtLevel=1 -cp '%3$s' %4$s %5$s
                code=$?
                stty -a > %1$s/after
                printf 'code %%s.\\n' $code
                """
                        .formatted(folder, java, classpath, probe.getName(), argument);
        started.addLast(
                new PtyProcessBuilder(new String[] {"/bin/sh", "-c", script})
                        .setEnvironment(env)
                        .setInitialColumns(80)
                        .setInitialRows(24)
                        .start());
    }

    private void type(String keys) throws IOException {
        started.getLast().getOutputStream().write(keys.getBytes(StandardCharsets.UTF_8));
        started.getLast().getOutputStream().flush();
    }

    private void assertRestored(int code) throws IOException, InterruptedException {
        assertThat(code()).isEqualTo(code);
        assertThat(Files.readString(folder.resolve("after")))
                .isEqualTo(Files.readString(folder.resolve("before")));
        assertThat(seen.toString()).contains(LanternaTerminal.LEAVE);
    }

    private int code() throws IOException, InterruptedException {
        return Integer.parseInt(await("code (\\d+)\\."));
    }

    /// Reads until the text, without the escape sequences, matches; a read is bounded by the pty's
    /// end and by the timeout of the test.
    private String await(String regex) throws IOException, InterruptedException {
        var pattern = Pattern.compile(regex);
        InputStream in = started.getLast().getInputStream();
        var bytes = new byte[8192];
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < deadline) {
            var plain = seen.toString().replaceAll("\033\\[[?0-9;]*[A-Za-z]", "");
            var matcher = pattern.matcher(plain);
            if (matcher.find()) {
                return matcher.groupCount() > 0 ? matcher.group(1) : matcher.group();
            }
            int count = in.read(bytes);
            if (count < 0) {
                started.getLast().waitFor(1, TimeUnit.SECONDS);
                break;
            }
            seen.append(new String(bytes, 0, count, StandardCharsets.UTF_8));
        }
        throw new AssertionError("never saw " + regex + " in:\n" + seen);
    }
}
