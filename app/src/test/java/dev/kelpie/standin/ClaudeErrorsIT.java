package dev.kelpie.standin;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What the real Claude Code shows when its model refuses, fails or runs dry.
class ClaudeErrorsIT {
    private final ClaudeRun claude = new ClaudeRun();
    private final Recorder recorder = new Recorder(RealCli.CLAUDE, claude.home);

    @AfterEach
    void end() {
        claude.close();
    }

    @ParameterizedTest
    @CsvSource({"400, API Error: 400", "429, API Error", "500, API Error", "529, API Error"})
    void an_error_ends_the_turn_with_a_stop_failure(int status, String shown) {
        var pane = claude.ready();
        claude.say(pane, "[[error " + status + "]]");
        pane.untilShows("● " + shown);
        claude.untilHook("StopFailure", 1);
        claude.untilStatus("idle");
        recorder.screen(pane, "error-" + status);
        recorder.hooks("-" + status, "StopFailure");
        recorder.lines("transcripts", "error-" + status, claude.transcriptText());
        assertThat(claude.home.kept("Stop")).isEmpty();
        claude.say(pane, "[[say recovered]]");
        pane.untilShows("● recovered");
    }

    @Test
    void a_bad_key_asks_for_login() {
        var pane = claude.ready();
        claude.say(pane, "[[error 401]]");
        pane.untilShows("Please run /login");
        claude.untilHook("StopFailure", 1);
        recorder.screen(pane, "login-401");
        recorder.hooks("-401", "StopFailure");
    }

    @Test
    void a_retry_is_busy_and_then_goes_on() {
        claude.home.with("CLAUDE_CODE_MAX_RETRIES", "3");
        var pane = claude.ready();
        claude.say(pane, "[[error 529 2]] [[say back again]]");
        pane.untilShows("retrying");
        recorder.screen(pane, "busy-retry");
        assertThat(claude.registry().path("status").asText()).isEqualTo("busy");
        pane.untilShows("● back again");
        assertThat(claude.home.kept("StopFailure")).isEmpty();
    }

    @Test
    void a_broken_stream_is_asked_again_without_a_stream() {
        var pane = claude.ready();
        claude.say(pane, "[[say this line breaks off in the middle]] [[slow 2s]] [[cut]]");
        claude.untilHook("Stop", 1);
        claude.untilStatus("idle");
        pane.untilShows("● this line breaks off in the middle");
        assertThat(claude.model.turns()).hasSizeGreaterThan(1);
    }

    @Test
    void a_spent_limit_says_when_it_ends() {
        claude.home.without("ANTHROPIC_API_KEY").with("CLAUDE_CODE_OAUTH_TOKEN", "stand-in-token");
        var pane = claude.ready();
        claude.say(pane, "[[quota five_hour 92 2h]] [[say nearly there]]");
        pane.untilShows("● nearly there");
        claude.untilStatus("idle");
        recorder.screen(pane, "limit-near");
        claude.say(pane, "[[quota five_hour 100 2h]]");
        pane.untilShows("hit your");
        claude.untilHook("StopFailure", 1);
        claude.untilStatus("idle");
        recorder.screen(pane, "limit");
        recorder.hooks("-limit", "StopFailure", "statusline");
        recorder.json("sessions", "idle-limit", claude.registry().toString());
        recorder.lines("transcripts", "limit", claude.transcriptText());
    }

    @Test
    void compaction_on_request_is_announced() {
        var pane = claude.ready();
        claude.say(pane, "[[say one]] [[usage 500000]]");
        pane.untilShows("● one");
        claude.untilStatus("idle");
        claude.say(pane, "/compact");
        claude.untilHook("PostCompact", 1);
        claude.untilStatus("idle");
        recorder.screen(pane, "compacted");
        recorder.hooks("", "PreCompact", "PostCompact");
        recorder.hooks("-compact", "SessionStart");
        recorder.lines("transcripts", "compacted", claude.transcriptText());
    }
}
