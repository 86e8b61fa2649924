package dev.kelpie.fake;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/// One call of a tool: its hooks, its lines on the screen and in the transcript.
final class ToolCall {
    private static final int SHOWN_LINES_MAX = 4;

    private final Turns turns;
    private final String name;
    private final Object input;
    private final String id;
    private long startedAt;
    private String permission = "";

    ToolCall(Turns turns, String name, Object input) {
        this.turns = turns;
        this.name = name;
        this.input = input;
        this.id = turns.conversation().freshId("toolu_");
    }

    /// The fields by which hooks know this call.
    Map<String, Object> fields() {
        return new LinkedHashMap<>(
                Json.object("tool_name", name, "tool_input", input, "tool_use_id", id));
    }

    /// What a PreToolUse hook said about asking: `allow`, `ask` or nothing.
    String permission() {
        return permission;
    }

    /// Fires PreToolUse; `false` if a hook denied the call.
    boolean begin() throws IOException, InterruptedException {
        startedAt = turns.pace().now();
        turns.began();
        turns.desk().print("\n● " + name + "(" + Text.head(subject(), 200) + ")");
        turns.conversation().toolUse(id, name, input);
        Hooks.Run run = turns.hook("PreToolUse", name, fields());
        permission = run.permission();
        if (permission.equals("deny") || !run.blocked().isEmpty()) {
            String why = "PreToolUse hook denied: " + run.blocked();
            turns.desk().print("  ⎿  Error: " + why);
            turns.conversation().toolResult(id, why, true);
            return false;
        }
        return true;
    }

    void end(String output) throws IOException, InterruptedException {
        String[] lines = output.split("\n", -1);
        for (int i = 0; i < Math.min(lines.length, SHOWN_LINES_MAX); i++) {
            turns.desk().print((i == 0 ? "  ⎿  " : "     ") + lines[i]);
        }
        if (lines.length > SHOWN_LINES_MAX) {
            int more = lines.length - SHOWN_LINES_MAX;
            turns.desk().print("     … +" + more + " lines (ctrl+o to expand)");
        }
        turns.conversation().toolResult(id, output, false);
        Map<String, Object> fields = fields();
        fields.put("tool_response", Json.object("stdout", output, "interrupted", false));
        fields.put("duration_ms", (turns.pace().now() - startedAt) / 1_000_000);
        turns.hook("PostToolUse", name, fields);
        turns.refreshStatusLine();
    }

    /// The call was turned down; nobody is told by a hook.
    void refused() throws IOException {
        turns.conversation()
                .toolResult(id, "The user doesn't want to proceed with this tool use.", true);
    }

    private String subject() {
        for (String key : new String[] {"command", "file_path", "pattern", "url"}) {
            String found = Json.text(input, key);
            if (!found.isEmpty()) {
                return found;
            }
        }
        return "";
    }
}
