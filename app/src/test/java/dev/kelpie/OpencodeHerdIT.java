package dev.kelpie;

import dev.kelpie.standin.OpencodeOffline;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The real Opencode as an agent of a real herd, offline.
class OpencodeHerdIT {
    @TempDir Path folder;

    @AutoClose private RealAgent opencode;

    @BeforeEach
    void begin() throws Exception {
        opencode = new RealAgent(folder, new OpencodeOffline());
    }

    @Test
    void it_works_off_its_prompt_and_a_text_and_leaves_no_process_when_it_is_stopped()
            throws Exception {
        opencode.worksOffAPromptAndATextAndStops();
    }

    @Test
    void a_permission_is_shown_and_a_text_waits_until_somebody_has_answered_in_its_pane()
            throws Exception {
        opencode.holdsATextBehindItsQuestion(
                "bash {\"command\":\"touch made-it\",\"description\":\"Make\"}",
                () -> opencode.press("Enter"));
    }
}
