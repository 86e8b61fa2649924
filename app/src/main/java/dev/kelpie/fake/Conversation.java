package dev.kelpie.fake;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;

/// The session as it is kept: its id, its transcript file, its use of the context window.
final class Conversation {
    private static final long WINDOW_TOKENS = 200_000;
    private static final long FRESH_TOKENS = 14_000;

    private final Options options;
    private final Pace pace;
    private final Random ids;
    private String id;
    private String parent = "";
    private long window = WINDOW_TOKENS;
    private long context;
    private long output;
    private int answers;

    Conversation(Options options, Pace pace, String id) {
        this.options = options;
        this.pace = pace;
        this.id = id;
        this.ids = new Random(System.nanoTime() ^ (ProcessHandle.current().pid() << 32));
    }

    /// An id that needs no secure random, which is slow to start.
    static String newId(Random random) {
        long high = (random.nextLong() & ~0xf000L) | 0x4000L;
        long low = (random.nextLong() & 0x3fff_ffff_ffff_ffffL) | 0x8000_0000_0000_0000L;
        return new UUID(high, low).toString();
    }

    String id() {
        return id;
    }

    void restart() {
        id = newId(ids);
        parent = "";
        context = 0;
        answers = 0;
    }

    Path file() {
        return file(options, id);
    }

    static Path file(Options options, String id) {
        String dashed = options.cwd().toString().replaceAll("[^A-Za-z0-9]", "-");
        return options.home().resolve("projects").resolve(dashed).resolve(id + ".jsonl");
    }

    /// Takes up what the file holds; answers how many messages that were.
    int resume() throws IOException {
        int messages = 0;
        for (String line : Files.readAllLines(file())) {
            if (!line.endsWith("}")) {
                continue; // Torn by a kill in the middle of a write.
            }
            Object entry = Json.read(line);
            if (!Json.text(entry, "type").equals("system")) {
                messages++;
            }
            parent = Json.text(entry, "uuid");
            Object usage = Json.at(entry, "message", "usage");
            if (Json.at(usage, "input_tokens") instanceof Long input
                    && Json.at(usage, "cache_read_input_tokens") instanceof Long cached) {
                context = input + cached;
                answers++;
            }
        }
        return messages;
    }

    String freshId(String prefix) {
        return prefix + newId(ids).replace("-", "").substring(0, 24);
    }

    void window(long tokens) {
        window = tokens;
    }

    /// Moves the context to a share of the window, or by a number of tokens.
    void use(String amount) {
        if (amount.endsWith("%")) {
            context = window * Long.parseLong(amount.substring(0, amount.length() - 1)) / 100;
        } else if (amount.startsWith("+")) {
            context += Long.parseLong(amount.substring(1));
        } else {
            context = Long.parseLong(amount);
        }
    }

    long context() {
        return context;
    }

    long usedPercent() {
        return Math.round(100.0 * context / window);
    }

    void user(String text) throws IOException {
        append("user", Json.object("role", "user", "content", text));
    }

    void toolResult(String toolUseId, String text, boolean error) throws IOException {
        Map<String, Object> result =
                Json.object(
                        "type", "tool_result",
                        "tool_use_id", toolUseId,
                        "content", text,
                        "is_error", error);
        append("user", Json.object("role", "user", "content", List.of(result)));
    }

    void assistant(String text) throws IOException {
        assistant(Json.object("type", "text", "text", text), text.length() / 4 + 8L);
    }

    void toolUse(String toolUseId, String tool, Object input) throws IOException {
        Map<String, Object> use =
                Json.object("type", "tool_use", "id", toolUseId, "name", tool, "input", input);
        assistant(use, 60);
    }

    void apiError(String error, String text) throws IOException {
        Map<String, Object> message =
                Json.object(
                        "role", "assistant",
                        "model", "<synthetic>",
                        "content", List.of(Json.object("type", "text", "text", text)));
        Map<String, Object> entry = entry("assistant", message);
        entry.put("isApiErrorMessage", true);
        entry.put("error", error);
        write(entry);
    }

    private void assistant(Map<String, Object> content, long tokens) throws IOException {
        context = context == 0 ? FRESH_TOKENS : context + tokens;
        output += tokens;
        answers++;
        Map<String, Object> message =
                Json.object(
                        "role", "assistant",
                        "model", options.model(),
                        "content", List.of(content),
                        "usage", usage(tokens));
        append("assistant", message);
    }

