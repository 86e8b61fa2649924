package dev.kelpie;

import dev.kelpie.standin.GeminiOffline;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The real Gemini as an agent of a real herd, offline.
class GeminiHerdIT {
    @TempDir Path folder;

    @AutoClose private RealAgent gemini;

    @BeforeEach
    void begin() throws Exception {
        gemini = new RealAgent(folder, new GeminiOffline());
    }

    @Test
    void it_works_off_its_prompt_and_a_text_and_leaves_no_process_when_it_is_stopped()
            throws Exception {
        gemini.worksOffAPromptAndATextAndStops();
    }

    @Test
    void a_permission_is_shown_a_text_waits_behind_it_and_the_answer_lets_the_tool_run()
            throws Exception {
        gemini.holdsATextBehindItsQuestion(
                "run_shell_command {\"command\":\"touch made-it\",\"description\":\"Make\"}",
                () -> gemini.answer(gemini.untilAsks()));
    }

    @Test
    void escape_in_its_pane_is_an_interruption_and_the_next_text_arrives() throws Exception {
        gemini.spawn("[[say a slow answer that takes its time]] [[slow 1m]]");
        gemini.untilAnswers("a slow");
        gemini.press("Escape");
        gemini.untilInterrupted();
        gemini.untilTold("[[say and on]]", "and on");
    }
}
