package dev.kelpie.hands.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GitIT {
    @TempDir Path folder;

    @Test
    void the_callers_git_variables_do_not_reach_git() {
        var play = new Playground(folder);
        var one = play.repository("one");
        var two = play.repository("two");
        var environment = new HashMap<>(play.environment);
        environment.put("GIT_DIR", two.resolve(".git").toString());
        environment.put("GIT_WORK_TREE", two.toString());
        environment.put("GIT_INDEX_FILE", two.resolve("index").toString());
        environment.put("GIT_CONFIG_COUNT", "1");
        environment.put("GIT_CONFIG_KEY_0", "core.bare");
        environment.put("GIT_CONFIG_VALUE_0", "true");
        environment.put("GIT_CONFIG_PARAMETERS", "'core.bare'='true'");
        environment.put("GIT_EXTERNAL_DIFF", "false");

        var top = Trees.top(new Git(environment).at(one));

        assertThat(top).isEqualTo(one);
    }

    @Test
    void a_failure_says_what_was_asked_what_git_said_and_what_to_do() {
        var play = new Playground(folder);
        var at = play.git.at(play.repository("one"));

        assertThatThrownBy(() -> at.ask("read the tip", "rev-parse", "--verify", "nothing"))
                .isInstanceOf(GitException.class)
                .hasMessageStartingWith(
                        "read the tip: fatal: Needed a single revision\nRun the same");
        assertThatThrownBy(() -> play.git.at(play.top.resolve("nowhere")))
                .isInstanceOf(GitException.class)
                .hasMessageContaining("Check that git is installed");
    }

    @Test
    void output_is_cut_at_the_limit_and_git_is_ended() {
        var play = new Playground(folder);
        var one = play.repository("one");
        Playground.write(one.resolve("big"), "0123456789".repeat(500_000));
        play.commitAll(one, "big");

        var answer =
                play.git
                        .at(one)
                        .run(
                                List.of("cat-file", "blob", "HEAD:big"),
                                Map.of(),
                                15,
                                Duration.ofSeconds(30));

        assertThat(answer.output()).isEqualTo("012345678901234");
        assertThat(answer.cut()).isTrue();
        assertThat(answer.ok()).isTrue();
    }

    @Test
    void a_git_that_takes_too_long_is_ended_with_its_children() {
        var play = new Playground(folder);
        var at = play.git.at(play.repository("one"));
        // -c after ours: the one program that this test itself asks for
        var slow = List.of("-c", "alias.wait=!sleep 300", "wait");

        assertThatThrownBy(() -> at.run(slow, Map.of(), 10, Duration.ofMillis(300)))
                .isInstanceOf(GitException.class)
                .hasMessageContaining("no answer within");

        var left = ProcessHandle.current().descendants().toList();
        left.forEach(process -> process.onExit().orTimeout(10, TimeUnit.SECONDS).join());
        assertThat(ProcessHandle.current().descendants()).isEmpty();
    }
}
