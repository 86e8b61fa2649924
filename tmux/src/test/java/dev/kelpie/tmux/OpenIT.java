package dev.kelpie.tmux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OpenIT {
    private final Rig rig = new Rig();

    @AfterEach
    void end() {
        rig.close();
    }

    @Test
    void a_pane_has_its_tag_directory_size_and_name() {
        PaneId pane = rig.shell("k-ada-1", "exec cat");

        PaneInfo info = rig.info(pane);

        assertThat(info.session()).isEqualTo("k-ada-1");
        assertThat(info.tag()).isEqualTo("tag-k-ada-1");
        assertThat(info.columns()).isEqualTo(80);
        assertThat(info.rows()).isEqualTo(24);
        assertThat(info.dead()).isFalse();
        Rig.until("cat runs", () -> rig.info(pane).command().equals("cat"));
        assertThat(rig.info(pane).cwd()).isEqualTo(rig.directory.toString());
    }

    @Test
    void arguments_and_environment_arrive_as_they_are() {
        List<String> hostile =
                List.of(
                        "-x",
                        "a;",
                        "b\\;",
                        ";",
                        "$HOME `id` $(id)",
                        "#(touch x) #{pid}",
                        "it's \"q\"",
                        "two\nlines\\\nthree",
                        "~",
                        "{ }",
                        "",
                        "日本 👍",
                        "\u0001\u001b[201~\t");
        List<String> argv =
                new ArrayList<>(
                        List.of("sh", "-c", "printf '%s\\0' \"$@\" \"$V\" > out; exec cat", "sh"));
        argv.addAll(hostile);
        PaneSpec spec =
                new PaneSpec(
                        "args",
                        "t",
                        rig.directory,
                        Map.of("PATH", System.getenv("PATH"), "V", "a=b;#(touch y)\n'$V'"),
                        argv,
                        80,
                        24);

        rig.tmux.open(spec);

        List<String> expected = new ArrayList<>(hostile);
        expected.add("a=b;#(touch y)\n'$V'");
        String whole = String.join("\0", expected) + "\0";
        Rig.until("written", () -> Rig.read(rig.file("out")).length() == whole.length());
        assertThat(Rig.read(rig.file("out"))).isEqualTo(whole);
        assertThat(rig.file("x")).doesNotExist();
        assertThat(rig.file("y")).doesNotExist();
    }

    @Test
    void a_single_word_is_no_shell_line() {
        PaneId pane = rig.tmux.open(rig.spec("one", "touch made; touch more"));

        rig.untilDead(pane);

        // No such program. What it printed is not looked at: tmux 3.3a may drop a program's last
        // words.
        assertThat(rig.info(pane).exitStatus()).hasValue(127);
        assertThat(rig.file("made")).doesNotExist();
    }

    @Test
    void a_command_far_over_tmuxs_16_kB_runs() {
        String big = "x".repeat(120_000) + ";";
        PaneSpec spec =
                new PaneSpec(
                        "big",
                        "t",
                        rig.directory,
                        Map.of("PATH", System.getenv("PATH"), "BIG", big),
                        List.of("sh", "-c", "printf %s \"$1$BIG\" > out; exec cat", "sh", big),
                        80,
                        24);

        rig.tmux.open(spec);

        Rig.until("written", () -> Rig.read(rig.file("out")).length() == 240_002);
        assertThat(Rig.read(rig.file("out"))).isEqualTo(big + big);
    }

    @Test
    void a_word_that_no_process_can_be_given_is_refused_in_words() {
        assertThatThrownBy(() -> rig.tmux.open(rig.spec("huge", "echo", "x".repeat(140_000))))
                .isInstanceOf(TmuxException.class)
                .hasMessageContaining("put it into a file");
    }

    @Test
    void the_path_of_the_spec_holds_against_the_callers() {
        PaneSpec spec =
                new PaneSpec(
                        "path",
                        "t",
                        rig.directory,
                        Map.of("PATH", "/usr/bin:/bin:/only/here"),
                        List.of("sh", "-c", "echo $PATH; exec cat"),
                        80,
                        24);

        rig.untilShown(rig.tmux.open(spec), "/usr/bin:/bin:/only/here");
    }

    @Test
    void nothing_private_of_the_caller_leaks_into_panes() {
        rig.shell("env", "env > out; echo >> out done; exec cat");
        Rig.until("written", () -> Rig.read(rig.file("out")).endsWith("done\n"));

        // The build sets these for this very test.
        assertThat(System.getenv()).containsKeys("CLAUDECODE", "NODE_OPTIONS", "KELPIE_LEAK");
        assertThat(Rig.read(rig.file("out")))
                .contains("KELPIE_SESSION=tag-env\n")
                .contains("COLORTERM=truecolor\n")
                .doesNotContain("CLAUDECODE=")
                .doesNotContain("NODE_OPTIONS=")
                .doesNotContain("KELPIE_LEAK=")
                .doesNotContain("/nowhere/")
                .doesNotContain("TMUX_PANE=%77");
    }

    @Test
    void a_missing_directory_is_refused_before_anything_starts() {
        PaneSpec spec =
                new PaneSpec(
                        "lost",
                        "t",
                        rig.file("no/such"),
                        Map.of(),
                        List.of("sh", "-c", "exec cat"),
                        80,
                        24);

        assertThatThrownBy(() -> rig.tmux.open(spec))
                .isInstanceOf(TmuxException.class)
                .hasMessageContaining("no/such");
        assertThat(rig.tmux.snapshot(Set.of()).panes()).isEmpty();
    }

    @Test
    void a_directory_named_like_a_format_is_only_a_directory() throws IOException {
        Path odd = Files.createDirectory(rig.file("#(touch hit) #[fg=red] %H 'x"));
        PaneSpec spec =
                new PaneSpec(
                        "odd",
                        "t",
                        odd,
                        Map.of("PATH", System.getenv("PATH")),
                        List.of("sh", "-c", "pwd > ../where; exec cat"),
                        80,
                        24);

        rig.tmux.open(spec);

        Rig.until("written", () -> Rig.read(rig.file("where")).equals(odd + "\n"));
        assertThat(odd.resolve("hit")).doesNotExist();
        assertThat(rig.file("hit")).doesNotExist();
    }

    @Test
    void a_taken_name_is_refused_and_its_pane_keeps_its_tag() {
        PaneId first = rig.shell("same", "exec cat");
        PaneSpec second =
                new PaneSpec(
                        "same",
                        "other",
                        rig.directory,
                        Map.of(),
                        List.of("sh", "-c", "exec cat"),
                        80,
                        24);

        assertThatThrownBy(() -> rig.tmux.open(second))
                .isInstanceOf(TmuxException.class)
                .hasMessageContaining("taken");
        assertThat(rig.info(first).tag()).isEqualTo("tag-same");
    }

    @Test
    void of_two_threads_with_one_name_one_wins() throws InterruptedException {
        CountDownLatch both = new CountDownLatch(2);
        int won = 0;
        try (var threads = Executors.newFixedThreadPool(2)) {
            List<Future<PaneId>> opens = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                opens.add(
                        threads.submit(() -> {
                            both.countDown();
                            both.await();
                            return rig.shell("race", "exec cat");
                        }));
            }
            for (Future<PaneId> open : opens) {
                try {
                    assertThat(open.get()).isNotNull();
                    won++;
                } catch (ExecutionException e) {
                    assertThat(e.getCause())
                            .isInstanceOf(TmuxException.class)
                            .hasMessageContaining("taken");
                }
            }
        }
        assertThat(won).isEqualTo(1);
        assertThat(rig.tmux.snapshot(Set.of()).panes()).hasSize(1);
    }

    @Test
    void the_users_base_index_does_not_matter() {
        rig.shell("a", "exec cat");
        rig.raw(
                "set-option",
                "-g",
                "base-index",
                "1",
                ";",
                "set-option",
                "-g",
                "pane-base-index",
                "1");

        PaneId pane = rig.shell("b", "exec cat");

        assertThat(rig.info(pane).tag()).isEqualTo("tag-b");
        assertThat(rig.tmux.paste(pane, "hello")).isEqualTo(Tmux.Touch.DONE);
        rig.untilShown(pane, "hello");
        assertThat(rig.tmux.kill(pane)).isTrue();
    }

    @Test
    void the_server_holds_no_directory_and_no_foreign_status_text() throws IOException {
        rig.shell("a", "exec cat");

        long pid = rig.tmux.snapshot(Set.of()).serverPid();

        assertThat(Path.of("/proc/" + pid + "/cwd").toRealPath()).isEqualTo(Path.of("/"));
        assertThat(rig.raw("show-options", "-gv", "status-left"))
                .isEqualTo(
                        "#{?client_readonly,#{window_width}x#{window_height}, #{session_name} }");
        assertThat(rig.raw("show-options", "-gv", "status-right"))
                .isEqualTo("#{?client_readonly,, C-q back }");
        assertThat(rig.raw("show-options", "-sv", "set-clipboard")).isEqualTo("off");
        assertThat(rig.raw("list-keys", "-T", "root")).contains("C-q").contains("detach-client");
    }
}
