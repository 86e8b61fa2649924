package dev.kelpie.standin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The real Claude Code at work, offline.
class ClaudeStandInIT {
    private final ClaudeRun claude = new ClaudeRun();
    private final Recorder recorder = new Recorder(RealCli.CLAUDE, claude.home);

    @AfterEach
    void end() {
        claude.close();
    }

    @Test
    void it_starts_offline_answers_and_leaves_no_process() {
        var pane = claude.ready("--name", "worker");
        recorder.screen(pane, "ready");
        recorder.json("sessions", "idle", claude.registry().toString());
        claude.say(pane, "[[say hello from the stand-in]] [[usage 28000 50]]");
        pane.untilShows("● hello from the stand-in");
        claude.untilHook("Stop", 1);
        claude.untilStatus("idle");
        recorder.screen(pane, "answered");
        Patience.until(
                "the status line knows the tokens",
                () -> claude.home.kept("statusline").toString(),
                () -> usedPercentage() == 3);
        recorder.hooks("", "SessionStart", "UserPromptSubmit", "MessageDisplay", "Stop");
        recorder.hooks("", "statusline");
        claude.say(pane, "/exit");
        pane.untilDead();
        recorder.screen(pane, "exited");
        claude.untilHook("SessionEnd", 1);
        recorder.hooks("", "SessionEnd");
        recorder.lines("transcripts", "answered", claude.transcriptText());
        pane.untilNoProcess();
        assertThat(claude.registry().isMissingNode()).isTrue();
        assertThat(claude.model.turns()).hasSize(1);
    }

    private int usedPercentage() {
        return Json.parse(claude.home.kept("statusline").getLast())
                .at("/context_window/used_percentage")
                .asInt(-1);
    }

    @Test
    void a_tool_runs_only_after_approval() {
        var pane = claude.ready();
        claude.say(
                pane,
                "[[say I shall touch it]] [[tool Bash {\"command\":\"touch made-it\","
                        + "\"description\":\"Make a file\"}]] [[say all done]]");
        pane.untilShows("Do you want to proceed?");
        claude.untilWaitingFor("permission prompt");
        assertThat(claude.home.project().resolve("made-it")).doesNotExist();
        recorder.screen(pane, "permission");
        recorder.json("sessions", "waiting-permission", claude.registry().toString());
        claude.untilHook("PermissionRequest", 1);
        claude.untilHook("Notification", 1);
        recorder.hooks("", "PermissionRequest", "PreToolUse", "Notification");
        pane.answer(screen -> screen.contains("● all done"), "Enter");
        claude.untilStatus("idle");
        claude.untilHook("PostToolUse", 1);
        recorder.hooks("", "PostToolUse");
        recorder.lines("transcripts", "tool", claude.transcriptText());
        assertThat(Files.exists(claude.home.project().resolve("made-it"))).isTrue();
        assertThat(claude.model.turns()).hasSize(2);
    }

    @Test
    void a_file_edit_asks_first() {
        var pane = claude.ready();
        claude.say(
                pane,
                "[[tool Write {\"file_path\":\""
                        + claude.home.project().resolve("new.txt")
                        + "\",\"content\":\"one\\ntwo\\n\"}]] [[say written]]");
        pane.untilShows("Do you want to create new.txt?");
        claude.untilWaitingFor("permission prompt");
        recorder.screen(pane, "permission-edit");
        pane.answer(screen -> screen.contains("● written"), "Enter");
        assertThat(claude.home.project().resolve("new.txt")).hasContent("one\ntwo");
    }

    @Test
    void a_refusal_fires_no_stop_hook_and_the_registry_goes_idle() {
        var pane = claude.ready();
        claude.say(pane, "[[tool Bash {\"command\":\"touch never\"}]] [[say done]]");
        pane.untilShows("Do you want to proceed?");
        claude.untilWaitingFor("permission prompt");
        pane.answer(screen -> screen.contains("What should Claude do instead?"), "Escape");
        claude.untilStatus("idle");
        recorder.screen(pane, "interrupted-at-permission");
        recorder.lines("transcripts", "refused", claude.transcriptText());
        assertThat(claude.home.kept("Stop")).isEmpty();
        assertThat(claude.home.project().resolve("never")).doesNotExist();
    }

