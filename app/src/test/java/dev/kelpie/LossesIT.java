package dev.kelpie;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kelpie.engine.Query;
import dev.kelpie.model.AgentId;
import dev.kelpie.model.Event;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What is told before a kill is what the kill does.
@Timeout(120)
final class LossesIT {
    private static final AgentId ANN = new AgentId("ann");

    @TempDir Path folder;
    private TestHerd herd;

    @BeforeEach
    void start() throws Exception {
        herd = TestHerd.started(folder);
    }

    @AfterEach
    void end() throws Exception {
        herd.close();
    }

    private List<String> losses() throws InterruptedException {
        return herd.kelpie().ask(new Query.Losses(ANN));
    }

    @Test
    void what_a_kill_would_do_to_a_worktree_is_told_as_it_will_be() throws Exception {
        herd.spawn("ann", "look [[spawn-child setsid 600s]]");
        herd.awaits("ann", "waiting");
        Path tree = herd.tree("ann");
        assertThat(losses()).as("the agent itself keeps nothing").isEmpty();

        Files.writeString(
                herd.repository.resolve(".git/info/exclude"),
                ".env\n/built\n",
                StandardOpenOption.APPEND);
        Files.writeString(tree.resolve(".env"), "secret");
        Files.createDirectories(tree.resolve("built"));
        Files.writeString(tree.resolve("built/a"), "a");
        assertThat(losses())
                .containsExactly("its worktree goes, and with it 2 ignored files: .env, built/");

        Process person = new ProcessBuilder("sleep", "600").directory(tree.toFile()).start();
        try {
            assertThat(losses())
                    .containsExactly("its worktree stays: in use by process " + person.pid());
        } finally {
            person.destroyForcibly();
            assertThat(person.waitFor(10, TimeUnit.SECONDS)).isTrue();
        }

        herd.kill("ann");
        assertThat(tree).doesNotExist();
        assertThat(herd.eventsOf(Event.SiteCleared.class).getLast().detail())
                .isEqualTo("gone with it: 2 ignored files: .env, built/");
    }

    @Test
    void work_keeps_the_worktree_of_a_running_agent() throws Exception {
        herd.spawn("ann", "look [[edit new.txt precious]]");
        herd.awaits("ann", "waiting");
        assertThat(losses()).containsExactly("its worktree stays: 1 files not under git");
        herd.kill("ann");
        assertThat(herd.eventsOf(Event.SiteCleared.class).getLast().detail())
                .isEqualTo("worktree kept: 1 files not under git");
    }

    @Test
    void a_name_that_nobody_has_keeps_no_other_from_being_killed_and_removed() throws Exception {
        herd.spawn("ann", "");
        herd.spawn("ben", "");
        herd.awaits("ann", "waiting");
        herd.awaits("ben", "waiting");
        Path tree = herd.tree("ann");

        Outside.Ran ran = herd.cli("kill", "ann", "nosuch", "ben", "ann", "--remove", "--json");

        assertThat(ran.code()).as(ran.err()).isEqualTo(1);
        assertThat(ran.err()).contains("ann: worktree removed", "ben: worktree removed");
        var results = new ObjectMapper().readTree(ran.out()).path("results");
        assertThat(results.findValuesAsText("agent")).containsExactly("ann", "ben", "nosuch");
        assertThat(results.findValuesAsText("result")).containsExactly("done", "done", "refused");
        assertThat(herd.world().agents()).isEmpty();
        assertThat(tree).doesNotExist();
    }
}
