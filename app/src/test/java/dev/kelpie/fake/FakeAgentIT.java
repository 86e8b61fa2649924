package dev.kelpie.fake;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FakeAgentIT {
    private static final String ID = "5f0c7a52-3b1e-4c0e-9a52-0123456789ab";

    @TempDir private Path root;
    private FakePane pane;

    @BeforeEach
    void aServerOfItsOwn() throws IOException {
        pane = new FakePane(root);
    }

    @AfterEach
    void nothingIsLeft() throws IOException, InterruptedException {
        pane.end();
    }

    /// Settings whose every hook writes what it is told as one line to a file of its event's name.
    private String recordingHooks(String extra) throws IOException {
        List<String> events =
                List.of(
                        "SessionStart",
                        "UserPromptSubmit",
                        "PreToolUse",
                        "PermissionRequest",
                        "PostToolUse",
                        "SubagentStart",
                        "SubagentStop",
                        "StopFailure",
                        "SessionEnd");
        StringBuilder json = new StringBuilder("{\"hooks\":{" + extra);
        String comma = extra.isEmpty() ? "" : ",";
        for (String event : events) {
            json.append(comma).append(hook(event, recording(event)));
            comma = ",";
        }
        if (extra.isEmpty()) {
            json.append(comma).append(hook("Stop", recording("Stop")));
        }
        Path file = pane.root.resolve("settings.json");
        Files.writeString(file, json.append("}}"));
        return file.toString();
    }

    private String recording(String event) {
        return "cat >> " + pane.root + "/" + event + "; echo >> " + pane.root + "/" + event;
    }

    private static String hook(String event, String command) {
        Object entry = Json.object("type", "command", "command", command, "timeout", 10);
        Object group = Json.object("hooks", List.of(entry));
        return Json.write(event) + ":" + Json.write(List.of(group));
    }

    private List<Object> fired(String event) throws IOException {
        Path file = pane.root.resolve(event);
        List<Object> payloads = new ArrayList<>();
        if (Files.exists(file)) {
            for (String line : Files.readAllLines(file)) {
                payloads.add(Json.read(line));
            }
        }
        return payloads;
    }

    private static String record(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length + "\n" + text + "\n";
    }

    @Test
    void a_prompt_makes_it_busy_and_then_idle_again() throws Exception {
        pane.start("--session-id", ID, "--permission-mode", "acceptEdits", "--name", "otter");
        pane.ready();
        assertThat(pane.screen()).contains("❯").contains("⏵⏵ accept edits on (shift+tab to cycle)");
        assertThat(pane.registry()).contains(ID).contains("\"cwd\":\"" + pane.cwd + "\"");
        pane.until("the title", () -> pane.format("#{pane_title}").equals("✳ otter"));

        pane.send("[[think 2s]] [[say all is well]]");
        pane.status("busy");
        pane.sees("esc to interrupt");
        pane.sees("● all is well");
        pane.status("idle");
        assertThat(pane.screen()).contains("✻ Brewed for").doesNotContain("esc to interrupt");
        Path transcript =
                pane.home
                        .resolve("projects")
                        .resolve(pane.cwd.toString().replaceAll("[^A-Za-z0-9]", "-"))
                        .resolve(ID + ".jsonl");
        assertThat(Files.readString(transcript)).contains("all is well").contains("output_tokens");
    }

    @Test
    void its_hooks_are_told_what_the_real_ones_are_told() throws Exception {
        pane.start("--session-id", ID, "--settings", recordingHooks(""));
        pane.ready();
        pane.send("hi [[tool Bash {\"command\":\"ls\"} 10ms]] [[subagent 10ms]] [[say bye]]");
        pane.until("Stop", () -> !fired("Stop").isEmpty());
        assertThat(fired("SessionStart"))
                .singleElement()
                .satisfies(told -> {
                    assertThat(Json.text(told, "source")).isEqualTo("startup");
                    assertThat(Json.text(told, "session_id")).isEqualTo(ID);
                    assertThat(Json.text(told, "cwd")).isEqualTo(pane.cwd.toString());
                    assertThat(Json.text(told, "transcript_path")).endsWith(ID + ".jsonl");
                });
        assertThat(Json.text(fired("UserPromptSubmit").getFirst(), "prompt")).startsWith("hi [[");
        Object before = fired("PreToolUse").getFirst();
        Object after = fired("PostToolUse").getFirst();
        assertThat(Json.text(before, "tool_input", "command")).isEqualTo("ls");
        assertThat(Json.text(before, "tool_use_id"))
                .startsWith("toolu_")
                .isEqualTo(Json.text(after, "tool_use_id"));
        assertThat(fired("SubagentStop")).hasSize(1);
        Object stop = fired("Stop").getFirst();
        assertThat(Json.text(stop, "last_assistant_message")).isEqualTo("bye");
        assertThat(Json.at(stop, "stop_hook_active")).isEqualTo(false);
        assertThat(Json.at(stop, "background_tasks")).isEqualTo(List.of());

        pane.send("/exit");
        pane.dies("0");
        assertThat(Json.text(fired("SessionEnd").getFirst(), "reason"))
                .isEqualTo("prompt_input_exit");
        assertThat(pane.registry()).isEmpty();
    }

    @Test
    void a_stop_hook_that_blocks_makes_it_go_on() throws Exception {
        Path mail = pane.root.resolve("mail");
        Files.writeString(mail, "{\"decision\":\"block\",\"reason\":\"Mail: [[say read it]]\"}");
        String once = "if [ -f " + mail + " ]; then cat " + mail + "; rm " + mail + "; fi";
        pane.start("--settings", recordingHooks(hook("Stop", recording("Stop") + ";" + once)));
        pane.ready();
        pane.send("[[say first]]");
        pane.sees("● read it");
        pane.until("a second Stop", () -> fired("Stop").size() == 2);
        assertThat(Json.at(fired("Stop").getLast(), "stop_hook_active")).isEqualTo(true);
        assertThat(fired("UserPromptSubmit")).hasSize(1);
    }

    @Test
    void a_permission_is_given_by_enter() throws Exception {
        pane.start("--settings", recordingHooks(""));
        pane.ready();
        pane.send("[[ask permission Bash \"npm test\"]] [[say ran]]");
        pane.status("waiting");
        pane.sees("Do you want to proceed?");
        assertThat(pane.registry()).contains("\"waitingFor\":\"permission prompt\"");
        assertThat(pane.screen()).contains("❯ 1. Yes").doesNotContain("shift+tab");
        pane.until("the hook", () -> fired("PermissionRequest").size() == 1);
        pane.keys("Enter");
        pane.sees("● ran");
        pane.status("idle");
        assertThat(fired("PostToolUse")).hasSize(1);
    }

    @Test
    void text_and_enter_at_a_dialog_approve_it_and_the_text_is_gone() throws Exception {
        pane.start();
        pane.ready();
        pane.send("[[ask permission Bash \"rm -rf build\"]] [[say removed]]");
        pane.sees("Do you want to proceed?");
        pane.send("please wait with that");
        pane.sees("● removed");
        assertThat(pane.records()).doesNotContain("please wait");
    }

    @Test
    void no_hook_fires_after_a_refusal_or_an_escape() throws Exception {
        pane.start("--settings", recordingHooks(""));
        pane.ready();
        pane.send("[[ask permission Bash \"npm test\"]] [[say ran]]");
        pane.sees("❯ 1. Yes");
        pane.keys("3");
        pane.sees("Interrupted · What should Claude do instead?");
        pane.status("idle");
        pane.send("[[say working]] [[think 60s]] [[say never]]");
        pane.sees("● working");
        pane.status("busy");
        pane.keys("Escape");
        pane.status("idle");
        pane.send("[[say third]]");
        pane.until("the third turn's Stop", () -> fired("Stop").size() == 1);
        assertThat(fired("PostToolUse")).isEmpty();
        assertThat(fired("UserPromptSubmit")).hasSize(3);
        assertThat(pane.screen()).doesNotContain("● never").doesNotContain("● ran");
    }

    @Test
    void a_question_waits_for_input_and_takes_a_digit() throws Exception {
        pane.start();
        pane.ready();
        pane.send("[[ask question \"Which colour?\" red green]] [[say painted]]");
        pane.sees("Enter to select");
        assertThat(pane.registry()).contains("\"waitingFor\":\"input needed\"");
        pane.keys("2");
        pane.sees("Which colour? → green");
        pane.sees("● painted");
    }

    @Test
    void what_comes_while_busy_waits_for_its_own_turn() throws Exception {
        pane.start("--settings", recordingHooks(""));
        pane.ready();
        pane.send("[[say one]] [[think 3s]] [[say two]]");
        pane.sees("● one");
        pane.send("later [[say three]]");
        pane.sees("Queued · ctrl+x ctrl+s to send now");
        pane.sees("● three");
        pane.until("both turns", () -> fired("Stop").size() == 2);
        assertThat(Json.text(fired("UserPromptSubmit").getLast(), "prompt")).startsWith("later");
    }

    @Test
    void every_message_arrives_once_and_whole() throws Exception {
        pane.start();
        pane.ready();
        String large = "-n start\ttab é漢😀 \"quoted\" $HOME `x` \\ ;\n".repeat(22_000) + "end;";
        List<String> messages =
                List.of("-v", "trailing;", "a\tb\nc\n\nd", large, "/tmp/foo is fine");
        StringBuilder expected = new StringBuilder();
        for (String message : messages) {
            expected.append(record(message));
            pane.send(message);
            int length = expected.toString().getBytes(StandardCharsets.UTF_8).length;
            pane.until(
                    "it is recorded",
                    () -> Files.exists(pane.record) && Files.size(pane.record) >= length);
        }
        assertThat(large.getBytes(StandardCharsets.UTF_8).length).isGreaterThan(1_000_000);
        assertThat(pane.records().equals(expected.toString())).isTrue();
    }

    @Test
    void it_outlives_what_it_prints() throws Exception {
        pane.start();
        pane.ready();
        pane.send("[[print-hostile]]");
        pane.sees("● Printed hostile bytes.");
        pane.send("[[flood 4MB]] [[say dry again]]");
        pane.sees("● dry again");
        pane.status("idle");
        pane.sees("⏸ manual mode on (shift+tab to cycle)");
    }

    @Test
    void a_change_of_size_is_followed() throws Exception {
        pane.start();
        pane.ready();
        pane.tmux("resize-window", "-x", "50", "-y", "20");
        pane.until(
                "the rules fit",
                () ->
                        pane.screen().contains("─".repeat(50))
                                && !pane.screen().contains("─".repeat(51)));
    }

    @Test
    void it_ends_with_the_status_it_should() throws Exception {
        pane.start("--", "[[crash 3]]");
        pane.dies("3");
        assertThat(pane.registry()).as("a crash cleans nothing up").contains("\"status\":\"busy\"");
        for (String[] end :
                List.of(new String[] {"[[signal 9]]", "9"}, new String[] {"[[exit 7]]", "7"})) {
            pane.tmux("respawn-pane", "-k", "exec " + FakePane.commandLine("--", end[0]));
            pane.dies(end[1]);
        }
    }

    @Test
    void ctrl_c_twice_leaves_and_says_how_to_come_back() throws Exception {
        pane.start("--session-id", ID);
        pane.ready();
        pane.send("[[say remember me]]");
        pane.sees("● remember me");
        pane.status("idle");
        pane.keys("C-c");
        pane.sees("Press Ctrl-C again to exit");
        pane.keys("C-c");
        pane.dies("0");
        assertThat(pane.screen()).contains("claude --resume " + ID);

        pane.tmux("respawn-pane", "-k", "exec " + FakePane.commandLine("--resume", ID));
        pane.sees("Resumed session " + ID);
        pane.ready();
        assertThat(pane.registry()).contains(ID);
    }

    @Test
    void an_unknown_session_and_one_in_use_are_refused() throws Exception {
        pane.start("--session-id", ID, "--", "[[say taken]] [[exit]]");
        pane.dies("0");
        // tmux 3.3a loses the last words of a pane that ends at once, so a shell stays behind.
        String stay = "; echo status $?; read line";
        String other = ID.replace('5', '6');
        pane.tmux("respawn-pane", "-k", FakePane.commandLine("--resume", other) + stay);
        pane.sees("No conversation found with session ID: " + other);
        pane.sees("status 1");
        pane.tmux("respawn-pane", "-k", FakePane.commandLine("--session-id", ID) + stay);
        pane.sees("Error: Session ID " + ID + " is already in use.");
    }

    @Test
    void the_default_at_the_trust_question_is_to_leave() throws Exception {
        Path script = Files.writeString(pane.root.resolve("s"), "trust\n");
        pane.start("--script", script.toString());
        pane.sees("Quick safety check");
        assertThat(pane.screen()).contains("❯ No, exit");
        assertThat(pane.registry()).isEmpty();
        pane.keys("Enter");
        pane.dies("1");
        pane.tmux("respawn-pane", "-k");
        pane.sees("❯ No, exit");
        pane.keys("Down", "Enter");
        pane.ready();
    }

    @Test
    void a_hook_event_of_another_version_stops_the_start() throws Exception {
        pane.start("--settings", "{\"hooks\":{\"OnStop\":[]}}");
        pane.sees("Unknown hook event \"OnStop\" was ignored");
        assertThat(pane.registry()).isEmpty();
        pane.keys("Enter");
        pane.ready();
    }

    @Test
    void it_can_hang_and_it_can_freeze() throws Exception {
        pane.start();
        pane.ready();
        pane.send("[[say deaf now]] [[hang]]");
        pane.sees("● deaf now");
        pane.keys("Escape", "C-c", "C-c");
        pane.tmux(
                "respawn-pane",
                "-k",
                "exec " + FakePane.commandLine("--", "[[say cold]] [[bell]] [[freeze 60s]]"));
        pane.sees("● cold");
        long pid = Long.parseLong(pane.format("#{pane_pid}"));
        ProcessHandle frozen = ProcessHandle.of(pid).orElseThrow();
        Path status = Path.of("/proc", Long.toString(pid), "status");
        pane.until("it minds no SIGTERM", () -> ignores(status, 15) && ignores(status, 1));
        frozen.destroy();
        assertThat(frozen.isAlive()).isTrue();
        frozen.destroyForcibly();
        pane.dies("9");
    }

    private static boolean ignores(Path status, int signal) throws IOException {
        for (String line : Files.readAllLines(status)) {
            if (line.startsWith("SigIgn:")) {
                return (Long.parseLong(line.substring(7).strip(), 16) >> (signal - 1) & 1) == 1;
            }
        }
        return false;
    }

    @Test
    void a_limit_and_an_error_end_the_turn_with_stop_failure() throws Exception {
        pane.with("KELPIE_FAKE_SPEED", "10");
        pane.start("--settings", recordingHooks(""));
        pane.ready();
        pane.send("[[error 529 2]] [[say never]]");
        pane.sees("● API Error: Repeated 529 Overloaded errors.");
        pane.status("idle");
        pane.until("StopFailure", () -> fired("StopFailure").size() == 1);
        pane.send("[[limit 20s]] [[say back]]");
        pane.sees("You've hit your 5-hour limit · resets");
        pane.sees("continuing automatically at");
        pane.sees("● back");
        pane.until("StopFailure", () -> fired("StopFailure").size() == 2);
        assertThat(Json.text(fired("StopFailure").getLast(), "error")).isEqualTo("rate_limit");
        assertThat(pane.screen()).doesNotContain("● never");
    }

    @Test
    void the_status_line_is_fed_and_shown() throws Exception {
        String command = "sed 's/.*\"used_percentage\":\\([0-9a-z]*\\).*/used \\1/'";
        String settings =
                Json.write(
                        Json.object(
                                "statusLine", Json.object("type", "command", "command", command)));
        pane.start("--settings", settings);
        pane.ready();
        pane.sees("used null");
        pane.send("[[say x]] [[usage 76%]]");
        pane.sees("used 76");
    }

    @Test
    void children_that_left_its_terminal_stay_when_it_is_gone() throws Exception {
        pane.start();
        pane.ready();
        List<Long> children = new ArrayList<>();
        for (String how : List.of("setsid", "nohup")) {
            pane.send("[[spawn-child " + how + " 120s]]");
            pane.sees("Spawned " + how + " child ");
            String line =
                    pane.screen()
                            .lines()
                            .filter(row -> row.contains("● Spawned " + how + " child "))
                            .findFirst()
                            .orElseThrow();
            children.add(Long.valueOf(line.replaceAll(".*child (\\d+).*", "$1")));
            pane.status("idle");
        }
        pane.send("/exit");
        pane.dies("0");
        for (long child : children) {
            Optional<ProcessHandle> alive = ProcessHandle.of(child).filter(ProcessHandle::isAlive);
            assertThat(alive).as("child %d", child).isPresent();
            alive.orElseThrow().destroyForcibly();
        }
    }

    @Test
    void the_happy_path_leaves_a_commit() throws Exception {
        pane.with("KELPIE_FAKE_SPEED", "20");
        pane.start("--script", "happy_path", "--permission-mode", "acceptEdits");
        pane.ready();
        pane.send("[[sh git init -q .]]");
        pane.sees("✻ Brewed for");
        pane.send("add the line");
        pane.sees("● Done: one file changed, committed.");
        assertThat(pane.cwd.resolve("notes.txt")).hasContent("A line that the task asked for.");
        assertThat(pane.screen()).contains("Add the line that the task asked for");
    }

    @Test
    void codex_looks_like_codex_and_swallows_an_early_enter() throws Exception {
        pane.start("--style", "codex");
        pane.sees("› Ask Codex to do anything");
        pane.keys("-l", "a line that is typed in one go");
        pane.keys("Enter");
        pane.sees("a line that is typed in one go");
        pane.send("[[think 2s]] [[ask permission Bash \"make\"]]");
        pane.sees("Would you like to run the following command?");
        pane.keys("y");
        pane.status("idle");
    }
}
