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
        gemini.spawn("[[slow 3s]] [[say hello there from the model]]");
        gemini.herd.awaits("ann", "working");
        gemini.untilAnswers("hello there from the model");
        gemini.untilDone();
        gemini.untilTold("[[slow 2s]] [[say and once more]]", "and once more");
        gemini.untilDone();
        gemini.untilStopped();
    }
}
