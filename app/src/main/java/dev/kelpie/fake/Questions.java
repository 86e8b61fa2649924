package dev.kelpie.fake;

import dev.kelpie.fake.Turns.Flow;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Dialogs: whatever the agent asks and waits for.
final class Questions {
    private static final long NOTICE_MILLIS = 6_000;
    private static final long LONG_NANOS = 60_000_000_000L;
    private static final int YES_ALWAYS = 1;
    private static final int NO = 2;

    private final Turns turns;
    private final Desk desk;
    private final Set<String> allowed = new HashSet<>();

    Questions(Turns turns) {
        this.turns = turns;
        this.desk = turns.desk();
    }

    Flow ask(Step step) throws IOException, InterruptedException {
        return switch (step.word(0, "")) {
            case "permission" -> permission(step.word(1, "Bash"), step.word(2, ""));
            case "question" ->
                    question(step.word(1, ""), step.words().subList(2, step.words().size()));
            default -> throw new IllegalArgumentException("usage: " + Verb.ASK.usage());
        };
    }

    private Flow permission(String tool, String subject) throws IOException, InterruptedException {
        boolean file = tool.equals("Write") || tool.equals("Edit");
        Object input = Json.object(file ? "file_path" : "command", subject);
        ToolCall call = new ToolCall(turns, tool, input);
        if (!call.begin()) {
            return Flow.ON;
        }
        boolean free =
                !desk.mode().asks()
                        || call.permission().equals("allow")
                        || allowed.contains(tool + " " + subject);
        if (!free) {
            String cwd = turns.options().cwd().toString();
            Dialog dialog = Dialog.permission(turns.options().style(), tool, subject, cwd);
            int answer = put(dialog, call);
            if (answer == Dialog.ESCAPED || answer == NO) {
                call.refused();
                return Flow.INTERRUPTED;
            }
            if (answer == YES_ALWAYS) {
                allowed.add(tool + " " + subject);
            }
        }
        Flow flow = turns.spend(300);
        if (flow == Flow.ON) {
            call.end("(" + subject + ": ok)");
        }
        return flow;
    }

    private Flow question(String text, List<String> choices)
            throws IOException, InterruptedException {
        ToolCall call = new ToolCall(turns, "AskUserQuestion", Json.object("question", text));
        if (!call.begin()) {
            return Flow.ON;
        }
        int answer = put(Dialog.question(text, choices), call);
        if (answer == Dialog.ESCAPED) {
            call.refused();
            return Flow.INTERRUPTED;
        }
        String chosen = answer < choices.size() ? choices.get(answer) : "(something else)";
        desk.print("● User answered Claude's questions:");
        call.end("· " + text + " → " + chosen);
        return Flow.ON;
    }

    Flow plan(String text) throws IOException, InterruptedException {
        String plan = text.isEmpty() ? "Do it in three steps." : text;
        ToolCall call = new ToolCall(turns, "ExitPlanMode", Json.object("plan", plan));
        if (!call.begin()) {
            return Flow.ON;
        }
        int answer = put(Dialog.plan(plan), call);
        if (answer == Dialog.ESCAPED || answer == NO) {
            call.refused();
            return Flow.INTERRUPTED;
        }
        desk.mode(answer == 0 ? Mode.ACCEPT_EDITS : Mode.MANUAL);
        call.end("User approved Claude's plan");
        return Flow.ON;
    }

    Flow trust() throws IOException, InterruptedException {
        if (wait(Dialog.trust(turns.options().cwd().toString())) != 1) {
            desk.print("Claude Code didn't start because this folder isn't trusted.");
            throw new Farewell(1, "other");
        }
        return Flow.ON;
    }

    /// Settings with hook events of another version stop the start.
    void warn(String event) throws IOException, InterruptedException {
        if (wait(Dialog.settingsWarning(event)) != 0) {
            throw new Farewell(1, "other");
        }
    }

    Flow login() throws IOException, InterruptedException {
        if (wait(Dialog.login()) == Dialog.ESCAPED) {
            throw new Farewell(1, "other");
        }
        desk.print("Login successful.");
        return Flow.ON;
    }

    private int wait(Dialog dialog) throws IOException, InterruptedException {
        desk.ask(dialog);
        while (desk.answer() == Dialog.OPEN) {
            desk.serve(turns.pace().now() + LONG_NANOS);
        }
        return desk.answer();
    }

    /// Shows a dialog while its hook may answer it too; whichever is first wins.
    private int put(Dialog dialog, ToolCall call) throws IOException, InterruptedException {
        turns.status("waiting", dialog.kind().waitingFor());
        boolean calm = false;
        desk.ask(dialog);
        Hooks.Run run =
                turns.start(
                        "PermissionRequest", Json.text(call.fields(), "tool_name"), call.fields());
        long notice = turns.pace().after(NOTICE_MILLIS);
        while (desk.answer() == Dialog.OPEN) {
            if (run.done() && run.permission().equals("allow")) {
                desk.closeDialog();
                return answered(0);
            }
            if (run.done() && run.permission().equals("deny")) {
                desk.closeDialog();
                return answered(Dialog.ESCAPED);
            }
            if (!calm && turns.pace().now() >= notice) {
                calm = true;
                turns.start(
                        "Notification",
                        "permission_prompt",
                        Json.object(
                                "message", "Claude needs your permission",
                                "notification_type", "permission_prompt"));
            }
            desk.serve(calm ? turns.pace().now() + LONG_NANOS : notice);
        }
        return answered(desk.answer());
    }

    private int answered(int answer) throws IOException {
        turns.status(turns.running() ? "busy" : "idle", "");
        return answer;
    }
}
