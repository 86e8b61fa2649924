package dev.kelpie.hands.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kelpie.hands.spool.Spool;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class HookFactsTest {
    private HookFacts facts = HookFacts.NONE;

    private void told(String event, String payload) {
        var entry = new Spool.Entry(event, event, Instant.EPOCH, payload);
        facts = facts.after(entry).facts();
    }

    @Test
    void subagents_at_work_are_those_that_began_and_have_not_ended() {
        told("SubagentStart", "{\"agent_id\":\"a\",\"agent_type\":\"explore\"}");
        told("SubagentStart", "{\"agent_id\":\"b\",\"agent_type\":\"explore\"}");
        told("PreToolUse", "{\"agent_id\":\"b\",\"tool_name\":\"Read\"}");
        assertThat(facts.subagents()).containsExactlyInAnyOrder("a", "b");

        told("SubagentStop", "{\"agent_id\":\"a\",\"agent_type\":\"explore\"}");
        assertThat(facts.subagents()).containsExactly("b");
    }

    @Test
    void the_end_of_a_turn_with_nothing_in_the_background_is_the_end_of_all() {
        told("SubagentStart", "{\"agent_id\":\"a\",\"agent_type\":\"explore\"}");
        told("Stop", "{\"background_tasks\":[{\"type\":\"subagent\",\"status\":\"running\"}]}");
        assertThat(facts.subagents()).containsExactly("a");

        told("Stop", "{\"background_tasks\":[]}");
        assertThat(facts.subagents()).isEmpty();
    }
}
