package dev.kelpie.fake;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;

/// The file by which others see what this process does: `sessions/<pid>.json`.
final class Registry {
    private final Path file;
    private final Path fresh;
    private final Map<String, Object> fields;
    private final Pace pace;

    Registry(Options options, Pace pace) {
        long pid = ProcessHandle.current().pid();
        this.pace = pace;
        this.file = options.home().resolve("sessions").resolve(pid + ".json");
        this.fresh = options.home().resolve("sessions").resolve("." + pid + ".tmp");
        this.fields =
                Json.object(
                        "pid",
                        pid,
                        "cwd",
                        options.cwd().toString(),
                        "startedAt",
                        pace.wallMillis(),
                        "procStart",
                        procStart(pid),
                        "version",
                        FakeAgent.VERSION,
                        "kind",
                        "interactive",
                        "entrypoint",
                        "cli",
                        "name",
                        options.name());
    }

    /// Says what we do now; readers see the old file or the new one, never half of it.
    void write(String sessionId, String status, String waitingFor) throws IOException {
        fields.put("sessionId", sessionId);
        fields.put("status", status);
        fields.remove("waitingFor");
        if (!waitingFor.isEmpty()) {
            fields.put("waitingFor", waitingFor);
        }
        fields.put("statusUpdatedAt", pace.wallMillis());
        Files.createDirectories(file.getParent());
        Files.writeString(fresh, Json.write(fields));
        Files.move(
                fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    void remove() throws IOException {
        Files.deleteIfExists(file);
    }

    /// The start time as the kernel counts it, so that a reused pid is told apart.
    private static String procStart(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
            return stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1)[19];
        } catch (IOException e) {
            // Not Linux: the start in milliseconds tells as much.
            return ProcessHandle.current()
                    .info()
                    .startInstant()
                    .map(start -> Long.toString(start.toEpochMilli()))
                    .orElse("0");
        }
    }
}
