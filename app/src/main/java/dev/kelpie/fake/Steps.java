package dev.kelpie.fake;

import dev.kelpie.fake.Turns.Flow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Does what one script line says.
final class Steps {
    private static final long COMMAND_SECONDS = 120;

    private final Turns turns;
    private final Desk desk;
    private final Conversation conversation;
    private final Pace pace;
    private final Questions questions;
    private final Outburst outburst;
    private final Doom doom;

    Steps(Turns turns) {
        this.turns = turns;
        this.desk = turns.desk();
        this.conversation = turns.conversation();
        this.pace = turns.pace();
        this.questions = new Questions(turns);
        this.outburst = new Outburst(turns);
        this.doom = new Doom(turns.options(), turns);
    }

    Flow perform(Step step) throws IOException, InterruptedException {
        return switch (step.verb()) {
            case SAY -> said(() -> turns.say(step.rest().replace("\\n", "\n")));
            case THINK -> think(Step.millis(step.rest()));
            case LATENCY -> turns.spend(Step.millis(step.rest()));
            case TOOL -> tool(step);
            case EDIT -> edit(step);
            case WRITE -> write(step);
            case COMMIT -> commit(step.rest());
            case SH -> shell(step.rest());
            case ASK -> questions.ask(step);
            case PLAN -> questions.plan(step.rest());
            case TRUST -> questions.trust();
            case LOGIN -> questions.login();
            case LIMIT -> limit(Step.millis(step.rest()));
            case ERROR -> error(step);
            case TODO -> said(() -> todo(step.word(0, "")));
            case SUBAGENT -> subagent(step);
            case USAGE -> said(() -> conversation.use(step.word(0, "")));
            case WINDOW -> said(() -> conversation.window(Long.parseLong(step.word(0, ""))));
            case COMPACT -> compact(step.word(0, "auto"));
            case BELL -> said(() -> desk.terminal().control("\u0007"));
            case TITLE -> said(() -> title(step.rest()));
            case ALT_SCREEN -> said(() -> alternate(step.word(0, "").equals("on")));
            case FLOOD -> outburst.flood(Step.bytes(step.rest()));
            case RATE -> outburst.rate(step);
            case PRINT_HOSTILE -> said(outburst::hostile);
            case SPAWN_CHILD -> said(() -> doom.child(step));
            case CRASH -> doom.crash(Integer.parseInt(step.word(0, "3")));
            case SIGNAL -> doom.signal(step.word(0, ""));
            case HANG -> doom.hang();
            case FREEZE -> doom.freeze(Step.millis(step.word(0, "10m")));
            case EXIT -> throw new Farewell(Integer.parseInt(step.word(0, "0")), "other");
            case TURN, IDLE, WAIT_FOR_PROMPT, REPEAT, MAYBE ->
                    throw new IllegalArgumentException(step.verb().word() + " cannot stand here");
        };
    }

    void warn(String event) throws IOException, InterruptedException {
        questions.warn(event);
    }

    /// Something that takes no time.
    private interface Act {
        void run() throws IOException, InterruptedException;
    }

    private Flow said(Act act) throws IOException, InterruptedException {
        act.run();
        turns.refreshStatusLine();
        return Flow.ON;
    }

    private Flow think(long millis) throws IOException, InterruptedException {
        turns.began();
        return turns.spend(millis);
    }

    /// A call that only takes time: hooks before and after, a line on the screen.
    private Flow tool(Step step) throws IOException, InterruptedException {
        String name = step.word(0, "Bash");
        boolean given = step.word(1, "").startsWith("{");
        Object input = given ? Json.read(step.word(1, "{}")) : Json.object();
        String span = step.word(given ? 2 : 1, "500ms");
        ToolCall call = new ToolCall(turns, name, input);
        if (!call.begin()) {
            return Flow.ON;
        }
        Flow flow = turns.spend(Step.millis(span));
        if (flow == Flow.ON) {
            call.end("(no output)");
        }
        return flow;
    }

