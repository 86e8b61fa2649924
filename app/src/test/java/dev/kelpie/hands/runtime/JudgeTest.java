package dev.kelpie.hands.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kelpie.model.Activity;
import dev.kelpie.model.Activity.Why;
import dev.kelpie.model.Finding;
import dev.kelpie.model.Finding.Source;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// The judge with a program that keeps a register and has hooks.
class JudgeTest {
    @Test
    void the_register_says_busy_and_the_hook_says_with_what() {
        Case c =
                Case.claude()
                        .registry("busy", 100)
                        .hook("UserPromptSubmit", 99)
                        .hook(
                                "PreToolUse",
                                105,
                                "{\"tool_name\":\"Bash\",\"tool_input\":{\"command\":\"make\"}}")
                        .now(110);

        assertThat(c.judge().finding())
                .isEqualTo(
                        new Finding(
                                new Activity.Working("Bash: make"),
                                Source.REGISTRY,
                                "register-busy",
                                Case.at(100),
                                "status=busy"));
    }

    @Test
    void a_finished_turn_waits_for_a_person() {
        assertThat(
                        Case.claude()
                                .hook("UserPromptSubmit", 99)
                                .hook("Stop", 120)
                                .registry("idle", 120)
                                .now(130)
                                .activity())
                .isEqualTo(Case.done());
    }

    @Test
    void esc_fires_no_hook_and_idle_after_a_prompt_without_a_stop_is_broken_off() {
        Case c = Case.claude().hook("UserPromptSubmit", 100).registry("idle", 104);

        assertThat(c.now(110).activity()).isEqualTo(new Activity.BrokenOff());
        assertThat(c.now(110).judge().finding().rule()).isEqualTo("idle-without-stop");
    }

    @Test
    void a_stop_hook_that_comes_a_moment_after_the_register_is_waited_for() {
        Case c = Case.claude().hook("UserPromptSubmit", 100).registry("idle", 104).now(105);

        assertThat(c.activity()).isInstanceOf(Activity.Working.class);
        assertThat(c.hook("Stop", 105).activity()).isEqualTo(Case.done());
    }

    @Test
    void the_transcripts_mark_of_an_interruption_is_enough() {
        var marked =
                new TranscriptFacts(
                        Optional.of(Case.at(104)),
                        Optional.of(Case.at(100)),
                        Optional.of(Case.at(104)),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        false);

        assertThat(Case.claude().registry("idle", 104).transcript(marked).now(105).activity())
                .isEqualTo(new Activity.BrokenOff());
    }

    @Test
    void a_permission_is_in_the_words_of_the_screen_if_it_shows_them() {
        Case c =
                Case.claude()
                        .hook("UserPromptSubmit", 90)
                        .hook(
                                "PermissionRequest",
                                100,
                                "{\"tool_name\":\"Bash\",\"tool_input\":{\"command\":\"rm x\"}}")
                        .waiting("permission prompt", 101)
                        .now(103);

        assertThat(c.activity())
                .isEqualTo(new Activity.Waiting(Why.PERMISSION, "Bash: rm x", java.util.List.of()));
        assertThat(c.screen(Case.dialog(Reading.Kind.PERMISSION), 102).activity())
                .isEqualTo(
                        new Activity.Waiting(
                                Why.PERMISSION,
                                "rm -rf build · Do you want to proceed?",
                                java.util.List.of("Yes", "No")));
        assertThat(c.screen(Case.dialog(Reading.Kind.PERMISSION), 50).activity())
                .as("an older dialog's words are not this one's")
                .isEqualTo(new Activity.Waiting(Why.PERMISSION, "Bash: rm x", java.util.List.of()));
    }

    @Test
    void a_permission_hook_is_ahead_of_the_register_for_a_moment() {
        Case c =
                Case.claude()
                        .hook("UserPromptSubmit", 90)
                        .registry("busy", 90)
                        .hook("PermissionRequest", 100, "{\"tool_name\":\"ExitPlanMode\"}");

        assertThat(c.now(101).activity())
                .isEqualTo(new Activity.Waiting(Why.PLAN, "ExitPlanMode", java.util.List.of()));
        assertThat(c.now(110).activity())
                .as("granted elsewhere: the register was right")
                .isInstanceOf(Activity.Working.class);
    }

    @Test
    void case_8_a_tool_that_ran_clears_a_permission_at_once() {
        assertThat(
                        Case.claude()
                                .hook("UserPromptSubmit", 90)
                                .waiting("permission prompt", 100)
                                .hook("PermissionRequest", 100, "{\"tool_name\":\"Bash\"}")
                                .hook("PostToolUse", 101, "{\"tool_name\":\"Bash\"}")
                                .now(102)
                                .activity())
                .isInstanceOf(Activity.Working.class);
    }

    @Test
    void case_9_the_nag_a_minute_after_the_end_changes_nothing() {
        assertThat(
                        Case.claude()
                                .hook("UserPromptSubmit", 90)
                                .hook("Stop", 100)
                                .registry("idle", 100)
                                .hook(
                                        "Notification",
                                        160,
                                        "{\"notification_type\":\"idle_prompt\"}")
                                .now(170)
                                .activity())
                .isEqualTo(Case.done());
    }

