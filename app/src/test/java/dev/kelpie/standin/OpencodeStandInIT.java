package dev.kelpie.standin;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The real opencode at work, offline.
class OpencodeStandInIT {
    /// It takes up to 40 s to show itself on a busy machine, and longer when it looks for plugins.
    private static final Duration START = Duration.ofMinutes(2);

    private final ChatCompletionsStandIn model = new ChatCompletionsStandIn();
    private final CliRun opencode = new CliRun(RealCli.OPENCODE, Duration.ofMillis(400));
    private final Recorder recorder = opencode.recorder;

    OpencodeStandInIT() {
        opencode.home
                .with("OPENCODE_DISABLE_MODELS_FETCH", "1")
                .with("OPENCODE_DISABLE_AUTOUPDATE", "1")
                .write(".config/opencode/opencode.json", OpencodeOffline.settings(model));
    }

    @AfterEach
    void end() {
        opencode.close();
        model.close();
    }

    private TestTmux.Pane ready() {
        var pane = opencode.start();
        Patience.until(
                START, "it takes text", pane::screen, () -> pane.screen().contains("Ask anything"));
        return pane;
    }

    @Test
    void it_starts_offline_and_runs_a_tool_after_approval() {
        var pane = ready();
        recorder.screen(pane, "ready");
        opencode.say(
                pane,
                "[[say I shall touch it]] [[usage 28000 50]] [[tool bash {\"command\":\"touch"
                        + " made-it\",\"description\":\"Make a file\"}]] [[say all done]]");
        pane.untilShows("Permission required");
        recorder.screen(pane, "permission");
        assertThat(opencode.home.project().resolve("made-it")).doesNotExist();
        pane.answer(s -> s.contains("all done") && !s.contains("Permission required"), "Enter");
        assertThat(opencode.home.project().resolve("made-it")).exists();
        pane.until("idle again", s -> !s.contains("esc interrupt"));
        recorder.screen(pane, "answered");
        pane.paste("a draft that nobody sent");
        pane.untilShows("a draft that nobody sent");
        recorder.screen(pane, "draft");
        pane.keys("C-c");
        pane.until("the draft is gone", s -> !s.contains("a draft that nobody sent"));
        pane.answer(_ -> pane.isDead(), "C-c");
        recorder.screen(pane, "exited");
        pane.untilNoProcess();
    }

    @Test
    void an_interrupt_ends_the_turn_and_an_error_is_shown() {
        var pane = ready();
        opencode.say(pane, "[[say a slow answer that takes its time]] [[slow 10m]]");
        pane.untilShows("esc interrupt");
        recorder.screen(pane, "busy");
        pane.answer(s -> s.contains("· interrupted"), "Escape", "Escape");
        recorder.screen(pane, "interrupted");
        opencode.say(pane, "[[error 400]]");
        pane.untilShows("stand-in error 400");
        recorder.screen(pane, "error-400");
    }
}
