package dev.kelpie.fake;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;

/// What a turn is made of: its beginning, its end, its hooks, and how long anything takes.
final class Turns {
    /// How a step went.
    enum Flow {
        ON,
        INTERRUPTED,
        FAILED
    }

    /// A subagent in the background, and when it will be done.
    record Background(String id, long dueNanos) {}

    private static final long NEVER = Long.MAX_VALUE;

    private final Options options;
    private final Desk desk;
    private final Conversation conversation;
    private final Hooks hooks;
    private final Registry registry;
    private final StatusLine statusLine;
    private final Tty tty;
    private final Pace pace;
    private final Deque<Background> background = new ArrayDeque<>();
    private boolean running;
    private boolean spoke;
    private boolean limited;
    private long limitedUntilSeconds;
    private int turns;
    private String prompt = "";
    private String lastAnswer = "";

    Turns(
            Options options,
            Desk desk,
            Conversation conversation,
            Hooks hooks,
            Registry registry,
            StatusLine statusLine,
            Tty tty,
            Pace pace) {
        this.options = options;
        this.desk = desk;
        this.conversation = conversation;
        this.hooks = hooks;
        this.registry = registry;
        this.statusLine = statusLine;
        this.tty = tty;
        this.pace = pace;
    }

    Options options() {
        return options;
    }

    Desk desk() {
        return desk;
    }

    Conversation conversation() {
        return conversation;
    }

    Tty tty() {
        return tty;
    }

    Pace pace() {
        return pace;
    }

    List<String> unknownEvents() {
        return hooks.unknownEvents();
    }

    boolean running() {
        return running;
    }

    int count() {
        return turns;
    }

    void status(String status, String waitingFor) throws IOException {
        registry.write(conversation.id(), status, waitingFor);
    }

    void refreshStatusLine() {
        statusLine.changed(conversation.statusLine(limited, limitedUntilSeconds));
    }

    void limited(boolean now, long untilSeconds) {
        limited = now;
        limitedUntilSeconds = untilSeconds;
        refreshStatusLine();
    }

    /// Fires an event and waits for its hooks.
    Hooks.Run hook(String event, String subject, Map<String, Object> extra)
            throws IOException, InterruptedException {
        Hooks.Run run = start(event, subject, extra);
        while (!run.done()) {
            desk.serve(pace.now() + 1_000_000_000L);
        }
        if (!run.notes().isEmpty()) {
            desk.print("  ⎿  " + run.notes().strip());
        }
        return run;
    }

    /// Fires an event without waiting.
    Hooks.Run start(String event, String subject, Map<String, Object> extra) {
        Map<String, Object> payload = conversation.payload(event, desk.mode());
        payload.putAll(extra);
        return hooks.start(event, subject, payload, tty);
    }

    /// Opens the session: registry, SessionStart, the title.
    void open(String source) throws IOException, InterruptedException {
        status("idle", "");
        Hooks.Run run =
                hook(
                        "SessionStart",
                        source,
                        Json.object("source", source, "model", options.model()));
        if (!run.context().isEmpty()) {
            conversation.system("informational", run.context());
        }
        String title = options.name().isEmpty() ? "Claude Code" : options.name();
        desk.terminal()
                .control(
                        options.style() == Style.CODEX
                                ? "\u001b]0;" + options.cwd().getFileName() + "\u0007"
                                : "\u001b]0;✳ " + Text.harmless(title) + "\u0007");
        refreshStatusLine();
    }

    /// Waits as a busy agent does; `false` if it was interrupted.
    Flow spend(long scriptMillis) throws IOException, InterruptedException {
        long until = pace.after(scriptMillis);
        while (pace.now() < until && !desk.interrupted()) {
            desk.serve(until);
        }
        if (desk.takeInterrupt()) {
            return Flow.INTERRUPTED;
        }
        desk.spent(scriptMillis / 20 + 1);
        return Flow.ON;
    }

