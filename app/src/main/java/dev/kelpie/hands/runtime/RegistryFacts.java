package dev.kelpie.hands.runtime;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/// What a program's own register of live sessions says of ours.
public record RegistryFacts(
        String status, Optional<String> waitingFor, Instant at, Optional<String> conversation) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /// What a register's file says, if the process that wrote it lives. A file may be half written
    /// when we look; then the next look tells.
    static Optional<RegistryFacts> of(Path file) {
        return parse(file).filter(Entry::live).map(Entry::facts);
    }

    private record Entry(long pid, String start, RegistryFacts facts) {
        /// The same process as the one that wrote it, not a later one with its number.
        boolean live() {
            Optional<ProcessHandle> process = ProcessHandle.of(pid).filter(ProcessHandle::isAlive);
            if (process.isEmpty()) {
                return false;
            }
            Optional<String> ticks = ticks(pid);
            return !start.matches("\\d+") || ticks.isEmpty() || ticks.get().equals(start);
        }
    }

    /// When the process started, as Linux counts it; other systems have no such file.
    private static Optional<String> ticks(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
            // The second field is the name in parentheses, which may hold blanks.
            String[] rest = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            return rest.length > 19 ? Optional.of(rest[19]) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static Optional<Entry> parse(Path file) {
        try {
            JsonNode node = JSON.readTree(Files.readString(file));
            String status = node.path("status").asText("");
            if (status.isEmpty()) {
                return Optional.empty();
            }
            return Optional.of(
                    new Entry(
                            node.path("pid").asLong(0),
                            node.path("procStart").asText(""),
                            new RegistryFacts(
                                    status,
                                    text(node, "waitingFor"),
                                    at(node, file),
                                    text(node, "sessionId"))));
        } catch (JacksonException e) {
            return Optional.empty();
        } catch (IOException e) {
            // Gone between the look and the read: the program has ended.
            return Optional.empty();
        }
    }

    private static Instant at(JsonNode node, Path file) throws IOException {
        JsonNode at = node.path("statusUpdatedAt");
        if (at.isNumber()) {
            return Instant.ofEpochMilli(at.asLong());
        }
        return Times.parse(at.asText("")).orElse(Files.getLastModifiedTime(file).toInstant());
    }

    private static Optional<String> text(JsonNode node, String key) {
        return Optional.of(node.path(key).asText("")).filter(t -> !t.isEmpty());
    }
}
