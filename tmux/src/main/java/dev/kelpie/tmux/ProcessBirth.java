package dev.kelpie.tmux;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/// When a process began, as the system counts it: by that it is told from a later one with its
/// number. On Linux in ticks since the machine started, which no change of the clock moves,
/// elsewhere in milliseconds since 1970.
public final class ProcessBirth {
    /// Which word of `stat`, after the program's name in parentheses.
    private static final int START = 19;

    private ProcessBirth() {}

    /// Empty when there is no such process, or only what is left of one.
    public static OptionalLong of(long pid) {
        Optional<ProcessHandle> process = ProcessHandle.of(pid).filter(ProcessHandle::isAlive);
        if (process.isEmpty() || PaneProcess.zombie(pid)) {
            return OptionalLong.empty();
        }
        try {
            String stat =
                    Files.readString(
                            Path.of("/proc", Long.toString(pid), "stat"),
                            StandardCharsets.ISO_8859_1);
            String[] words = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            return OptionalLong.of(Long.parseLong(words[START]));
        } catch (IOException e) {
            // No /proc here, or gone meanwhile: then it has no start either.
            return process.get().info().startInstant().map(Instant::toEpochMilli).stream()
                    .mapToLong(Long::longValue)
                    .findFirst();
        }
    }

    /// Whether this very process lives.
    public static boolean lives(long pid, long birth) {
        OptionalLong now = of(pid);
        return now.isPresent() && now.getAsLong() == birth;
    }
}
