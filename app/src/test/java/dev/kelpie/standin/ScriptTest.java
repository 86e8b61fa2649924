package dev.kelpie.standin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ScriptTest {
    @Test
    void what_follows_a_tool_call_is_said_after_its_result() {
        var script =
                Script.parse("[[say hi]] [[tool Bash {\"command\":\"x [[y]] z\"}]] [[say bye]]");
        assertThat(script.turns()).hasSize(2);
        assertThat(script.turn(0).text()).isEqualTo("hi");
        assertThat(script.turn(0).calls())
                .containsExactly(new Turn.Call("Bash", Json.of("command", "x [[y]] z")));
        assertThat(script.turn(1).text()).isEqualTo("bye");
        assertThat(script.turn(2).text()).isEqualTo("Done.");
    }

    @Test
    void calls_joined_by_also_are_one_response() {
        var script =
                Script.parse("[[tool Read {\"a\":1}]] [[also Read {\"a\":2}]] [[tool Bash {}]]");
        assertThat(script.turns()).extracting(turn -> turn.calls().size()).containsExactly(2, 1);
    }

    @Test
    void usage_holds_until_it_is_said_anew_and_delays_do_not() {
        var script = Script.parse("[[usage 28000 7]] [[slow 5s]] [[tool Bash {}]] [[say on]]");
        assertThat(script.turn(0).stream()).isEqualTo(Duration.ofSeconds(5));
        assertThat(script.turn(1).stream()).isZero();
        assertThat(script.turn(1).usage()).isEqualTo(new Turn.Usage(28_000, 7));
    }

    @Test
    void an_error_is_for_ever_unless_it_is_counted() {
        assertThat(Script.failsForEver("[[error 429]]")).isTrue();
        assertThat(Script.failsForEver("[[error 429 2]]")).isFalse();
        assertThat(Script.failsForEver("[[quota five_hour 100 1h]]")).isTrue();
        assertThat(Script.failsForEver("[[quota five_hour 99 1h]]")).isFalse();
    }

    @Test
    void an_unknown_directive_is_named() {
        assertThatThrownBy(() -> Script.parse("[[sing a song]]"))
                .isInstanceOf(Script.Unreadable.class)
                .hasMessageContaining("[[sing]]");
        assertThatThrownBy(() -> Script.parse("[[slow soon]]"))
                .isInstanceOf(Script.Unreadable.class);
    }

    @Test
    void the_last_prompt_counts_and_reminders_are_none() {
        var messages =
                Json.parse(
                        """
                        [{"role":"user","content":"[[say old]]"},
                         {"role":"assistant","content":"old"},
                         {"role":"user","content":[{"type":"text","text":"<system-reminder>[[say no]]</system-reminder>"},
                                                   {"type":"text","text":"[[tool A {}]] [[say new]]"}]},
                         {"role":"system","content":"[[say never]]"},
                         {"role":"assistant","content":[{"type":"tool_use"}]},
                         {"role":"user","content":[{"type":"tool_result","content":"[[say result]]"}]}]
                        """);
        var conversation = MessagesStandIn.conversation(messages);
        assertThat(conversation).isEqualTo(new Conversation("[[tool A {}]] [[say new]]", 1));
        assertThat(conversation.next().text()).isEqualTo("new");
    }
}