    @Test
    void case_13_subagents_in_the_background_are_work_and_shells_are_not() {
        Case c = Case.claude().hook("UserPromptSubmit", 90).registry("idle", 100).now(110);

        assertThat(
                        c.hook("Stop", 100, "{\"background_tasks\":[{\"type\":\"subagent\"}]}")
                                .activity())
                .isEqualTo(new Activity.Working("1 agent in the background"));
        assertThat(c.hook("Stop", 101, "{\"background_tasks\":[{\"type\":\"shell\"}]}").activity())
                .isEqualTo(Case.done());
    }

    @Test
    void case_14_an_error_stays_until_the_next_prompt() {
        Case c =
                Case.claude()
                        .hook("UserPromptSubmit", 90)
                        .hook(
                                "StopFailure",
                                100,
                                "{\"error\":\"server_error\",\"last_assistant_message\":\"API Error: 500\"}")
                        .registry("idle", 100);

        assertThat(c.now(500).activity()).isEqualTo(new Activity.Failing("API Error: 500"));
        assertThat(c.hook("UserPromptSubmit", 510).registry("busy", 510).now(511).activity())
                .isInstanceOf(Activity.Working.class);
    }

    @Test
    void case_15_a_spent_quota_is_limited_until_its_time_and_then_over() {
        Case c =
                Case.claude()
                        .hook("UserPromptSubmit", 90)
                        .hook(
                                "StopFailure",
                                100,
                                """
                                {"error":"rate_limit","last_assistant_message":"You've hit your 5-hour limit · resets 10:20am (UTC)"}
                                """)
                        .registry("idle", 100);

        assertThat(c.now(200).activity())
                .isEqualTo(
                        new Activity.Limited(
                                Optional.of(Case.at(1200)),
                                "You've hit your 5-hour limit · resets 10:20am (UTC)"));
        assertThat(c.now(1200).activity()).isEqualTo(Case.done());
    }

    @Test
    void an_api_that_asks_to_slow_down_is_an_error_and_no_spent_quota() {
        assertThat(
                        Case.claude()
                                .hook("UserPromptSubmit", 90)
                                .hook(
                                        "StopFailure",
                                        100,
                                        "{\"error\":\"rate_limit\",\"last_assistant_message\":\"API Error: Request rejected (429)\"}")
                                .registry("idle", 100)
                                .now(200)
                                .activity())
                .isInstanceOf(Activity.Failing.class);
    }

    @Test
    void case_16_a_start_up_dialog_is_setup_and_nothing_else() {
        assertThat(Case.claude().now(2).screen(Case.dialog(Reading.Kind.TRUST), 2).activity())
                .isInstanceOf(Activity.Setup.class);
    }

    @Test
    void case_17_a_shell_in_the_foreground_is_a_zombie_only_if_the_agent_is_gone() {
        assertThat(Case.claude().registry("busy", 100).agentGone().activity())
                .isInstanceOf(Activity.Zombie.class);
    }

    @Test
    void case_27_silence_at_the_start_is_booting() {
        assertThat(Case.claude().now(2).activity()).isEqualTo(new Activity.Booting());
        assertThat(Case.claude().now(4).prompted().registry("idle", 1).activity())
                .as("its first prompt is on the way")
                .isEqualTo(new Activity.Booting());
        assertThat(Case.claude().now(2).registry("idle", 1).activity())
                .as("it has drawn nothing yet")
                .isEqualTo(new Activity.Booting());
        assertThat(Case.claude().now(2).registry("idle", 1).screen(Case.ready(), 2).activity())
                .as("nobody has asked it anything")
                .isInstanceOf(Activity.Waiting.class);
        assertThat(Case.claude().now(6).registry("idle", 1).activity())
                .as("whatever it has drawn")
                .isInstanceOf(Activity.Waiting.class);
    }

    @Test
    void case_33_silence_while_working_is_softly_stalled_after_ten_minutes() {
        Case c =
                Case.claude().hook("UserPromptSubmit", 100).registry("busy", 100).tool("Bash", 110);

        assertThat(c.now(700).activity()).isInstanceOf(Activity.Working.class);
        assertThat(c.now(711).moved(711).activity())
                .isEqualTo(new Activity.Stalled("no sign for 10 min, in Bash"));
        assertThat(c.hook("PostToolUse", 712).now(713).activity())
                .isInstanceOf(Activity.Working.class);
    }

    @Test
    void a_dead_pane_outranks_everything() {
        assertThat(Case.claude().registry("busy", 599).dead().judge().finding().source())
                .isEqualTo(Source.TMUX);
    }

    @Test
    void a_subagents_hook_is_life_and_no_state() {
        Case c =
                Case.claude()
                        .hook("UserPromptSubmit", 90)
                        .hook("Stop", 100)
                        .registry("idle", 100)
                        .hook("PreToolUse", 105, "{\"agent_id\":\"a1\",\"tool_name\":\"Read\"}");

        assertThat(c.now(106).activity()).isEqualTo(Case.done());
    }

    @Test
    void the_same_activity_keeps_its_since() {
        Verdict first = Case.claude().registry("busy", 100).now(101).judge();
        Verdict second = Case.claude().registry("busy", 130).now(131).after(first).judge();

        assertThat(second.finding().since()).isEqualTo(Case.at(100));
    }
}
