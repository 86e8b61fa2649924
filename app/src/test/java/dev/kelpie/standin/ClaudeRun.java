package dev.kelpie.standin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// The real Claude Code in a pane, against the stand-in, with hooks that keep what they are given.
final class ClaudeRun implements AutoCloseable {
    static final String KEY = "kelpie-stand-in-key";
    static final String READY = "manual mode on";

    /// Between paste and Enter.
    static final Duration ENTER_DELAY = Duration.ofMillis(250);

    private static final List<String> EVENTS =
            List.of(
                    "PreToolUse",
                    "PostToolUse",
                    "PostToolUseFailure",
                    "Notification",
                    "UserPromptSubmit",
                    "SessionStart",
                    "SessionEnd",
                    "Stop",
                    "StopFailure",
                    "SubagentStart",
                    "SubagentStop",
                    "PreCompact",
                    "PostCompact",
                    "PermissionRequest",
                    "PermissionDenied",
                    "MessageDisplay");

    final MessagesStandIn model = new MessagesStandIn();
    final CliHome home = new CliHome();
    final TestTmux tmux = new TestTmux();
    final Path binary = RealCli.CLAUDE.binary();
    private int columns = 100;
    private int rows = 30;

    ClaudeRun() {
        home.with("CLAUDE_CONFIG_DIR", config().toString())
                .with("ANTHROPIC_BASE_URL", model.uri().toString())
                .with("ANTHROPIC_API_KEY", KEY)
                .with("CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC", "1")
                .with("CLAUDE_CODE_DISABLE_ALTERNATE_SCREEN", "1")
                .with("CLAUDE_CODE_MAX_RETRIES", "1")
                .with("DISABLE_TELEMETRY", "1")
                .with("DISABLE_AUTOUPDATER", "1");
        state(complete());
        home.write(".claude/settings.json", settings().toString());
    }

    Path config() {
        return home.root().resolve(".claude");
    }

    ClaudeRun sized(int width, int height) {
        columns = width;
        rows = height;
        return this;
    }

    /// All that lets it start without a question.
    ObjectNode complete() {
        return Json.of(
                "hasCompletedOnboarding",
                true,
                "customApiKeyResponses",
                Json.of("approved", List.of(KEY), "rejected", List.of()),
                "projects",
                Json.of(home.project().toString(), Json.of("hasTrustDialogAccepted", true)),
                "bypassPermissionsModeAccepted",
                true,
                "hasSeenAutoDefaultNotice",
                true,
                "messageIdleNotifThresholdMs",
                3000,
                "theme",
                "dark");
    }

    ClaudeRun state(JsonNode state) {
        home.write(".claude/.claude.json", state.toString());
        return this;
    }

    private ObjectNode settings() {
        var hooks = Json.of();
        for (String event : EVENTS) {
            var hook = Json.of("type", "command", "command", home.keeping(event), "timeout", 20);
            hooks.set(event, Json.array(Json.of("hooks", Json.array(hook))));
        }
        return Json.of(
                "hooks",
                hooks,
                "statusLine",
                Json.of("type", "command", "command", home.keeping("statusline")));
    }

    /// Starts it in the pane; does not wait.
    TestTmux.Pane start(String... arguments) {
        var argv = new ArrayList<String>();
        argv.add(binary.toString());
        argv.addAll(List.of(arguments));
        return tmux.start(home.project(), home.environment(), argv, columns, rows);
    }

    /// Starts it and waits until it takes keys.
    TestTmux.Pane ready(String... arguments) {
        var all = new ArrayList<>(List.of("--permission-mode", "manual"));
        all.addAll(List.of(arguments));
        TestTmux.Pane pane = start(all.toArray(String[]::new));
        pane.untilShows(READY);
        untilStatus("idle");
        return pane;
    }

    void say(TestTmux.Pane pane, String prompt) {
        pane.paste(prompt);
        Patience.settle(ENTER_DELAY);
        pane.keys("Enter");
    }

    /// The session's own registry file, a missing node when there is none.
    JsonNode registry() {
        Path sessions = config().resolve("sessions");
        if (!Files.isDirectory(sessions)) {
            return Json.MAPPER.missingNode();
        }
        try (Stream<Path> files = Files.list(sessions)) {
            return files.filter(f -> f.toString().endsWith(".json"))
                    .findFirst()
                    .map(CliHome::text)
                    .filter(text -> !text.isBlank())
                    .map(Json::parse)
                    .orElse(Json.MAPPER.missingNode());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void untilStatus(String status) {
        Patience.until(
                "the registry says " + status,
                () -> registry().toString(),
                () -> registry().path("status").asText().equals(status));
    }

    void untilWaitingFor(String what) {
        Patience.until(
                "the registry waits for " + what,
                () -> registry().toString(),
                () -> registry().path("waitingFor").asText().equals(what));
    }

    void untilHook(String event, int count) {
        Patience.until(
                count + " x " + event,
                () -> home.kept(event).toString(),
                () -> home.kept(event).size() >= count);
    }

    /// The transcript of the only session.
    List<JsonNode> transcript() {
        return transcriptText().lines().map(Json::parse).toList();
    }

    String transcriptText() {
        try (Stream<Path> files = Files.walk(config().resolve("projects"), 2)) {
            return files.filter(f -> f.toString().endsWith(".jsonl"))
                    .findFirst()
                    .map(CliHome::text)
                    .orElse("");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        tmux.close();
        model.close();
        home.close();
    }
}
