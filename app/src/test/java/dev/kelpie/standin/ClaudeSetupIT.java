package dev.kelpie.standin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The dialogs that stand in the way of a start, each seen once with the real Claude Code.
class ClaudeSetupIT {
    private final ClaudeRun claude = new ClaudeRun();
    private final Recorder recorder = new Recorder(RealCli.CLAUDE, claude.home);

    @AfterEach
    void end() {
        claude.close();
    }

    private TestTmux.Pane startLacking(UnaryOperator<ObjectNode> change, String... arguments) {
        claude.state(change.apply(claude.complete()));
        return claude.start(arguments);
    }

    private static UnaryOperator<ObjectNode> lacking(String key) {
        return state -> {
            state.remove(key);
            return state;
        };
    }

    @Test
    void an_unknown_folder_asks_for_trust() {
        var pane = startLacking(lacking("projects"));
        pane.untilShows("Yes, I trust this folder");
        recorder.screen(pane, "setup-trust");
        assertThat(claude.registry().isMissingNode()).isTrue();
        pane.answer(_ -> pane.isDead(), "Enter");
        recorder.screen(pane, "exited-untrusted");
    }

    @Test
    void a_new_key_asks_for_approval() {
        var pane = startLacking(lacking("customApiKeyResponses"));
        pane.untilShows("Detected a custom API key");
        recorder.screen(pane, "setup-key");
    }

    @Test
    void a_fresh_home_asks_for_onboarding() {
        var pane = startLacking(lacking("hasCompletedOnboarding"));
        pane.untilShows("Choose the text style");
        recorder.screen(pane, "setup-onboarding");
    }

    @Test
    void without_a_key_the_first_turn_asks_for_login() {
        claude.home.without("ANTHROPIC_API_KEY");
        var pane = claude.ready();
        claude.say(pane, "[[say never]]");
        pane.untilShows("Please run /login");
        recorder.screen(pane, "login");
        assertThat(claude.model.turns()).isEmpty();
    }

    @Test
    void bypass_mode_asks_once() {
        claude.home.with("IS_SANDBOX", "1");
        var pane =
                startLacking(
                        lacking("bypassPermissionsModeAccepted"), "--dangerously-skip-permissions");
        pane.untilShows("Bypass Permissions mode");
        recorder.screen(pane, "setup-bypass");
    }

    @Test
    void an_unknown_hook_event_stands_in_the_way() {
        claude.home.write(
                ".claude/settings.json",
                "{\"hooks\":{\"NoSuchEvent\":[{\"hooks\":[{\"type\":\"command\",\"command\":\"true\"}]}]}}");
        var pane = claude.start("--permission-mode", "manual");
        pane.untilShows("Settings Warning");
        recorder.screen(pane, "setup-settings-warning");
    }

    @Test
    void a_project_server_asks_first() {
        claude.home.write(
                "project/.mcp.json", "{\"mcpServers\":{\"foo\":{\"command\":\"/bin/true\"}}}");
        var pane = claude.start("--permission-mode", "manual");
        pane.untilShows("New MCP server found");
        recorder.screen(pane, "setup-mcp");
    }

    @Test
    void every_mode_has_its_footer() {
        claude.home.with("IS_SANDBOX", "1");
        for (String mode : new String[] {"plan", "acceptEdits", "auto", "bypassPermissions"}) {
            var pane = claude.start("--permission-mode", mode);
            pane.untilShows(" on");
            pane.untilShows("❯");
            recorder.screen(pane, "ready-" + mode.toLowerCase(Locale.ROOT));
            pane.keys("C-c");
            pane.answer(_ -> pane.isDead(), "C-c");
        }
    }

    @Test
    void a_narrow_pane_still_shows_its_state() {
        var pane = claude.sized(50, 15).ready();
        recorder.screen(pane, "ready-50x15");
        claude.say(pane, "[[tool Bash {\"command\":\"touch x\"}]] [[think 10m]]");
        pane.untilShows("Do you want to proceed?");
        recorder.screen(pane, "permission-50x15");
        pane.answer(s -> s.contains("esc to interrupt"), "Enter");
        recorder.screen(pane, "busy-50x15");
    }
}