    private Map<String, Object> usage(long tokens) {
        return Json.object(
                "input_tokens",
                Math.min(12, context),
                "cache_creation_input_tokens",
                0,
                "cache_read_input_tokens",
                Math.max(0, context - 12),
                "output_tokens",
                tokens);
    }

    void system(String subtype, String text) throws IOException {
        Map<String, Object> entry = entry("system", Json.NULL);
        entry.remove("message");
        entry.put("subtype", subtype);
        entry.put("content", text);
        write(entry);
    }

    private void append(String type, Map<String, Object> message) throws IOException {
        write(entry(type, message));
    }

    private Map<String, Object> entry(String type, Object message) {
        String uuid = newId(ids);
        Map<String, Object> entry =
                Json.object(
                        "parentUuid",
                        parent.isEmpty() ? Json.NULL : parent,
                        "isSidechain",
                        false,
                        "type",
                        type,
                        "message",
                        message,
                        "uuid",
                        uuid,
                        "timestamp",
                        timestamp(pace.wallMillis()),
                        "sessionId",
                        id,
                        "cwd",
                        options.cwd().toString(),
                        "version",
                        FakeAgent.VERSION);
        parent = uuid;
        return entry;
    }

    private void write(Map<String, Object> entry) throws IOException {
        Files.createDirectories(file().getParent());
        Files.writeString(
                file(),
                Json.write(entry) + "\n",
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
    }

    /// ISO time without the formatter classes, which cost a start more than the program does.
    static String timestamp(long millis) {
        LocalDateTime time =
                LocalDateTime.ofEpochSecond(Math.floorDiv(millis, 1000L), 0, ZoneOffset.UTC);
        StringBuilder out = new StringBuilder(24);
        pad(out.append(time.getYear()).append('-'), time.getMonthValue(), 2);
        pad(out.append('-'), time.getDayOfMonth(), 2);
        pad(out.append('T'), time.getHour(), 2);
        pad(out.append(':'), time.getMinute(), 2);
        pad(out.append(':'), time.getSecond(), 2);
        pad(out.append('.'), (int) Math.floorMod(millis, 1000L), 3);
        return out.append('Z').toString();
    }

    private static void pad(StringBuilder out, int number, int digits) {
        String text = Integer.toString(number);
        out.append("0".repeat(digits - text.length())).append(text);
    }

    /// What every hook is told.
    Map<String, Object> payload(String event, Mode mode) {
        return Json.object(
                "session_id",
                id,
                "transcript_path",
                file().toString(),
                "cwd",
                options.cwd().toString(),
                "permission_mode",
                mode == Mode.MANUAL ? "default" : mode.word(),
                "hook_event_name",
                event);
    }

    /// What the status line command is told; `limited` means the five-hour limit is used up.
    Map<String, Object> statusLine(boolean limited, long resetsAtSeconds) {
        String cwd = options.cwd().toString();
        Object percent = answers == 0 ? Json.NULL : usedPercent();
        Object left = answers == 0 ? Json.NULL : Math.max(0, 100 - usedPercent());
        Map<String, Object> payload =
                Json.object(
                        "session_id", id,
                        "transcript_path", file().toString(),
                        "cwd", cwd,
                        "model",
                                Json.object("id", options.model(), "display_name", options.model()),
                        "workspace", Json.object("current_dir", cwd, "project_dir", cwd),
                        "version", FakeAgent.VERSION,
                        "cost", Json.object("total_cost_usd", output / 40_000.0),
                        "context_window",
                                Json.object(
                                        "total_input_tokens", context,
                                        "total_output_tokens", output,
                                        "context_window_size", window,
                                        "current_usage", answers == 0 ? Json.NULL : usage(0),
                                        "used_percentage", percent,
                                        "remaining_percentage", left),
                        "exceeds_200k_tokens", context > 200_000);
        if (!options.name().isEmpty()) {
            payload.put("session_name", options.name());
        }
        if (limited) {
            Map<String, Object> five =
                    Json.object("used_percentage", 100, "resets_at", resetsAtSeconds);
            payload.put("rate_limits", Json.object("five_hour", five));
        }
        return payload;
    }
}
