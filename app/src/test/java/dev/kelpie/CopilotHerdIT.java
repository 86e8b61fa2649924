package dev.kelpie;

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
        copilot.worksOffAPromptAndATextAndStops();
    }

    @Test
    void a_permission_is_shown_a_text_waits_behind_it_and_the_answer_lets_the_tool_run()
            throws Exception {
        copilot.holdsATextBehindItsQuestion(
                "bash {\"command\":\"touch made-it\",\"description\":\"Make\"}",
                () -> copilot.answer(copilot.untilAsks()));
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
