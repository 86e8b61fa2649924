package dev.kelpie.tui;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kelpie.model.Activity;
import dev.kelpie.model.AgentId;
import dev.kelpie.model.Usage;
import dev.kelpie.verb.Answer;
import java.util.List;
import org.junit.jupiter.api.Test;

class ApproveDialogTest {
    private static final AgentId ANN = new AgentId("ann");

    /// Three that ask, all marked.
    private final Player player =
            new Player(
                    Herd.model(
                            Herd.world(
                                    Herd.agent("a1", Herd.asks("First?"), 30, Usage.NONE),
                                    Herd.agent("b2", Herd.asks("Second?"), 20, Usage.NONE),
                                    Herd.agent("c3", Herd.asks("Third?"), 10, Usage.NONE)),
                            80,
                            24));

    @Test
    void a_burst_of_keys_answers_only_the_question_that_was_seen() {
        player.press("space", "space", "space", "a", "1", "1", "1", "enter", "enter");
        assertThat(player.asked()).containsExactly(answered("a1", "First?"));
        assertThat(player.said())
                .isEqualTo("this is the next question, 2 of 3: nothing is answered yet");
        assertThat(player.picture()).contains("b2 asks, 2 of 3", "Second?");
        player.send(new Msg.Tick(Herd.NOW.plusMillis(499))).press("1");
        player.send(new Msg.Click(30, 12, Msg.Button.LEFT));
        assertThat(player.asked()).as("too soon to have been read").isEmpty();
        player.send(new Msg.Tick(Herd.NOW.plusMillis(500))).press("1", "1");
        assertThat(player.asked()).containsExactly(answered("b2", "Second?"));
        player.send(new Msg.Tick(Herd.NOW.plusMillis(1000))).press("1");
        assertThat(player.asked()).containsExactly(answered("c3", "Third?"));
        assertThat(player.model().overlay()).isEmpty();
    }

    @Test
    void keys_that_came_before_the_question_was_painted_answer_nothing() {
        var asking = one("Delete all?", "Yes", "No");
        asking.burst("a", "1", "enter", "down").send(new Msg.Click(30, 12, Msg.Button.LEFT));
        assertThat(asking.asked()).isEmpty();
        assertThat(asking.picture()).contains("Delete all?");
        assertThat(asking.press("enter").asked().toString()).contains("option=Yes");
        assertThat(asking.burst("a", "esc").model().overlay()).as("leaving harms nobody").isEmpty();
    }

    @Test
    void an_option_for_a_text_of_ones_own_is_not_answered_without_one() {
        var asking = one("Which colour?", "Red", "Type something.");
        assertThat(asking.press("a", "2").asked()).isEmpty();
        assertThat(asking.said()).isEqualTo("attach to ann to write an answer of your own");
        assertThat(asking.press("1").asked()).hasSize(1);
    }

    @Test
    void where_no_option_can_be_seen_enter_attaches() {
        var asking = one("What now?");
        assertThat(asking.press("a").picture())
                .contains("No options can be seen; Enter attaches to answer.");
        assertThat(asking.press("enter").asked()).containsExactly(new Ask.Attach(ANN));
    }

    @Test
    void a_long_question_is_read_by_pages_and_its_options_are_always_there() {
        var question = "Run `" + "make all && ".repeat(60) + "LAST`?";
        var asking =
                new Player(
                        Herd.model(
                                Herd.world(Herd.agent("ann", Herd.asks(question), 1, Usage.NONE)),
                                40,
                                12));
        assertThat(asking.press("a").picture())
                .contains("1 yes", "3 no", "PgUp PgDn")
                .doesNotContain("LAST");
        for (int i = 0; i < 20; i++) {
            asking.press("pgdn");
        }
        assertThat(asking.picture()).contains("LAST", "1 yes", "3 no");
        asking.press("3");
        assertThat(asking.asked()).hasSize(1);
    }

    @Test
    void a_long_option_is_read_to_its_end_and_clicked_on_any_line() {
        var option = "Yes, and do not ask again for commands that begin with make in this folder";
        var asking = one("Run make?", "Yes", option);
        var lines = asking.press("a").picture().lines().toList();
        int row = 0;
        while (!lines.get(row).contains("in this folder")) {
            row++;
        }
        asking.send(new Msg.Click(30, row, Msg.Button.LEFT));
        assertThat(asking.asked())
                .containsExactly(
                        new Ask.Do(
                                new Answer(ANN, "Run make?", option),
                                "ann: \"" + Words.excerpt(option) + "\""));
    }

    private static Player one(String question, String... options) {
        var waiting = new Activity.Waiting(Activity.Why.QUESTION, question, List.of(options));
        return new Player(
                Herd.model(Herd.world(Herd.agent("ann", waiting, 1, Usage.NONE)), 60, 24));
    }

    private static Ask answered(String agent, String question) {
        return new Ask.Do(new Answer(new AgentId(agent), question, "yes"), agent + ": \"yes\"");
    }
}
