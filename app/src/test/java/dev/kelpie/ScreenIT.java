package dev.kelpie;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kelpie.home.Home;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The built program in a person's terminal: however one leaves its screen, the terminal is as it
/// was.
@Timeout(180)
class ScreenIT {
    @TempDir Path folder;
    private Built built;

    @BeforeEach
    void a_herd_with_a_shell() throws Exception {
        built = new Built(folder);
        tmuxThatMayFail();
        built.done("spawn", "ana", "--command", "exec sh", "--no-worktree");
        Files.writeString(built.home.resolve("hints"), "attach\n");
    }

    @AfterEach
    void end() throws Exception {
        built.close();
    }

    @Test
    void leaving_by_a_key_gives_the_terminal_back() throws Exception {
        Person person = Person.sitsDown(built, Map.of());
        for (String key : List.of("q", "C-c")) {
            person.opens("kelpie");
            person.press(key);
            assertThat(person.isBackAsBefore()).as(key).isZero();
        }
    }

    @Test
    void a_sigterm_gives_the_terminal_back() throws Exception {
        Person person = Person.sitsDown(built, Map.of());
        for (boolean launcher : List.of(true, false)) {
            person.opens("kelpie");
            (launcher ? person.launcher() : person.jvm()).destroy();
            assertThat(person.isBackAsBefore()).isEqualTo(143);
        }
    }

    @Test
    void a_terminal_that_goes_away_is_no_fault() throws Exception {
        for (int i = 0; i < 4; i++) {
            Person person = Person.sitsDown(built, Map.of());
            person.opens("kelpie");
            ProcessHandle screen = person.jvm();
            person.tmux("kill-server");
            Built.until("the screen has ended", () -> !screen.isAlive());
        }
        try (var logs = Files.list(built.home.resolve("logs"))) {
            assertThat(logs.map(p -> p.getFileName().toString()))
                    .noneMatch(name -> name.startsWith("crash"));
        }
    }

    @Test
    void a_fault_in_a_panel_gives_the_terminal_back_and_is_told() throws Exception {
        Person person =
                Person.sitsDown(built, Map.of("KELPIE_JAVA_OPTS", Planted.option(built.folder)));
        person.opens("kelpie");
        person.type("6");
        person.press("Up");
        person.sees(Planted.WORDS);
        assertThat(person.isBackAsBefore()).isEqualTo(70);
    }

    @Test
    void a_failed_attach_is_told_in_tmuxs_words_and_the_screen_goes_on() throws Exception {
        Person person = Person.sitsDown(built, Map.of());
        person.opens("kelpie");
        Files.createFile(built.folder.resolve("broken"));
        person.press("Enter");
        person.sees("ended with 1: no place for you");
        person.seesTheHerd();
        person.looksAtTheHelp();
        person.leaves();
    }

    @Test
    void an_agent_that_dies_while_one_is_attached_brings_the_screen_back() throws Exception {
        Person person = attached();
        person.start("exit 3");
        person.sees("back from ana");
        person.sees("ended exit 3");
        person.seesTheHerd();
        person.leaves();
    }

    @Test
    void ctrl_q_comes_back_and_the_agent_lives_on() throws Exception {
        Person person = attached();
        person.start("echo here I am");
        person.sees("\nhere I am");
        person.press("C-q");
        person.isBackFrom("ana");
        person.leaves();
        assertThat(built.done("capture", "ana").out()).contains("\nhere I am");
    }

    @Test
    void a_sigterm_while_one_is_attached_gives_the_terminal_back() throws Exception {
        Person person = attached();
        person.launcher().destroy();
        assertThat(person.isBackAsBefore()).isEqualTo(143);
    }

    @Test
    void an_agent_that_ends_in_live_mode_ends_it_and_the_next_is_typed_into() throws Exception {
        built.done("spawn", "bob", "--command", "exec sh", "--no-worktree");
        Person person = Person.sitsDown(built, Map.of());
        person.opens("kelpie");
        person.chooses("bob");
        person.press("i");
        person.sees("LIVE: every key goes to bob");
        person.type("echo one$((1+1))three");
        person.press("Enter");
        person.sees("one2three");
        built.done("stop", "bob");
        person.sees("bob has ended, and live mode with it");
        person.seesNoMore("LIVE");
        person.press("C-q");
        person.chooses("ana");
        person.press("i");
        person.type("echo two$((1+1))three");
        person.press("Enter");
        person.sees("two2three");
        assertThat(clients()).endsWith("UTF-8").doesNotContain("read-only");
        person.press("C-q");
        person.seesNoMore("LIVE");
        Built.until(
                "only looked at, at its own size", () -> clients().matches("120x40 .*read-only.*"));
        person.leaves();
    }

    @Test
    void ctrl_z_goes_to_the_shell_and_fg_comes_back_twice() throws Exception {
        Person person = Person.sitsDown(built, Map.of());
        person.opens("kelpie");
        for (int i = 0; i < 2; i++) {
            person.press("C-z");
            assertThat(person.isBackAsBefore()).as("128 and SIGTSTP").isEqualTo(148);
            person.start("fg");
            person.seesTheHerd();
            person.looksAtTheHelp();
        }
        person.leaves();
    }

    /// How large the window of each client of the agents' server is, and what that client may do.
    private String clients() throws IOException, InterruptedException {
        return Outside.tmux(
                        Home.of(built.environment).socket(),
                        built.environment,
                        "list-clients",
                        "-F",
                        "#{window_width}x#{window_height} #{client_flags}")
                .strip();
    }

    private Person attached() throws Exception {
        Person person = Person.sitsDown(built, Map.of());
        person.opens("kelpie");
        person.press("Enter");
        person.sees("C-q back");
        return person;
    }

    /// tmux, until a file says that nobody may attach any more.
    private void tmuxThatMayFail() throws Exception {
        var real = Programs.find("tmux", System.getenv(), "install tmux");
        Path bin = Files.createDirectories(built.folder.resolve("bin"));
        Files.writeString(
                bin.resolve("tmux"),
                """
                #!/bin/sh
                case "$*" in
                *attach*) [ -e '%s/broken' ] && { echo 'no place for you' >&2; exit 1; } ;;
                esac
                exec '%s' "$@"
                """
                        .formatted(built.folder, real));
        Files.setPosixFilePermissions(
                bin.resolve("tmux"), PosixFilePermissions.fromString("rwx------"));
        built.environment.merge("PATH", bin + ":", (path, own) -> own + path);
    }
}
