package dev.kelpie;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The built program's screen where people have it: in a plain terminal, in their own tmux, over a
/// slow link, and by mistake in one of its own agents' panes.
@Timeout(180)
class ScreenPlacesIT {
    @TempDir Path folder;
    private Built built;

    @BeforeEach
    void a_herd_with_a_shell() throws Exception {
        built = new Built(folder);
        built.done("spawn", "ana", "--command", "exec sh", "--no-worktree");
        Files.writeString(built.home.resolve("hints"), "attach\n");
    }

    @AfterEach
    void end() throws Exception {
        built.close();
    }

    @Test
    void in_ones_own_tmux_one_gets_into_an_agent_and_back() throws Exception {
        Person person = Person.inTmux(built, Map.of());
        assertThat(person.run("test -n \"$TMUX\"")).isZero();
        goesToAnaAndBack(person, "kelpie");
    }

    @Test
    void in_a_plain_terminal_one_gets_into_a_shell_at_an_agents_place_and_back() throws Exception {
        Person person = Person.sitsDown(built, Map.of("SHELL", "/bin/sh"));
        assertThat(person.run("umask 027")).isZero();
        person.opens("kelpie");
        person.type("t");
        person.sees("[#$]\\s*$");
        person.start("echo in $PWD; umask; exit 7");
        person.isBackFrom("ana");
        person.leaves();
        assertThat(person.screen()).contains("in " + built.folder).contains("\n0027\n");
    }

    @Test
    void over_a_slow_link_the_keys_work_and_the_same_is_shown() throws Exception {
        Person near = Person.sitsDown(built, Map.of());
        near.opens("kelpie");
        Person far = Person.sitsDown(built, Map.of());
        Path slow = slow();
        far.opens("sh " + slow);
        far.waits("both see the same", () -> far.ageless().equals(near.ageless()));
        near.type("?");
        far.type("?");
        far.sees("Everywhere");
        far.waits("both see the keys", () -> far.ageless().equals(near.ageless()));
        far.press("Escape");
        far.seesNoMore("Everywhere");
        far.leaves();
        goesToAnaAndBack(far, "sh " + slow);
    }

    @Test
    void in_an_agents_own_pane_it_is_refused_in_words() throws Exception {
        Person person = Person.sitsDown(built, Map.of());
        person.start(Built.LAUNCHER + " attach ana");
        person.sees("C-q back");
        person.start(Built.LAUNCHER + "; echo ended with $?");
        person.sees("this is an agent's own pane; open the screen in another terminal");
        person.sees("\nended with 3");
        assertThat(person.screen()).doesNotContain("1 Agents");
    }

    private void goesToAnaAndBack(Person person, String command) throws Exception {
        person.opens(command);
        person.press("Enter");
        person.sees("C-q back");
        person.start("echo here I am");
        person.sees("\nhere I am");
        person.press("C-q");
        person.isBackFrom("ana");
        person.leaves();
    }

    private Path slow() throws Exception {
        var java = Path.of(System.getProperty("java.home"), "bin", "java");
        var classpath =
                System.getProperty(
                        "surefire.test.class.path", System.getProperty("java.class.path"));
        return Files.writeString(
                built.folder.resolve("slow"),
                """
                saved=$(stty -g)
                stty raw -echo
                '%s' --enable-native-access=ALL-UNNAMED -XX:TieredStopAtLevel=1 -cp '%s' %s '%s'
                code=$?
                stty "$saved"
                exit $code
                """
                        .formatted(java, classpath, SlowLink.class.getName(), Built.LAUNCHER));
    }
}
