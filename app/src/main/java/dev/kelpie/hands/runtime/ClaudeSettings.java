package dev.kelpie.hands.runtime;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kelpie.hands.spool.HookScript;
import dev.kelpie.hands.spool.Spool;
import dev.kelpie.home.Home;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Gives Claude Code our hooks and status line by a settings file of the session. The person's own
/// hooks stay: Claude merges the files. Their status line would be replaced, so ours runs it.
final class ClaudeSettings {
    private static final ObjectMapper JSON = new ObjectMapper();

    /// A hook takes milliseconds; a disk that hangs must not hold up the agent for a minute.
    private static final int TIMEOUT_S = 5;

    /// Those whose input names the file that they write.
    private static final String WRITING_TOOLS = "Edit|Write|MultiEdit|NotebookEdit";

    private ClaudeSettings() {}

    /// Writes the session's files, and answers the settings file.
    static Path write(
            Path directory,
            Spool spool,
            Path workdir,
            Optional<Path> home,
            Descriptor.Hooks hooks,
            Optional<String> version,
            boolean confined) {
        Path hook = HookScript.hook(directory, spool);
        Path status = HookScript.statusLine(directory, ownStatusLine(workdir, home));
        ObjectNode settings = JSON.createObjectNode();
        ObjectNode events = settings.putObject("hooks");
        for (String event : events(hooks, version)) {
            command(
                    events.putArray(event).addObject(),
                    HookScript.quoted(hook.toString()) + " " + event);
        }
        if (confined) {
            Path guard = HookScript.guard(directory, spool, workdir);
            ObjectNode group = events.withArray("PreToolUse").addObject();
            group.put("matcher", WRITING_TOOLS);
            command(group, HookScript.quoted(guard.toString()));
        }
        ObjectNode line = settings.putObject("statusLine");
        line.put("type", "command");
        line.put("command", HookScript.quoted(status.toString()));
        Path file = directory.resolve("settings.json");
        Home.write(file, settings.toPrettyString());
        return file;
    }

    private static void command(ObjectNode group, String command) {
        ObjectNode handler = group.putArray("hooks").addObject();
        handler.put("type", "command");
        handler.put("command", command);
        handler.put("timeout", TIMEOUT_S);
    }

    /// The events that this version knows. An unknown name opens a dialog at its start, so an
    /// unknown version gets only those that need none.
    static List<String> events(Descriptor.Hooks hooks, Optional<String> version) {
        return hooks.events().stream()
                .filter(event -> {
                    String since = hooks.since().getOrDefault(event, "");
                    return since.isEmpty()
                            || version.map(v -> Versions.compare(v, since) >= 0).orElse(false);
                })
                .toList();
    }

    /// The command that would draw the status line without us: the nearest settings file wins.
    static Optional<String> ownStatusLine(Path workdir, Optional<Path> home) {
        var files = new java.util.ArrayList<Path>();
        files.add(workdir.resolve(".claude/settings.local.json"));
        files.add(workdir.resolve(".claude/settings.json"));
        home.ifPresent(h -> files.add(h.resolve("settings.json")));
        for (Path file : files) {
            Optional<String> command = statusLine(file);
            if (command.isPresent()) {
                return command;
            }
        }
        return Optional.empty();
    }

    private static Optional<String> statusLine(Path file) {
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try {
            JsonNode line = JSON.readTree(Files.readString(file)).path("statusLine");
            String command = line.path("command").asText("");
            return line.path("type").asText("").equals("command") && !command.isBlank()
                    ? Optional.of(command)
                    : Optional.empty();
        } catch (JacksonException e) {
            // Claude skips such a file entirely, and says so itself.
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }
}