    private Flow edit(Step step) throws IOException, InterruptedException {
        String name = step.words().getFirst();
        String line = step.rest().substring(step.rest().indexOf(name) + name.length());
        Path file = turns.options().cwd().resolve(name);
        ToolCall call =
                new ToolCall(
                        turns,
                        "Edit",
                        Json.object("file_path", file.toString(), "new_string", line.strip()));
        if (call.begin()) {
            directory(file);
            Files.writeString(
                    file,
                    line.strip() + "\n",
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
            call.end("Updated " + name + " with 1 addition");
        }
        return turns.spend(1);
    }

    private Flow write(Step step) throws IOException, InterruptedException {
        Path file = turns.options().cwd().resolve(step.word(0, ""));
        int size = Math.toIntExact(Step.bytes(step.word(1, "0")));
        ToolCall call = new ToolCall(turns, "Write", Json.object("file_path", file.toString()));
        if (call.begin()) {
            directory(file);
            Files.writeString(file, "x".repeat(size));
            call.end("Wrote " + size + " bytes to " + step.word(0, ""));
        }
        return turns.spend(1);
    }

    private static void directory(Path file) throws IOException {
        Path parent = file.getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
    }

    private Flow commit(String message) throws IOException, InterruptedException {
        String git = "git -c user.name=fake -c user.email=fake@kelpie.invalid";
        String quoted = "'" + message.replace("'", "'\\''") + "'";
        return shell(
                "git add -A && " + git + " commit -q -m " + quoted + " && git log -1 --oneline");
    }

    private Flow shell(String line) throws IOException, InterruptedException {
        ToolCall call = new ToolCall(turns, "Bash", Json.object("command", line));
        if (call.begin()) {
            Command result =
                    Command.run(line, "", turns.options().cwd(), Map.of(), COMMAND_SECONDS);
            String said = (result.out() + result.err()).strip();
            call.end(said.isEmpty() ? "(no output)" : said);
        }
        return turns.spend(1);
    }

    /// The five-hour limit: idle on the surface, going on by itself, Escape or a prompt ends it.
    private Flow limit(long millis) throws IOException, InterruptedException {
        long resets = pace.wallMillis() + pace.nanos(millis) / 1_000_000;
        long minutes = resets / 60_000 % (24 * 60);
        long hour = minutes / 60;
        String clock =
                (hour % 12 == 0 ? 12 : hour % 12)
                        + (minutes % 60 < 10 ? ":0" : ":")
                        + minutes % 60
                        + (hour < 12 ? "am" : "pm");
        turns.limited(true, resets / 1000);
        turns.fail("rate_limit", "  ⎿  You've hit your 5-hour limit · resets " + clock + " (UTC)");
        desk.placeholder("");
        desk.notice(
                "Usage limit reached · continuing automatically at " + clock + " · esc to cancel");
        long until = pace.after(millis);
        while (pace.now() < until && !desk.hasPrompt() && !desk.interrupted()) {
            desk.serve(until);
        }
        desk.notice("");
        turns.limited(false, 0);
        if (desk.hasPrompt() || desk.takeInterrupt()) {
            return Flow.FAILED;
        }
        turns.begin("Continue from where you left off.");
        return Flow.ON;
    }

    private Flow error(Step step) throws IOException, InterruptedException {
        String code = step.word(0, "500");
        boolean retried = !code.startsWith("4") || code.equals("429");
        int attempts = retried ? Integer.parseInt(step.word(1, "3")) : 0;
        for (int i = 1; i <= attempts; i++) {
            String what =
                    switch (code) {
                        case "429" -> "API error";
                        case "529" -> "529 Overloaded";
                        default -> code + " Internal server error";
                    };
            desk.busyText(what + " · retrying in 1s · attempt " + i + "/" + attempts);
            if (turns.spend(1000) == Flow.INTERRUPTED) {
                desk.busyText("");
                return Flow.INTERRUPTED;
            }
        }
        desk.busyText("");
        switch (code) {
            case "401", "403" ->
                    turns.fail(
                            "authentication_failed",
                            "● Please run /login · API Error: " + code + " authentication_error");
            case "429" ->
                    turns.fail("rate_limit", "● API Error: Request rejected (429) · rate_limit");
            case "400" -> turns.fail("invalid_request", "● Prompt is too long · use /compact");
            case "529" ->
                    turns.fail("server_error", "● API Error: Repeated 529 Overloaded errors.");
            default -> turns.fail("server_error", "● API Error: " + code + " server error");
        }
        return Flow.FAILED;
    }

    private void todo(String of) throws IOException {
        String[] numbers = of.split("/", 2);
        int done = Integer.parseInt(numbers[0]);
        int all = Integer.parseInt(numbers[1]);
        List<String> lines = new ArrayList<>();
        List<Object> items = new ArrayList<>();
        for (int i = 1; i <= all; i++) {
            String box = i <= done ? "☒" : "☐";
            lines.add((i == 1 ? "  ⎿  " : "     ") + box + " Step " + i);
            String status = i <= done ? "completed" : i == done + 1 ? "in_progress" : "pending";
            items.add(Json.object("content", "Step " + i, "status", status));
        }
        desk.todos(lines);
        conversation.toolUse(
                conversation.freshId("toolu_"), "TodoWrite", Json.object("todos", items));
    }

    private Flow subagent(Step step) throws IOException, InterruptedException {
        String id = conversation.freshId("a").substring(0, 9);
        Map<String, Object> who = Json.object("agent_id", id, "agent_type", "general-purpose");
        desk.print("\n● Task(Look into it)");
        turns.began();
        turns.hook("SubagentStart", "general-purpose", who);
        if (step.word(0, "").equals("background")) {
            turns.addBackground(id, pace.after(Step.millis(step.word(1, "10s"))));
            desk.print("  ⎿  Running in the background");
            return Flow.ON;
        }
        Flow flow = turns.spend(Step.millis(step.word(0, "2s")));
        if (flow == Flow.ON) {
            desk.print("  ⎿  Done (3 tool uses · 12.4k tokens)");
            who.put("last_assistant_message", "Looked into it.");
            turns.hook("SubagentStop", "general-purpose", who);
        }
        return flow;
    }

    private Flow compact(String trigger) throws IOException, InterruptedException {
        Map<String, Object> how = Json.object("trigger", trigger, "custom_instructions", "");
        turns.hook("PreCompact", trigger, how);
        desk.busyText("Compacting conversation…");
        Flow flow = turns.spend(1500);
        desk.busyText("");
        if (flow == Flow.ON) {
            conversation.use("20%");
            conversation.system("compact_boundary", "Conversation compacted");
            desk.print("✻ Conversation compacted (ctrl+o for history)");
            turns.hook("PostCompact", trigger, Json.object("trigger", trigger));
            turns.hook("SessionStart", "compact", Json.object("source", "compact"));
            turns.refreshStatusLine();
        }
        return flow;
    }

    private void title(String text) {
        desk.terminal().control("\u001b]0;" + Text.harmless(text) + "\u0007");
    }

    private void alternate(boolean on) {
        desk.terminal().control(on ? "\u001b[?1049h" : "\u001b[?1049l");
        desk.terminal().repaint();
    }
}