    @Test
    void an_interrupt_in_mid_answer_ends_the_turn() {
        var pane = claude.ready();
        claude.say(pane, "[[say a long and slow answer that never comes to its end]] [[slow 10m]]");
        pane.untilShows("esc to interrupt");
        claude.untilStatus("busy");
        recorder.screen(pane, "busy");
        recorder.json("sessions", "busy", claude.registry().toString());
        pane.paste("something for later");
        pane.untilShows("something for later");
        recorder.screen(pane, "busy-draft");
        pane.keys("Enter");
        pane.untilShows("Queued");
        recorder.screen(pane, "busy-queued");
        pane.keys("Escape");
        pane.untilShows("You said: something for later");
        claude.untilStatus("idle");
        claude.say(pane, "[[say " + "another slow answer\n".repeat(20) + "]] [[slow 60s]]");
        pane.untilShows("● another slow answer");
        recorder.screen(pane, "busy-streaming");
        pane.keys("Escape");
        pane.untilShows("What should Claude do instead?");
        claude.untilStatus("idle");
        recorder.screen(pane, "interrupted");
        recorder.lines("transcripts", "interrupted", claude.transcriptText());
        assertThat(claude.transcript().stream().map(JsonNode::toString))
                .anyMatch(line -> line.contains("[Request interrupted by user]"));
    }

    @Test
    void a_question_waits_for_input() {
        var pane = claude.ready();
        claude.say(
                pane,
                "[[tool AskUserQuestion {\"questions\":[{\"question\":\"Which colour?\","
                        + "\"header\":\"Colour\",\"multiSelect\":false,\"options\":["
                        + "{\"label\":\"Red\",\"description\":\"like fire\"},"
                        + "{\"label\":\"Blue\",\"description\":\"like water\"}]}]}]] [[say thanks]]");
        pane.untilShows("Enter to select");
        claude.untilWaitingFor("input needed");
        recorder.screen(pane, "question");
        recorder.json("sessions", "waiting-input", claude.registry().toString());
        claude.untilHook("PermissionRequest", 1);
        recorder.hooks("-question", "PermissionRequest", "PreToolUse");
        pane.answer(screen -> screen.contains("● thanks"), "Enter");
        recorder.lines("transcripts", "question", claude.transcriptText());
    }

    @Test
    void a_plan_asks_for_approval() {
        var pane = claude.start("--permission-mode", "plan");
        pane.untilShows("plan mode on");
        claude.untilStatus("idle");
        claude.say(
                pane,
                "[[tool Write {\"file_path\":\"$PLAN_FILE\",\"content\":"
                        + "\"# Plan\\n\\n1. Look\\n2. Leap\\n\"}]]"
                        + " [[tool ExitPlanMode {}]] [[say on my way]]");
        pane.untilShows("Would you like to proceed?");
        claude.untilWaitingFor("permission prompt");
        recorder.screen(pane, "plan");
        recorder.json("sessions", "waiting-plan", claude.registry().toString());
        claude.untilHook("PermissionRequest", 1);
        recorder.hooks("-plan", "PermissionRequest");
        pane.answer(screen -> !screen.contains("Would you like to proceed?"), "Escape");
        claude.untilStatus("idle");
    }

    @Test
    void text_that_was_not_sent_is_a_draft() {
        var pane = claude.ready();
        pane.paste("please look at the tests");
        pane.untilShows("please look at the tests");
        recorder.screen(pane, "draft");
        pane.keys("C-u");
        pane.paste("one\ntwo\nthree\nfour\nfive\n");
        pane.untilShows("[Pasted text");
        recorder.screen(pane, "draft-pasted");
        assertThat(claude.model.turns()).isEmpty();
        assertThat(claude.registry().path("status").asText()).isEqualTo("idle");
    }
}
