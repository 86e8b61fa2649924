package dev.kelpie.standin;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The real GitHub Copilot CLI at work, offline, with a model of one's own.
class CopilotStandInIT {
    private static final List<String> EVENTS =
            List.of(
                    "sessionStart",
                    "sessionEnd",
                    "userPromptSubmitted",
                    "preToolUse",
                    "postToolUse",
                    "agentStop",
                    "errorOccurred",
                    "notification");

    private final ChatCompletionsStandIn model = new ChatCompletionsStandIn();
    private final CliRun copilot = new CliRun(RealCli.COPILOT, Duration.ofMillis(400));
    private final Recorder recorder = copilot.recorder;

    CopilotStandInIT() {
        var hooks = Json.of();
        for (String event : EVENTS) {
            var hook = Json.of("type", "command", "bash", copilot.home.keeping(event));
            hooks.set(event, Json.array(hook));
        }
        copilot.home
                .with("COPILOT_OFFLINE", "true")
                .with("COPILOT_AUTO_UPDATE", "false")
                .with("COPILOT_PROVIDER_BASE_URL", model.uri() + "/v1")
                .with("COPILOT_PROVIDER_API_KEY", "stand-in-key")
                .with("COPILOT_MODEL", "standin-model")
                .write(
                        "project/.github/hooks/keep.json",
                        Json.of("version", 1, "hooks", hooks).toString())
                .write(
                        ".copilot/config.json",
                        Json.of(
                                        "trustedFolders",
                                        List.of(copilot.home.project().toString()),
                                        "appTipShown",
                                        true)
                                .toString());
    }

    @AfterEach
    void end() {
        copilot.close();
        model.close();
    }

    private TestTmux.Pane ready() {
        var pane = copilot.start();
        pane.untilShows("? help");
        return pane;
    }

    @Test
    void it_starts_offline_answers_and_leaves_no_process() {
        var pane = ready();
        recorder.screen(pane, "ready");
        copilot.say(pane, "[[say hello from the stand-in]] [[usage 28000 50]]");
        pane.untilShows("● hello from the stand-in");
        pane.until("idle again", s -> !s.contains("Working"));
        recorder.screen(pane, "answered");
        pane.paste("a draft that nobody sent");
        pane.untilShows("a draft that nobody sent");
        recorder.screen(pane, "draft");
        pane.keys("C-c");
        pane.until("the draft is gone", s -> !s.contains("a draft that nobody sent"));
        copilot.say(pane, "/exit");
        pane.untilDead();
        recorder.screen(pane, "exited");
        recorder.hooks("", "sessionStart", "userPromptSubmitted", "agentStop", "sessionEnd");
        recorder.lines("transcripts", "answered", copilot.texts(".copilot", "events.jsonl"));
        pane.untilNoProcess();
    }

    @Test
    void a_tool_runs_only_after_approval() {
        var pane = ready();
        copilot.say(
                pane,
                "[[say I shall touch it]] [[tool bash {\"command\":\"touch made-it\","
                        + "\"description\":\"Make a file\"}]] [[say all done]]");
        pane.untilShows("Do you want to run this command?");
        recorder.screen(pane, "permission");
        assertThat(copilot.home.project().resolve("made-it")).doesNotExist();
        pane.answer(s -> s.contains("● all done"), "Enter");
        assertThat(copilot.home.project().resolve("made-it")).exists();
        recorder.hooks("", "preToolUse", "postToolUse", "notification");
        recorder.lines("transcripts", "tool", copilot.texts(".copilot", "events.jsonl"));
    }

    @Test
    void an_interrupt_takes_the_prompt_back() {
        var pane = ready();
        copilot.say(pane, "[[say a slow answer that takes its time]] [[slow 10m]]");
        pane.untilShows("Working");
        recorder.screen(pane, "busy");
        pane.answer(s -> !s.contains("Working"), "Escape", "Escape");
        recorder.screen(pane, "interrupted");
        // It took the prompt back into the composer: there it is a draft.
        pane.untilShows("[[slow 10m]]");
    }

    @Test
    void an_unknown_folder_asks_for_trust() {
        copilot.home.write(".copilot/config.json", "{}");
        var pane = copilot.start();
        pane.untilShows("Do you trust the files in this folder?");
        recorder.screen(pane, "setup-trust");
    }
}
