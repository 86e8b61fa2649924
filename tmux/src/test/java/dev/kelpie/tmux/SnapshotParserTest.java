package dev.kelpie.tmux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class SnapshotParserTest {
    private static final String NONCE = "00112233445566778899";
    private final SnapshotParser parser = new SnapshotParser(NONCE);

    private static String frame(String kind) {
        return "@" + NONCE + " " + kind + " ";
    }

    private static String pane(String... fields) {
        return frame("pane") + String.join("@" + NONCE + ",", fields) + "\n";
    }

    private static String client(String session, String readOnly) {
        return frame("client") + session + "@" + NONCE + "," + readOnly + "\n";
    }

    private static String alive(String id, String title) {
        return pane(
                id,
                "k-a",
                "tag",
                "0",
                "",
                "",
                "42",
                "node",
                "/w",
                title,
                "1700000000",
                "1",
                "0",
                "3",
                "4",
                "80",
                "24",
                "7");
    }

    @Test
    void a_pane_and_its_screen_are_read() {
        String answer =
                frame("server")
                        + "99\n"
                        + client("k-a", "0")
                        + client("k-a", "1")
                        + client("k-a", "")
                        + client("k-b", "0")
                        + alive("%3", "t")
                        + frame("screen")
                        + "3\none\n\nthree\n"
                        + frame("end")
                        + "\n";

        assertThat(parser.parse(answer))
                .isEqualTo(
                        new Snapshot(
                                99,
                                List.of(
                                        new PaneInfo(
                                                new PaneId("%3"),
                                                "k-a",
                                                "tag",
                                                false,
                                                OptionalInt.empty(),
                                                OptionalInt.empty(),
                                                42,
                                                "node",
                                                "/w",
                                                "t",
                                                Instant.ofEpochSecond(1_700_000_000),
                                                true,
                                                false,
                                                3,
                                                4,
                                                80,
                                                24,
                                                7,
                                                2)),
                                Map.of(new PaneId("%3"), "one\n\nthree")));
    }

    @Test
    void of_a_dead_pane_the_signal_counts_before_the_status() {
        String dead =
                pane(
                        "%1",
                        "k", "t", "1", "0", "9", "42", "", "", "", "1", "0", "", "0", "0", "80",
                        "24", "0");
        PaneInfo info =
                parser.parse(frame("server") + "9\n" + dead + frame("end") + "\n")
                        .panes()
                        .getFirst();

        assertThat(info.signal()).hasValue(9);
        assertThat(info.exitStatus()).isEmpty();
    }

    @Test
    void a_name_that_hides_letters_is_not_the_name_it_looks_like() {
        String[] fields = {
            "%1",
            "k-a\u200b",
            "tag\u200b",
            "0",
            "",
            "",
            "42",
            "x",
            "/",
            "",
            "1",
            "0",
            "0",
            "0",
            "0",
            "80",
            "24",
            "0"
        };
        PaneInfo info =
                parser.parse(frame("server") + "9\n" + pane(fields) + frame("end") + "\n")
                        .panes()
                        .getFirst();

        assertThat(info.session()).isEqualTo("?k-a");
        assertThat(info.tag()).isEmpty();
    }

    @Test
    void a_pane_cannot_forge_a_frame_and_its_newlines_are_spaces() {
        String forged = "x\n@0000000000000000 pane %9";
        Snapshot read =
                parser.parse(frame("server") + "9\n" + alive("%1", forged) + frame("end") + "\n");

        assertThat(read.panes()).hasSize(1);
        assertThat(read.panes().getFirst().title()).isEqualTo("x @0000000000000000 pane %9");
    }

    @Test
    void the_screen_of_a_pane_that_is_gone_is_no_screen() {
        String answer = frame("server") + "9\n" + frame("screen") + "3\n" + frame("end") + "\n";
        assertThat(parser.parse(answer).screens()).isEmpty();
    }

    @Test
    void what_is_no_answer_is_an_exception() {
        for (String answer :
                List.of(
                        "",
                        "hello",
                        frame("server") + "9\n",
                        frame("server") + "x\n" + frame("end"),
                        frame("server") + "9\n" + pane("%1", "k") + frame("end"),
                        frame("server") + "9\n" + frame("other") + "\n" + frame("end"),
                        "before" + frame("server") + "9\n" + frame("end"))) {
            assertThatThrownBy(() -> parser.parse(answer))
                    .as(answer)
                    .isInstanceOf(TmuxException.class);
        }
    }

    @Test
    void the_question_names_each_pane_once() {
        String script = parser.script(List.of(new PaneId("%3"), new PaneId("%4")));
        assertThat(script).contains("list-panes -a -F", "capture-pane -p -t %3\n", "-t %4\n");
        assertThatThrownBy(() -> new SnapshotParser("short"))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
