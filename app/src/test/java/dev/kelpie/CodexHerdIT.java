package dev.kelpie;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kelpie.model.Activity;
import dev.kelpie.model.AgentId;
import dev.kelpie.model.Exit;
import dev.kelpie.model.Message;
import dev.kelpie.model.MessageId;
import dev.kelpie.model.State;
import dev.kelpie.standin.CodexOffline;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The real Codex as an agent of a real herd, offline.
class CodexHerdIT {
    private static final String TOUCH =
            "[[tool exec_command {\"cmd\":\"touch made-it\",\"sandbox_permissions\":"
                    + "\"require_escalated\",\"justification\":\"May I make a file?\"}]]";

    @TempDir Path folder;

    @AutoClose private RealAgent codex;
    private TestHerd herd;

    @BeforeEach
    void begin() throws Exception {
        codex = new RealAgent(folder, new CodexOffline());
        herd = codex.herd;
    }

    @Test
    void it_works_off_its_prompt_and_tells_its_context() throws Exception {
        codex.spawn("[[think 2s]] [[say hello there]] [[usage 129950 50]]");
        herd.awaits("ann", "booting");
        herd.awaits("ann", "working");
        codex.untilDone();
        assertThat(herd.screen("ann")).contains("hello there");
        herd.until(
                "the context is as its own status line counts it",
                w ->
                        w.agent(new AgentId("ann"))
                                .map(a -> a.usage().contextPercent().equals(Optional.of(48)))
                                .orElse(false));
        assertThat(codex.conversation()).isNotEmpty();
        assertThat(herd.prompts("ann", "[[think 2s]] [[say hello there]] [[usage 129950 50]]"))
                .isEqualTo(1);
    }

    @Test
    void a_permission_is_shown_held_texts_wait_and_the_answer_lets_the_tool_run() throws Exception {
        codex.spawn(TOUCH + " [[say done]]");
        Activity.Waiting asked = codex.untilAsks();
        assertThat(asked.why()).isEqualTo(Activity.Why.PERMISSION);
        assertThat(asked.question()).contains("touch made-it");
        MessageId held = codex.send("[[say and this]]");
        assertThat(herd.tree("ann").resolve("made-it")).doesNotExist();
        assertThat(herd.world().messages().get(held))
                .isNotNull()
                .extracting(Message::phase)
                .isEqualTo(Message.Phase.QUEUED);
        codex.answer(asked);
        codex.untilMade("made-it");
        assertThat(herd.fate(held)).isEqualTo(Message.Fate.DELIVERED);
        codex.untilSaid("and this");
        codex.untilDone();
        assertThat(herd.prompts("ann", "[[say and this]]")).isEqualTo(1);
    }

    @Test
    void begun_without_a_prompt_it_is_soon_ready_and_takes_the_text_that_waited() throws Exception {
        codex.spawn("");
        MessageId id = codex.send("[[say at once]]");
        codex.untilSaid("at once");
        codex.untilDone();
        assertThat(herd.fate(id)).isEqualTo(Message.Fate.DELIVERED);
        assertThat(herd.prompts("ann", "[[say at once]]")).isEqualTo(1);
        assertThat(codex.turns()).isEqualTo(1);
    }

    @Test
    void a_text_during_a_turn_arrives_after_it_once() throws Exception {
        codex.spawn("[[slow 4s]] [[say first of all]]");
        herd.awaits("ann", "working");
        MessageId id = codex.send("[[say second]]");
        assertThat(herd.fate(id)).isEqualTo(Message.Fate.DELIVERED);
        codex.untilSaid("second");
        codex.untilDone();
        assertThat(herd.prompts("ann", "[[say second]]")).isEqualTo(1);
        assertThat(codex.turns()).isEqualTo(2);
    }

    @Test
    void escape_in_its_pane_is_an_interruption_and_the_next_text_arrives() throws Exception {
        codex.spawn("[[say " + "a line\n".repeat(30) + "]] [[slow 1m]]");
        codex.untilShows("• a line");
        herd.awaits("ann", "working");
        codex.press("Escape");
        codex.untilInterrupted();
        codex.send(TOUCH);
        codex.untilAsks();
        codex.press("Escape");
        codex.untilInterrupted();
        assertThat(herd.tree("ann").resolve("made-it")).doesNotExist();
        codex.send("[[say and on]]");
        codex.untilSaid("and on");
        codex.untilDone();
    }

    @Test
    void killed_it_is_seen_to_be_and_resumed_it_goes_on_with_its_conversation() throws Exception {
        codex.spawn("[[say remember me]]");
        codex.untilDone();
        String conversation = codex.conversation();
        codex.shoot();
        codex.untilEnded();
        assertThat(((State.Ended) herd.agent("ann").state()).exit()).isEqualTo(new Exit.Signal(9));
        codex.resume();
        codex.untilDone();
        codex.send("[[say on we go]]");
        codex.untilSaid("on we go");
        codex.untilDone();
        assertThat(herd.agent("ann").conversation()).contains(conversation);
        assertThat(herd.prompts("ann", "[[say remember me]]")).isEqualTo(1);
        assertThat(codex.turns()).isEqualTo(2);
    }

    @Test
    void an_error_of_the_model_is_shown_and_the_next_text_arrives() throws Exception {
        codex.spawn("[[error 400]]");
        herd.awaits("ann", "error");
        codex.send("[[say again]]");
        codex.untilSaid("again");
        codex.untilDone();
    }
}
