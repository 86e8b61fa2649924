package dev.kelpie;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kelpie.model.PaneRef;
import dev.kelpie.tmux.LocalTmux;
import dev.kelpie.tmux.PaneId;
import dev.kelpie.tmux.PaneInfo;
import dev.kelpie.tmux.PaneSpec;
import dev.kelpie.tui.Size;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class FollowedAgentIT {
    private static final Size VIEW = new Size(58, 20);

    @TempDir Path folder;
    private LocalTmux tmux;
    private FollowedAgent followed;

    @BeforeEach
    void open() throws Exception {
        folder = folder.toRealPath();
        tmux =
                new LocalTmux(
                        "kelpie-test-follow-" + ProcessHandle.current().pid(),
                        Path.of("tmux"),
                        folder.resolve("config"));
        followed = new FollowedAgent(tmux, _ -> {});
    }

    @AfterEach
    void end() {
        followed.close();
        tmux.killServer();
        tmux.close();
    }

    @Test
    void the_whole_of_an_agents_screen_is_the_picture_and_it_keeps_its_size() throws Exception {
        PaneId a = cat("a");
        followed.follow(ref(a), VIEW, false);
        seen("a is up");
        assertThat(followed.picture().orElseThrow().size()).isEqualTo(new Size(120, 40));
        assertThat(size(a)).isEqualTo("120x40");
        assertThat(size(cat("b"))).isEqualTo("120x40");
    }

    @Test
    void what_is_typed_just_before_live_mode_ends_still_arrives() throws Exception {
        PaneId a = cat("a");
        for (String text : List.of("first", "second", "third")) {
            followed.follow(ref(a), VIEW, true);
            followed.type(text + "\r");
            followed.follow(ref(a), VIEW, false);
            Built.until(text, () -> tmux.capture(a, 0, false).contains(text + "\n" + text));
        }
        Built.until("its own size", () -> size(a).equals("120x40"));
    }

    @Test
    void what_is_typed_for_a_session_that_has_ended_reaches_nobody() throws Exception {
        PaneId a = cat("a");
        PaneId b = cat("b");
        followed.follow(ref(a), VIEW, true);
        followed.type("for a\r");
        Built.until("a has it", () -> tmux.capture(a, 0, false).contains("for a\nfor a"));
        tmux.kill(a);

        followed.type("ZZZ");
        followed.follow(Optional.empty(), VIEW, true);
        followed.type("YYY");
        Built.until("the worker waits", FollowedAgentIT::workerWaits);
        followed.follow(ref(b), VIEW, true);
        followed.type("for b\r");

        Built.until("b has it", () -> tmux.capture(b, 0, false).contains("for b\nfor b"));
        assertThat(tmux.capture(b, 0, false)).doesNotContain("ZZZ").doesNotContain("YYY");
        followed.follow(ref(b), VIEW, false);
        Built.until("its own size", () -> size(b).equals("120x40"));
        followed.type("XXX");
        followed.follow(ref(b), VIEW, true);
        followed.type("again\r");
        Built.until("b has it", () -> tmux.capture(b, 0, false).contains("again\nagain"));
        assertThat(tmux.capture(b, 0, false)).doesNotContain("XXX");
    }

    /// In a row of glances: one that goes round and round would be met at work.
    private static boolean workerWaits() {
        var worker =
                Thread.getAllStackTraces().keySet().stream()
                        .filter(t -> t.getName().equals("kelpie-follow-worker"))
                        .findFirst()
                        .orElseThrow();
        for (int i = 0; i < 1000; i++) {
            if (worker.getState() != Thread.State.WAITING) {
                return false;
            }
        }
        return true;
    }

    private PaneId cat(String name) throws Exception {
        PaneId pane =
                tmux.open(
                        new PaneSpec(
                                name,
                                "tag-" + name,
                                folder,
                                Map.of("PATH", System.getenv("PATH")),
                                List.of("sh", "-c", "echo " + name + " is up; exec cat"),
                                120,
                                40));
        Built.until("it is up", () -> tmux.capture(pane, 0, false).contains(name + " is up"));
        return pane;
    }

    private static Optional<PaneRef> ref(PaneId pane) {
        return Optional.of(new PaneRef(pane.value(), 1, 1));
    }

    private void seen(String text) throws Exception {
        Built.until(
                text + " is seen",
                () -> followed.picture().filter(p -> p.picture().contains(text)).isPresent());
    }

    private String size(PaneId pane) {
        PaneInfo info =
                tmux.snapshot(Set.of()).panes().stream()
                        .filter(each -> each.id().equals(pane))
                        .findFirst()
                        .orElseThrow();
        return info.columns() + "x" + info.rows();
    }
}
