package dev.kelpie.standin;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The real Codex at work, offline.
class CodexStandInIT {
    private static final String READY = "Ask Codex to do anything";
    private static final List<String> EVENTS =
            List.of(
                    "SessionStart",
                    "SessionEnd",
                    "UserPromptSubmit",
                    "PreToolUse",
                    "PostToolUse",
                    "PermissionRequest",
                    "Stop",
                    "Interrupt");

    private final ResponsesStandIn model = new ResponsesStandIn();
    private final CliRun codex = new CliRun(RealCli.CODEX, Duration.ofMillis(400));
    private final Recorder recorder = codex.recorder;

    CodexStandInIT() {
        var hooks = Json.of();
        for (String event : EVENTS) {
            var hook = Json.of("type", "command", "command", codex.home.keeping(event));
            hooks.set(event, Json.array(Json.of("hooks", Json.array(hook))));
        }
        codex.home
                .with("CODEX_HOME", codex.home.root().resolve(".codex").toString())
                .with("STANDIN_KEY", "stand-in-key")
                .write(".codex/hooks.json", Json.of("hooks", hooks).toString())
                .write("notify", "printf %s \"$1\" | " + codex.home.keeping("notify") + "\n");
        config(true);
    }

    private void config(boolean trusted) {
        String config =
                """
                model_provider = "standin"
                check_for_update_on_startup = false
                notify = ["sh", "NOTIFY"]
                [model_providers.standin]
                name = "standin"
                base_url = "URL/v1"
                wire_api = "responses"
                env_key = "STANDIN_KEY"
                request_max_retries = 1
                stream_max_retries = 2
                """
                        .replace("URL", model.uri().toString())
                        .replace("NOTIFY", codex.home.root().resolve("notify").toString());
        String trust = "[projects.\"" + codex.home.project() + "\"]\ntrust_level = \"trusted\"\n";
        codex.home.write(".codex/config.toml", trusted ? config + trust : config);
    }

    @AfterEach
    void end() {
        codex.close();
        model.close();
    }

    /// Without `--no-daemon` a server stays behind when it ends.
    private TestTmux.Pane start() {
        return codex.start("--no-daemon", "--dangerously-bypass-hook-trust");
    }

    private TestTmux.Pane ready() {
        var pane = start();
        pane.untilShows(READY);
        pane.untilShows("~/project");
        return pane;
    }

    @Test
    void it_starts_offline_answers_and_leaves_no_process() {
        var pane = ready();
        recorder.screen(pane, "ready");
        codex.say(pane, "[[say hello from the stand-in]] [[usage 130000 50]]");
        pane.untilShows("• hello from the stand-in");
        codex.untilHook("Stop", 1);
        codex.untilHook("notify", 1);
        recorder.screen(pane, "answered");
        pane.paste("a draft that nobody sent");
        pane.untilShows("a draft that nobody sent");
        recorder.screen(pane, "draft");
        pane.keys("C-c");
        pane.until("the draft is gone", s -> !s.contains("a draft that nobody sent"));
        codex.say(pane, "/quit");
        pane.untilDead();
        recorder.screen(pane, "exited");
        recorder.hooks("", "SessionStart", "UserPromptSubmit", "Stop", "SessionEnd", "notify");
        recorder.lines("transcripts", "answered", codex.texts(".codex/sessions", ".jsonl"));
        pane.untilNoProcess();
    }

    @Test
    void a_command_outside_the_sandbox_runs_only_after_approval() {
        var pane = ready();
        codex.say(
                pane,
                "[[tool exec_command {\"cmd\":\"touch made-it\","
                        + "\"sandbox_permissions\":\"require_escalated\","
                        + "\"justification\":\"May I make a file?\"}]] [[say all done]]");
        pane.untilShows("Would you like to run the following command?");
        codex.untilHook("PermissionRequest", 1);
        recorder.screen(pane, "permission");
        pane.untilTitled("Action Required");
        assertThat(codex.home.project().resolve("made-it")).doesNotExist();
        pane.answer(s -> s.contains("• all done"), "Enter");
        codex.untilHook("PostToolUse", 1);
        assertThat(codex.home.project().resolve("made-it")).exists();
        recorder.hooks("", "PreToolUse", "PermissionRequest", "PostToolUse");
        recorder.lines("transcripts", "tool", codex.texts(".codex/sessions", ".jsonl"));
    }

    @Test
    void an_interrupt_ends_the_turn() {
        var pane = ready();
        codex.say(pane, "[[say " + "a slow answer\n".repeat(20) + "]] [[slow 10m]]");
        pane.untilShows("esc to interrupt");
        recorder.screen(pane, "busy");
        pane.paste("for later");
        pane.untilShows("for later");
        recorder.screen(pane, "busy-draft");
        pane.keys("C-c");
        pane.until("the draft is gone", s -> !s.contains("for later"));
        // The hint goes as soon as the first line has come, too: only the mark says that Esc was
        // heard.
        pane.answer(s -> s.contains("■ Conversation interrupted"), "Escape");
        Patience.until(
                "the rollout says so",
                pane::screen,
                () -> codex.texts(".codex/sessions", ".jsonl").contains("turn_aborted"));
        recorder.screen(pane, "interrupted");
        recorder.lines("transcripts", "interrupted", codex.texts(".codex/sessions", ".jsonl"));
        // Neither Stop nor Interrupt tells of it: the rollout and the screen have to.
        assertThat(codex.home.kept("Stop")).isEmpty();
    }

    @Test
    void a_refused_request_is_tried_again_and_then_an_error() {
        var pane = ready();
        codex.say(pane, "[[error 429]]");
        pane.untilShows("■");
        recorder.screen(pane, "error-429");
        codex.say(pane, "[[error 500]]");
        pane.until("a second error", s -> s.split("■", -1).length > 2);
        recorder.screen(pane, "error-500");
        recorder.lines("transcripts", "error", codex.texts(".codex/sessions", ".jsonl"));
        codex.say(pane, "[[say recovered]]");
        pane.untilShows("• recovered");
    }

    @Test
    void an_unknown_folder_asks_for_trust() {
        config(false);
        var pane = start();
        pane.untilShows("rust");
        pane.until("a choice", s -> s.contains("1."));
        recorder.screen(pane, "setup-trust");
    }

    @Test
    void hooks_that_nobody_trusted_ask_first() {
        var pane = codex.start("--no-daemon");
        pane.untilShows("eview");
        recorder.screen(pane, "setup-hooks");
    }

    @Test
    void without_a_provider_it_asks_for_login() {
        codex.home.write(".codex/config.toml", "check_for_update_on_startup = false\n");
        var pane = start();
        pane.untilShows("Sign in with");
        recorder.screen(pane, "login");
    }
}
