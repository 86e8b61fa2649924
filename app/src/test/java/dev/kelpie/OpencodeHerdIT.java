package dev.kelpie;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kelpie.model.Activity;
import dev.kelpie.model.Message;
import dev.kelpie.model.MessageId;
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
        opencode.spawn("[[slow 3s]] [[say hello there from the model]]");
        opencode.herd.awaits("ann", "working");
        opencode.untilAnswers("hello there from the model");
        opencode.untilDone();
        opencode.untilTold("[[slow 2s]] [[say and once more]]", "and once more");
        opencode.untilDone();
        opencode.untilStopped();
    }

    @Test
    void a_permission_is_shown_and_a_text_waits_until_somebody_has_answered_in_its_pane()
            throws Exception {
        opencode.spawn(
                "[[tool bash {\"command\":\"touch made-it\",\"description\":\"Make\"}]]"
                        + " [[say all done]]");
        opencode.untilDoes(
                "it asks",
                a -> a instanceof Activity.Waiting w && w.why() == Activity.Why.PERMISSION);
        MessageId held = opencode.send("[[say and this]]");
        assertThat(opencode.herd.tree("ann").resolve("made-it")).doesNotExist();
        opencode.press("Enter");
        opencode.untilMade("made-it");
        assertThat(opencode.herd.fate(held)).isEqualTo(Message.Fate.DELIVERED);
        opencode.untilAnswers("and this");
    }
}
