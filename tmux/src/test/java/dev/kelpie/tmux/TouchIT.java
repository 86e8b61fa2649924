package dev.kelpie.tmux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kelpie.tmux.Tmux.Touch;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TouchIT {
    /// A program that asks for bracketed paste and keeps every byte.
    private static final String READER =
            "stty raw -echo; printf '\\033[?2004hready'; exec cat > got";

    private final Rig rig = new Rig();

    @AfterEach
    void end() {
        rig.close();
    }

    private PaneId reader(String name) {
        PaneId pane = rig.shell(name, READER);
        rig.untilShown(pane, "ready");
        return pane;
    }

    private void untilGot(String expected) {
        Rig.until("got " + expected.length() + " chars", () -> got().length() >= expected.length());
        assertThat(got()).isEqualTo(expected);
    }

    private String got() {
        return Rig.read(rig.file("got"));
    }

    @Test
    void a_text_arrives_as_one_bracketed_paste_without_enter() {
        PaneId pane = reader("a");

        assertThat(rig.tmux.paste(pane, "first\nsecond\tthird;")).isEqualTo(Touch.DONE);

        untilGot("\u001b[200~first\nsecond\tthird;\u001b[201~");
        assertThat(rig.raw("list-buffers")).isEmpty();
    }

    @Test
    void hostile_texts_are_only_texts() {
        PaneId pane = reader("a");

        rig.tmux.paste(pane, "-l #(touch x) $(touch y) \u001b[201~\rout;");

        untilGot("\u001b[200~-l #(touch x) $(touch y) [201~\nout;\u001b[201~");
        assertThat(rig.file("x")).doesNotExist();
        assertThat(rig.file("y")).doesNotExist();
    }

    @Test
    void a_megabyte_arrives_byte_for_byte() throws IOException {
        PaneId pane = reader("a");
        StringBuilder text = new StringBuilder();
        for (int line = 0; text.length() < 1_000_000; line++) {
            text.append(line).append(" – 日本語 👍 ;\n");
        }

        assertThat(rig.tmux.paste(pane, text.toString())).isEqualTo(Touch.DONE);

        String whole = "\u001b[200~" + text + "\u001b[201~";
        untilGot(whole);
        assertThat(Files.readAllBytes(rig.file("got")))
                .isEqualTo(whole.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void a_dead_pane_is_refused_and_the_server_lives() {
        PaneId pane = rig.shell("a", "exit 3");
        PaneId other = rig.shell("b", "exec cat");
        rig.untilDead(pane);
        long server = rig.tmux.snapshot(Set.of()).serverPid();

        for (int i = 0; i < 20; i++) {
            assertThat(rig.tmux.paste(pane, "to nobody")).isEqualTo(Touch.DEAD);
            assertThat(rig.tmux.press(pane, List.of("Enter"))).isEqualTo(Touch.DEAD);
        }

        Snapshot after = rig.tmux.snapshot(Set.of());
        assertThat(after.serverPid()).isEqualTo(server);
        assertThat(after.panes()).extracting(PaneInfo::id).containsExactlyInAnyOrder(pane, other);
        assertThat(rig.raw("list-buffers")).isEmpty();
    }

    @Test
    void a_pane_that_dies_at_any_moment_never_takes_the_server_down() {
        rig.shell("stay", "exec cat");
        long server = rig.tmux.snapshot(Set.of()).serverPid();
        for (int i = 0; i < 25; i++) {
            PaneId pane = rig.shell("die-" + i, "exit 0");
            assertThat(rig.tmux.paste(pane, "text")).isIn(Touch.DONE, Touch.DEAD);
        }
        assertThat(rig.tmux.snapshot(Set.of()).serverPid()).isEqualTo(server);
        assertThat(rig.raw("list-buffers")).isEmpty();
    }

    @Test
    void a_pane_that_is_gone_is_told_from_a_dead_one() {
        PaneId gone = new PaneId("%99");
        assertThat(rig.tmux.paste(gone, "text")).isEqualTo(Touch.GONE);
        rig.shell("a", "exec cat");

        assertThat(rig.tmux.paste(gone, "text")).isEqualTo(Touch.GONE);
        assertThat(rig.tmux.paste(gone, "")).isEqualTo(Touch.GONE);
        assertThat(rig.tmux.press(gone, List.of("Enter"))).isEqualTo(Touch.GONE);
        assertThat(rig.tmux.capture(gone, 0, false)).isEmpty();
        assertThat(rig.raw("list-buffers")).isEmpty();
    }

    @Test
    void copy_mode_and_other_modes_are_left_first() {
        PaneId pane = reader("a");
        for (String mode : List.of("copy-mode", "clock-mode", "choose-tree")) {
            rig.raw(mode, "-t", pane.value());
            assertThat(rig.info(pane).inMode()).isTrue();
        }

        assertThat(rig.tmux.paste(pane, "in")).isEqualTo(Touch.DONE);
        assertThat(rig.info(pane).inMode()).isFalse();
        rig.raw("copy-mode", "-t", pane.value());
        assertThat(rig.tmux.press(pane, List.of("Enter"))).isEqualTo(Touch.DONE);

        untilGot("\u001b[200~in\u001b[201~\r");
    }

    @Test
    void keys_go_in_order_and_only_keys_go() {
        PaneId pane = reader("a");

        Touch touch =
                rig.tmux.press(
                        pane, List.of("1", ";", "-", "#", "é", "Space", "C-c", "Enter", "~"));

        assertThat(touch).isEqualTo(Touch.DONE);
        untilGot("1;-#é \u0003\r~");
        for (String text :
                List.of("", "ls", "Enter x", "0x41", "\u001b", "\n", "%1", "C-;", "-l")) {
            assertThatThrownBy(() -> rig.tmux.press(pane, List.of(text)))
                    .as(text)
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void a_longer_name_is_not_meant() {
        PaneId longer = rig.shell("ab-1", "exec cat");
        PaneId shorter = rig.shell("ab", "exec cat");

        assertThat(rig.tmux.kill(shorter)).isTrue();
        assertThat(rig.tmux.kill(shorter)).isFalse();

        assertThat(rig.tmux.snapshot(Set.of()).panes())
                .extracting(PaneInfo::id)
                .containsExactly(longer);
    }
}
