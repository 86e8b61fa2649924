package dev.kelpie;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// No room in the whole home: what can't be kept is refused, what was confirmed stays, and as soon
/// as there is room all goes on. Needs the right to mount a small file system of its own.
@Timeout(300)
class FullDiskIT {
    @TempDir Path folder;
    private Built built;
    private boolean mounted;

    @BeforeEach
    void home() throws Exception {
        built = new Built(folder);
        Files.createDirectories(built.home);
    }

    private void mount(String limits) throws Exception {
        Built.Answer answer =
                built.run(
                        built.folder,
                        List.of(
                                "mount",
                                "-t",
                                "tmpfs",
                                "-o",
                                limits + ",mode=700",
                                "tmpfs",
                                built.home.toString()));
        mounted = answer.code() == 0;
        if (!mounted) {
            System.err.println("SKIPPED, no right to mount: " + answer.err());
        }
        assumeTrue(mounted, "no right to mount");
    }

    @AfterEach
    void end() throws Exception {
        try {
            built.close();
        } finally {
            if (mounted) {
                Built.until(
                        "the home is unmounted",
                        () ->
                                built.run(built.folder, List.of("umount", built.home.toString()))
                                                .code()
                                        == 0);
            }
        }
    }

    @Test
    void what_there_is_no_room_for_is_refused_and_nothing_that_was_confirmed_is_lost()
            throws Exception {
        mount("size=8m");
        built.done("spawn", "one", "--command", "exec cat", "--no-worktree");
        built.done("spawn", "two", "--runtime", "fake", "--no-worktree", "--prompt", "look");
        built.done("wait", "two", "--until", "waiting", "--timeout", "60s");
        String engine = Files.readString(built.home.resolve("lock"));
        fill();

        Built.Answer spawn = refused("spawn", "three", "--command", "cat", "--no-worktree");
        assertThat(spawn.err()).contains("the disk is full", "Make room").doesNotContain("\tat ");
        Built.Answer send = refused("send", "one", "hello");
        assertThat(send.err()).contains("the disk is full");
        built.done("status");
        built.done("log");
        type("two", "[[edit work.txt something]] [[say done with it]]");
        Built.until("the agent goes on", () -> screen("two").contains("done with it"));
        assertThat(Files.readString(built.home.resolve("lock"))).isEqualTo(engine);

        free();
        Built.until(
                "there is room again",
                () -> built.kelpie("send", "--force", "one", "after").code() == 0);
        Built.until("it was typed", () -> screen("one").contains("after"));
        assertThat(Files.readString(built.home.resolve("lock"))).isEqualTo(engine);
        built.done("wait", "two", "--until", "waiting", "--timeout", "60s");
        built.done("send", "two", "[[say and back]]");
        Built.until("it was taken", () -> screen("two").contains("and back"));
        noCrash();
        built.done("kill", "one", "two");
    }

    @Test
    void an_engine_that_finds_no_room_serves_or_says_why_not_and_nothing_is_lost()
            throws Exception {
        mount("size=8m");
        built.done("spawn", "one", "--command", "exec cat", "--no-worktree");
        built.done("down");
        Built.until("it is gone", () -> !Files.exists(built.home.resolve("door")));
        fill();

        Built.Answer answer = built.kelpie("daemon");
        assertThat(answer.code()).as(answer.toString()).isIn(0, 3);
        assertThat(answer.err()).doesNotContain("\tat ", "a bug");
        if (answer.code() == 3) {
            assertThat(answer.err()).contains("room");
        }

        free();
        built.done("send", "--force", "one", "after");
        Built.until("it was typed", () -> screen("one").contains("after"));
        noCrash();
        built.done("kill", "one");
    }

    @Test
    void when_no_file_can_be_made_an_agent_does_not_start_and_that_is_said() throws Exception {
        mount("size=64m,nr_inodes=400");
        built.done("spawn", "one", "--command", "exec cat", "--no-worktree");
        built.done("spawn", "two", "--command", "echo output; exec cat", "--no-worktree");
        Built.until("it runs", () -> screen("two").contains("output"));
        String engine = Files.readString(built.home.resolve("lock"));
        int files = 0;
        try {
            for (; files < 1000; files++) {
                Files.createFile(built.home.resolve("file" + files));
            }
        } catch (IOException full) {
            assertThat(full).hasMessageContaining("space");
        }

        var failed = built.kelpie("spawn", "three", "--command", "exec cat", "--no-worktree");
        assertThat(failed.code()).isEqualTo(3);
        assertThat(failed.err()).contains("No space left");
        assertThat(built.done("ls", "--names").out()).doesNotContain("three");
        built.done("kill", "two");
        assertThat(Files.readString(built.home.resolve("lock"))).isEqualTo(engine);
        assertThat(built.done("log").out()).contains("No space left");

        for (int i = 0; i < files; i++) {
            Files.delete(built.home.resolve("file" + i));
        }
        built.done("spawn", "four", "--command", "exec cat", "--no-worktree");
        built.done("send", "--force", "four", "hello");
        Built.until("it was typed", () -> screen("four").contains("hello"));
        assertThat(Files.readString(built.home.resolve("lock"))).isEqualTo(engine);
        noCrash();
        built.done("kill", "one", "four");
    }

    private String screen(String agent) throws IOException, InterruptedException {
        return built.kelpie("capture", agent).out();
    }

    /// As a person does it, past Kelpie.
    private void type(String agent, String text) throws Exception {
        List<String> attach = List.of("tmux", "-S", socket().toString());
        var session = built.run(built.folder, with(attach, "list-sessions", "-F", "#S")).out();
        String name =
                session.lines().filter(s -> s.startsWith("k-" + agent)).findFirst().orElseThrow();
        built.run(built.folder, with(attach, "send-keys", "-t", "=" + name + ":", "-l", text));
        built.run(built.folder, with(attach, "send-keys", "-t", "=" + name + ":", "Enter"));
    }

    private Path socket() throws IOException {
        try (var all = Files.walk(built.tmux)) {
            return all.filter(s -> s.getFileName().toString().startsWith("kelpie"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static List<String> with(List<String> first, String... rest) {
        var all = new java.util.ArrayList<>(first);
        all.addAll(List.of(rest));
        return all;
    }

    /// Some room may be left in a file that is there already; sooner or later there is none.
    private Built.Answer refused(String... words) throws Exception {
        for (int i = 0; i < 40; i++) {
            String[] each = words.clone();
            if (i > 0 && words[0].equals("spawn")) {
                each[1] = words[1] + i;
            }
            Built.Answer answer = built.kelpie(each);
            if (answer.code() != 0) {
                assertThat(answer.code()).as(answer.toString()).isEqualTo(3);
                return answer;
            }
        }
        throw new AssertionError("never refused: " + List.of(words));
    }

    private void fill() throws IOException {
        Path file = built.home.resolve("filling");
        Files.createFile(file);
        for (int size = 1 << 16; size > 0; size /= 2) {
            try {
                while (true) {
                    Files.write(file, new byte[size], StandardOpenOption.APPEND);
                }
            } catch (IOException full) {
                assertThat(full).hasMessageContaining("space");
            }
        }
    }

    private void free() throws IOException {
        Files.delete(built.home.resolve("filling"));
    }

    private void noCrash() {
        assertThat(built.home.resolve("logs").toFile().list((_, n) -> n.startsWith("crash")))
                .isNullOrEmpty();
    }
}
