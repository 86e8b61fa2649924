package dev.kelpie;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kelpie.model.Agent;
import dev.kelpie.model.AgentId;
import dev.kelpie.model.Message;
import dev.kelpie.model.PaneRef;
import dev.kelpie.model.State;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The tmux server dies under a whole herd: nothing is dead, and all goes on by one word.
final class ServerLossIT {
    private static final List<String> NAMES =
            IntStream.range(0, 10).mapToObj(i -> "agent" + i).toList();
    private static final Duration SHOWN = Duration.ofSeconds(2);

    @Test
    @Timeout(180)
    void all_are_shown_interrupted_and_one_word_brings_them_back(@TempDir Path folder)
            throws Exception {
        var herd = TestHerd.started(folder);
        try {
            for (String name : NAMES) {
                herd.spawn(name, "look at " + name);
            }
            for (String name : NAMES) {
                herd.awaits(name, "waiting");
            }
            var conversations = new HashMap<String, String>();
            NAMES.forEach(n -> conversations.put(n, herd.agent(n).conversation().orElseThrow()));

            long server = herd.agent(NAMES.getFirst()).pane().orElseThrow().server();
            long start = System.nanoTime();
            assertThat(ProcessHandle.of(server).orElseThrow().destroyForcibly()).isTrue();
            herd.until(
                    "all are interrupted",
                    w ->
                            w.agents().values().stream()
                                    .allMatch(a -> a.state() instanceof State.Interrupted));
            var took = Duration.ofNanos(System.nanoTime() - start);
            System.out.println("ten agents shown interrupted after " + took.toMillis() + " ms");
            assertThat(took).isLessThan(SHOWN);

            assertThat(herd.cli("resume", "--all").code()).isZero();
            var panes = new HashSet<PaneRef>();
            for (String name : NAMES) {
                herd.awaits(name, "waiting");
                Agent agent = herd.agent(name);
                panes.add(agent.pane().orElseThrow());
                assertThat(agent.conversation()).contains(conversations.get(name));
                assertThat(herd.prompts(name, "look at " + name)).as(name).isEqualTo(1);
            }
            assertThat(panes).hasSize(NAMES.size());
            assertThat(herd.fate(herd.send(NAMES.getLast(), "go on")))
                    .isEqualTo(Message.Fate.DELIVERED);
            assertThat(herd.heard(NAMES.getLast())).containsExactly("go on");
        } finally {
            herd.close();
        }
    }

    @Test
    @Timeout(120)
    void a_loss_while_no_engine_ran_is_found_at_the_next_start(@TempDir Path folder)
            throws Exception {
        var herd = TestHerd.started(folder);
        try {
            herd.spawn("ann", "look");
            herd.awaits("ann", "waiting");
            long server = herd.agent("ann").pane().orElseThrow().server();
            herd.stop();
            assertThat(ProcessHandle.of(server).orElseThrow().destroyForcibly()).isTrue();
            ProcessHandle.of(server).ifPresent(p -> p.onExit().join());
            herd.start();
            assertThat(herd.world().agent(new AgentId("ann")).orElseThrow().state())
                    .isInstanceOf(State.Interrupted.class);
            assertThat(herd.cli("resume", "ann").code()).isZero();
            herd.awaits("ann", "waiting");
            assertThat(herd.prompts("ann", "look")).isEqualTo(1);
        } finally {
            herd.close();
        }
    }

    @Test
    @Timeout(120)
    void all_that_can_be_resumed_are_and_the_others_are_named(@TempDir Path folder)
            throws Exception {
        var herd = TestHerd.started(folder);
        try {
            herd.spawn("ann", "look");
            herd.cli("spawn", "shell", "--no-worktree", "--command", "cat");
            herd.awaits("ann", "waiting");
            long server = herd.agent("ann").pane().orElseThrow().server();
            assertThat(ProcessHandle.of(server).orElseThrow().destroyForcibly()).isTrue();
            herd.awaits("ann", "interrupted");
            herd.awaits("shell", "interrupted");

            Outside.Ran ran = herd.cli("resume", "--all", "--json");

            assertThat(ran.code()).as(ran.err()).isZero();
            assertThat(ran.err()).startsWith("skipped: shell: the runtime shell can't be resumed");
            var answer = new ObjectMapper().readTree(ran.out());
            assertThat(Schemas.faults("resume", answer)).isEmpty();
            assertThat(answer.path("data").findValuesAsText("name")).containsExactly("ann");
            assertThat(answer.path("results").findValuesAsText("result"))
                    .containsExactly("done", "skipped");
            herd.awaits("ann", "waiting");
            Outside.Ran rest = herd.cli("resume", "--all");
            assertThat(rest.code()).isZero();
            assertThat(rest.err()).startsWith("skipped: shell");
            assertThat(herd.cli("resume", "shell").code()).isEqualTo(1);
        } finally {
            herd.close();
        }
    }
}