    /// Starts a turn; `false` if a hook refused the prompt.
    boolean begin(String text) throws IOException, InterruptedException {
        prompt = text;
        desk.takeInterrupt();
        String mark = options.style() == Style.CODEX ? "› " : "❯ ";
        desk.print("\n" + mark + Text.head(text, 500));
        desk.busy(Words.verb(turns));
        status("busy", "");
        running = true;
        spoke = false;
        Hooks.Run run = hook("UserPromptSubmit", "", Json.object("prompt", text));
        if (!run.blocked().isEmpty()) {
            desk.print("  ⎿  UserPromptSubmit operation blocked by hook: " + run.blocked());
            stopBeingBusy();
            return false;
        }
        conversation.user(text);
        if (!run.context().isEmpty()) {
            conversation.system("informational", run.context());
        }
        turns++;
        return true;
    }

    /// Fires Stop; a reason to go on, or nothing if the turn may end.
    String stop(boolean active) throws IOException, InterruptedException {
        desk.busyText("(running Stop hook · 0s)");
        List<Object> tasks = new ArrayList<>();
        for (Background task : background) {
            tasks.add(Json.object("id", task.id(), "type", "subagent", "status", "running"));
        }
        Map<String, Object> extra =
                Json.object(
                        "stop_hook_active", active,
                        "last_assistant_message", lastAnswer,
                        "background_tasks", tasks,
                        "session_crons", List.of());
        String reason = hook("Stop", "", extra).blocked();
        desk.busyText("");
        return reason;
    }

    /// The turn is over and done.
    void finish() throws IOException {
        String verb = Words.done(turns - 1);
        desk.print("\n✻ " + verb + " for " + Math.max(1, desk.busySeconds()) + "s · done");
        if (!background.isEmpty()) {
            desk.print("✻ Waiting for " + background.size() + " background agent to finish");
        }
        conversation.system("turn_duration", desk.busySeconds() + "s");
        stopBeingBusy();
    }

    /// The user stopped the turn: no hook, but a word on the screen and in the transcript.
    void abandon(boolean atTool) throws IOException {
        if (!spoke && desk.composer().isEmpty()) {
            desk.composer().paste(Composer.bytes(prompt));
        } else {
            desk.print("  ⎿  Interrupted · What should Claude do instead?");
            conversation.user("[Request interrupted by user" + (atTool ? " for tool use]" : "]"));
        }
        desk.takeInterrupt();
        stopBeingBusy();
    }

    /// An API error ended the turn.
    void fail(String error, String shown) throws IOException, InterruptedException {
        desk.print(shown);
        String text = shown.strip().replaceFirst("^[⎿●]\\s+", ""); // the marks are the screen's
        conversation.apiError(error, text);
        hook("StopFailure", error, Json.object("error", error, "last_assistant_message", text));
        desk.placeholder("Resend your message to try again");
        stopBeingBusy();
    }

    private void stopBeingBusy() throws IOException {
        running = false;
        desk.quiet();
        status("idle", "");
        refreshStatusLine();
    }

    /// Something of the answer is on the screen, so Escape no longer gives the prompt back.
    void began() {
        spoke = true;
    }

    void say(String text) throws IOException {
        began();
        lastAnswer = text;
        desk.print("\n● " + text);
        desk.spent(text.length() / 4 + 1L);
        conversation.assistant(text);
        refreshStatusLine();
    }

    void addBackground(String id, long dueNanos) {
        background.add(new Background(id, dueNanos));
    }

    /// The next background task that is done by now, as the prompt that it comes back with.
    String takeDone() {
        Background first = background.peek();
        if (first == null || first.dueNanos() > pace.now()) {
            return "";
        }
        background.remove();
        return "<task-notification>\n<task-id>"
                + first.id()
                + "</task-id>\n<status>completed</status>\n</task-notification>";
    }

    long backgroundDue() {
        Background first = background.peek();
        return first == null ? NEVER : first.dueNanos();
    }
}
