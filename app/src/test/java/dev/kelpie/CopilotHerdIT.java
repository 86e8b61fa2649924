package dev.kelpie;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kelpie.model.Activity;
import dev.kelpie.model.Message;
import dev.kelpie.model.MessageId;
import dev.kelpie.standin.CopilotOffline;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The real Copilot as an agent of a real herd, offline.
class CopilotHerdIT {
    @TempDir Path folder;

    @AutoClose private RealAgent copilot;

    @BeforeEach
    void begin() throws Exception {
        copilot = new RealAgent(folder, new CopilotOffline());
    }

    @Test
    void it_works_off_its_prompt_and_a_text_and_leaves_no_process_when_it_is_stopped()
            throws Exception {
        copilot.spawn("[[slow 3s]] [[say hello there from the model]]");
        copilot.herd.awaits("ann", "working");
        copilot.untilAnswers("hello there from the model");
        copilot.untilDone();
        copilot.untilTold("[[slow 2s]] [[say and once more]]", "and once more");
        copilot.untilDone();
        copilot.untilStopped();
    }

    @Test
    void a_permission_is_shown_a_text_waits_behind_it_and_the_answer_lets_the_tool_run()
            throws Exception {
        copilot.spawn(
                "[[tool bash {\"command\":\"touch made-it\",\"description\":\"Make\"}]]"
                        + " [[say all done]]");
        Activity.Waiting asked = copilot.untilAsks();
        assertThat(asked.why()).isEqualTo(Activity.Why.PERMISSION);
        MessageId held = copilot.send("[[say and this]]");
        assertThat(copilot.herd.tree("ann").resolve("made-it")).doesNotExist();
        copilot.answer(asked);
        copilot.untilMade("made-it");
        assertThat(copilot.herd.fate(held)).isEqualTo(Message.Fate.DELIVERED);
        copilot.untilAnswers("and this");
    }

    @Test
    void killed_it_is_resumed_with_its_conversation() throws Exception {
        copilot.spawn("[[say remember me]]");
        copilot.untilAnswers("remember me");
        copilot.untilDone();
        copilot.shoot();
        copilot.untilEnded();
        copilot.resume();
        copilot.untilAnswers("remember me");
        copilot.untilTold("[[say and on]]", "and on");
    }
}
