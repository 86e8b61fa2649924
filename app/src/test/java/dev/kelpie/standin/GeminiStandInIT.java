package dev.kelpie.standin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The real Gemini CLI at work, offline.
class GeminiStandInIT {
    private static final String READY = "Type your message";
    private static final List<String> EVENTS =
            List.of(
                    "SessionStart",
                    "SessionEnd",
                    "BeforeAgent",
                    "AfterAgent",
                    "BeforeTool",
                    "AfterTool",
                    "PreCompress",
                    "Notification");

    private final GeminiStandIn model = new GeminiStandIn();
    private final CliRun gemini = new CliRun(RealCli.GEMINI, Duration.ofMillis(400));
    private final Recorder recorder = gemini.recorder;

    GeminiStandInIT() {
        gemini.home
                .with("GEMINI_API_KEY", "stand-in-key")
                .with("GOOGLE_GEMINI_BASE_URL", model.uri().toString())
                .with("COLORTERM", "truecolor")
                .write(".gemini/settings.json", settings().toString())
                .write(
                        ".gemini/trustedFolders.json",
                        Json.of(gemini.home.project().toString(), "TRUST_FOLDER").toString());
    }

    private ObjectNode settings() {
        var hooks = Json.of();
        for (String event : EVENTS) {
            var hook =
                    Json.of(
                            "type",
                            "command",
                            "name",
                            event,
                            "command",
                            gemini.home.keeping(event),
                            "timeout",
                            20_000);
            hooks.set(event, Json.array(Json.of("hooks", Json.array(hook))));
        }
        return Json.of(
                "security",
                Json.of(
                        "auth", Json.of("selectedType", "gemini-api-key"),
                        "folderTrust", Json.of("enabled", true)),
                "general",
                Json.of("enableAutoUpdate", false, "enableAutoUpdateNotification", false),
                "privacy",
                Json.of("usageStatisticsEnabled", false),
                "hooks",
                hooks);
    }

    @AfterEach
    void end() {
        gemini.close();
        model.close();
    }

    private TestTmux.Pane ready() {
        var pane = gemini.start();
        pane.untilShows(READY);
        pane.untilTitled("Ready");
        return pane;
    }

    @Test
    void it_starts_offline_answers_and_leaves_no_process() {
        var pane = ready();
        recorder.screen(pane, "ready");
        gemini.say(pane, "[[say hello from the stand-in]] [[usage 28000 50]]");
        pane.untilShows("✦ hello from the stand-in");
        gemini.untilHook("AfterAgent", 1);
        pane.until("idle again", s -> !s.contains("esc to cancel"));
        recorder.screen(pane, "answered");
        pane.paste("a draft that nobody sent");
        pane.untilShows("a draft that nobody sent");
        recorder.screen(pane, "draft");
        pane.keys("C-c");
        pane.until("the draft is gone", s -> !s.contains("a draft that nobody sent"));
        gemini.say(pane, "/quit");
        pane.untilDead();
        recorder.screen(pane, "exited");
        recorder.hooks("", "SessionStart", "BeforeAgent", "AfterAgent", "SessionEnd");
        recorder.lines("transcripts", "answered", gemini.texts(".gemini/tmp", ".jsonl"));
        pane.untilNoProcess();
    }

    @Test
    void a_tool_runs_only_after_approval() {
        var pane = ready();
        gemini.say(
                pane,
                "[[say I shall touch it]] [[tool run_shell_command {\"command\":\"touch made-it\","
                        + "\"description\":\"Make a file\"}]] [[say all done]]");
        pane.untilShows("Allow execution of");
        gemini.untilHook("Notification", 1);
        recorder.screen(pane, "permission");
        pane.untilTitled("Action Required");
        assertThat(gemini.home.project().resolve("made-it")).doesNotExist();
        pane.answer(s -> s.contains("✦ all done"), "Enter");
        gemini.untilHook("AfterTool", 1);
        assertThat(gemini.home.project().resolve("made-it")).exists();
        recorder.hooks("", "BeforeTool", "Notification", "AfterTool");
        recorder.lines("transcripts", "tool", gemini.texts(".gemini/tmp", ".jsonl"));
    }

    @Test
    void an_interrupt_ends_the_turn() {
        var pane = ready();
        gemini.say(pane, "[[say a slow answer that takes its time]] [[slow 10m]]");
        pane.untilShows("esc to cancel");
        pane.untilShows("✦ a");
        recorder.screen(pane, "busy");
        pane.answer(s -> !s.contains("esc to cancel"), "Escape");
        pane.untilShows("cancelled");
        recorder.screen(pane, "interrupted");
        recorder.lines("transcripts", "interrupted", gemini.texts(".gemini/tmp", ".jsonl"));
    }

    @Test
    void a_bad_request_is_an_error_on_the_screen() {
        var pane = ready();
        gemini.say(pane, "[[error 400]]");
        pane.untilShows("stand-in error 400");
        pane.until("idle again", s -> !s.contains("esc to cancel"));
        recorder.screen(pane, "error-400");
        gemini.say(pane, "[[error 429]]");
        pane.until("it tries again", s -> s.contains("esc to cancel"));
        recorder.screen(pane, "busy-retry-429");
    }

    @Test
    void an_unknown_folder_asks_for_trust() {
        gemini.home.write(".gemini/trustedFolders.json", "{}");
        var pane = gemini.start();
        pane.untilShows("Do you trust");
        recorder.screen(pane, "setup-trust");
    }

    @Test
    void without_a_key_it_asks_how_to_log_in() {
        gemini.home.write(".gemini/settings.json", "{}").without("GEMINI_API_KEY");
        var pane = gemini.start();
        pane.untilShows("How would you like to authenticate");
        recorder.screen(pane, "login");
    }
}
