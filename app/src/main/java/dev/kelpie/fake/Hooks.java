package dev.kelpie.fake;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The commands of the settings: which hooks an event has, and the status line.
final class Hooks {
    private static final long TIMEOUT_SECONDS = 600;

    private static final String EVENTS =
            " PreToolUse PostToolUse PostToolUseFailure PostToolBatch Notification UserPromptSubmit"
                    + " UserPromptExpansion SessionStart SessionEnd Stop StopFailure SubagentStart"
                    + " SubagentStop PreCompact PostCompact PreModelSwitch PostModelSwitch"
                    + " PermissionRequest PermissionDenied Setup TeammateIdle TaskCreated"
                    + " TaskCompleted Elicitation ElicitationResult ConfigChange WorktreeCreate"
                    + " WorktreeRemove InstructionsLoaded CwdChanged FileChanged DirectoryAdded"
                    + " MessageDisplay ";

    private final List<Object> settings = new ArrayList<>();
    private final Path cwd;
    private final Map<String, String> env = new HashMap<>();

    /// One hook command.
    record Hook(String command, long timeoutSeconds) {}

    Hooks(Path cwd) {
        this.cwd = cwd;
        env.put("CLAUDE_PROJECT_DIR", cwd.toString());
        env.put("CLAUDE_PID", Long.toString(ProcessHandle.current().pid()));
        env.put("CLAUDECODE", "1");
    }

    /// The settings files in the order in which the real one reads them.
    static Hooks load(Options options) throws IOException {
        Hooks hooks = new Hooks(options.cwd());
        Path project = options.cwd().resolve(".claude");
        for (Path file :
                List.of(
                        options.home().resolve("settings.json"),
                        project.resolve("settings.json"),
                        project.resolve("settings.local.json"))) {
            if (Files.isRegularFile(file)) {
                hooks.add(Files.readString(file));
            }
        }
        if (options.settings().isPresent()) {
            String given = options.settings().get();
            hooks.add(given.startsWith("{") ? given : Files.readString(Path.of(given)));
        }
        return hooks;
    }

    void add(String json) {
        settings.add(Json.read(json));
    }

    List<Hook> matching(String event, String subject) {
        List<Hook> found = new ArrayList<>();
        for (Object one : settings) {
            for (Object group : Json.list(one, "hooks", event)) {
                if (matches(Json.text(group, "matcher"), subject)) {
                    for (Object hook : Json.list(group, "hooks")) {
                        Object seconds = Json.at(hook, "timeout");
                        long timeout =
                                seconds instanceof Number n ? n.longValue() : TIMEOUT_SECONDS;
                        found.add(new Hook(Json.text(hook, "command"), Math.max(1, timeout)));
                    }
                }
            }
        }
        return found;
    }

    private static boolean matches(String matcher, String subject) {
        return matcher.isEmpty() || matcher.equals("*") || subject.matches(matcher);
    }

    /// Event names that the real one does not know, and stops at the start to say so.
    List<String> unknownEvents() {
        List<String> unknown = new ArrayList<>();
        for (Object one : settings) {
            if (Json.at(one, "hooks") instanceof Map<?, ?> hooks) {
                for (Object event : hooks.keySet()) {
                    if (!EVENTS.contains(" " + event + " ")) {
                        unknown.add(event.toString());
                    }
                }
            }
        }
        return unknown;
    }

    Optional<String> statusLine() {
        Optional<String> found = Optional.empty();
        for (Object one : settings) {
            String command = Json.text(one, "statusLine", "command");
            if (!command.isEmpty()) {
                found = Optional.of(command);
            }
        }
        return found;
    }

    /// Starts the hooks of an event; the run tells when they are through.
    Run start(String event, String subject, Map<String, Object> payload, Tty tty) {
        Map<String, String> own = new HashMap<>(env);
        own.put("CLAUDE_CODE_SESSION_ID", Json.text(payload, "session_id"));
        Run run = new Run(matching(event, subject), event, Json.write(payload), cwd, own, tty);
        if (!run.done) {
            Thread.ofPlatform().daemon().name("hook-" + event).start(run);
        }
        return run;
    }

    /// The hooks of one event, one after the other, and what they said together.
    static final class Run implements Runnable {
        private final List<Hook> hooks;
        private final String event;
        private final String payload;
        private final Path cwd;
        private final Map<String, String> env;
        private final Tty tty;
        private final StringBuilder context = new StringBuilder();
        private final StringBuilder notes = new StringBuilder();
        private String blocked = "";
        private String permission = "";
        private volatile boolean done;

        Run(
                List<Hook> hooks,
                String event,
                String payload,
                Path cwd,
                Map<String, String> env,
                Tty tty) {
            this.hooks = hooks;
            this.event = event;
            this.payload = payload;
            this.cwd = cwd;
            this.env = env;
            this.tty = tty;
            this.done = hooks.isEmpty();
        }

        boolean done() {
            return done;
        }

        /// Why the event is to be blocked; empty if it is not.
        String blocked() {
            return blocked;
        }

        /// `allow`, `deny`, `ask`, or empty.
        String permission() {
            return permission;
        }

        String context() {
            return context.toString();
        }

        String notes() {
            return notes.toString();
        }

        @Override
        public void run() {
            try {
                for (Hook hook : hooks) {
                    read(Command.run(hook.command(), payload, cwd, env, hook.timeoutSeconds()));
                }
            } catch (IOException e) {
                notes.append(event).append(" hook error: ").append(e.getMessage()).append('\n');
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } finally {
                done = true;
                tty.wake();
            }
        }

        private void read(Command result) {
            if (result.status() == 2) {
                blocked = result.err().strip().isEmpty() ? "blocked by hook" : result.err().strip();
                permission = "deny";
            } else if (result.status() != 0) {
                notes.append(event).append(" hook error: status ").append(result.status());
                notes.append('\n');
            } else if (result.out().strip().startsWith("{")) {
                answer(Json.read(result.out().strip()));
            } else if (event.equals("UserPromptSubmit") || event.equals("SessionStart")) {
                context.append(result.out());
            }
        }

        private void answer(Object answer) {
            if (Json.text(answer, "decision").equals("block")) {
                blocked = Json.text(answer, "reason");
                blocked = blocked.isEmpty() ? "blocked by hook" : blocked;
            }
            context.append(Json.text(answer, "hookSpecificOutput", "additionalContext"));
            String decided = Json.text(answer, "hookSpecificOutput", "permissionDecision");
            String behavior = Json.text(answer, "hookSpecificOutput", "decision", "behavior");
            permission = !decided.isEmpty() ? decided : !behavior.isEmpty() ? behavior : permission;
            if (permission.equals("deny") && blocked.isEmpty()) {
                blocked = Json.text(answer, "hookSpecificOutput", "permissionDecisionReason");
            }
        }
    }
}
