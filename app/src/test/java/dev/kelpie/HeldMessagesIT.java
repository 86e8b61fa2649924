package dev.kelpie;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kelpie.model.Alert;
import dev.kelpie.model.Event;
import dev.kelpie.model.Message;
import dev.kelpie.tmux.LocalTmux;
import dev.kelpie.tmux.PaneId;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A message that can't be typed because a person is in the middle of a sentence of their own.
class HeldMessagesIT {
    private static final String WHY =
            "somebody's unsent text is in its composer; send or delete it there";

    @TempDir Path folder;
    private TestHerd herd;
    private LocalTmux tmux;

    @BeforeEach
    void herd() throws Exception {
        herd = TestHerd.started(folder);
        tmux =
                new LocalTmux(
                        herd.home.socket(),
                        Programs.find("tmux", herd.environment, "install tmux"),
                        herd.home.tmux());
    }

    @AfterEach
    void end() throws Exception {
        tmux.close();
        herd.close();
    }

    @Test
    void everybody_is_told_why_once_and_it_arrives_when_the_way_is_free() throws Exception {
        herd.spawn("one", "");
        herd.awaits("one", "waiting");
        PaneId pane = new PaneId(herd.agent("one").pane().orElseThrow().pane());
        tmux.paste(pane, "half a sentence");
        herd.until("the draft stands", _ -> tmux.capture(pane, 0, false).contains("half a"));

        // Long enough for more than one look.
        Outside.Ran waited = herd.cli("send", "one", "hello", "--wait", "--timeout", "4s");

        assertThat(waited.code()).isEqualTo(4);
        assertThat(waited.err()).contains("it has not arrived yet: " + WHY);
        assertThat(herd.eventsOf(Event.DeliveryStarted.class)).hasSize(1);
        assertThat(herd.eventsOf(Event.DeliveryEnded.class)).hasSize(1);
        assertThat(Alert.of(herd.world()))
                .extracting(Alert::rule, Alert::text)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(
                                "held", "one can't be given its message: " + WHY));
        assertThat(herd.cli("status").out()).contains("! one can't be given its message: " + WHY);
        assertThat(herd.cli("status", "one", "--json").out()).contains("\"held\":\"" + WHY);
        assertThat(herd.cli("explain", "one").out()).contains(WHY);
        Outside.Ran second = herd.cli("send", "one", "and this");
        assertThat(second.code()).isZero();
        assertThat(second.out()).contains("queued: " + WHY + "; the text is kept for it");

        tmux.press(pane, List.of("C-u"));

        herd.until("all have arrived", w -> w.messages().isEmpty());
        assertThat(herd.eventsOf(Event.DeliveryEnded.class))
                .filteredOn(e -> e.fate() == Message.Fate.DELIVERED)
                .hasSize(2);
        assertThat(herd.heard("one")).containsExactly("hello", "and this");
        assertThat(Alert.of(herd.world())).isEmpty();
    }
}
