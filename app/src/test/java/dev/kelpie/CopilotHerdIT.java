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
        copilot.spawn("[[slow 3s]] [[say hello there from the model]]");
        copilot.herd.awaits("ann", "working");
        copilot.untilAnswers("hello there from the model");
        copilot.untilDone();
        copilot.untilTold("[[slow 2s]] [[say and once more]]", "and once more");
        copilot.untilDone();
        copilot.untilStopped();
    }
}
