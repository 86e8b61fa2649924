package dev.kelpie.tmux;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ProcessTreeIT {
    private static Process sleeper(String tag) throws IOException {
        ProcessBuilder builder = new ProcessBuilder("sleep", "300");
        builder.environment().put("KELPIE_TREE_TEST", tag);
        return builder.start();
    }

    private static String tag(String name) {
        return name + "-" + ProcessHandle.current().pid();
    }

    @Test
    void a_number_that_was_given_to_another_process_is_left_alone() throws IOException {
        Process stranger = sleeper(tag("stranger"));
        ProcessTree tree = new ProcessTree(Set.of("KELPIE_TREE_TEST=" + tag("none")), 1);

        assertThat(tree.end(List.of(stranger.pid()))).isFalse();

        assertThat(stranger.isAlive()).isTrue();
        stranger.destroyForcibly();
    }

    @Test
    void a_longer_tag_is_another_tag() throws Exception {
        Process ours = sleeper(tag("a"));
        Process other = sleeper(tag("a") + "-1");
        ProcessTree tree = new ProcessTree(Set.of("KELPIE_TREE_TEST=" + tag("a")), 1);

        assertThat(tree.end(List.of())).isTrue();

        assertThat(ours.waitFor(2, TimeUnit.SECONDS)).isTrue();
        assertThat(other.isAlive()).isTrue();
        other.destroyForcibly();
    }

    @Test
    void we_and_our_ancestors_are_spared_though_we_are_meant() {
        long self = ProcessHandle.current().pid();
        long parent = ProcessHandle.current().parent().map(ProcessHandle::pid).orElse(1L);
        ProcessTree tree = new ProcessTree(Set.of("KELPIE_TREE_TEST=" + tag("none")), parent);

        assertThat(tree.end(List.of(self, parent, 1L, 0L, -1L))).isFalse();
    }
}
