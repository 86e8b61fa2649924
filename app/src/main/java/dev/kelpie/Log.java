package dev.kelpie;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;

/// The engine's own log: what went wrong outside, a line each. What happened to agents is in the
/// events, not here.
final class Log {
    /// A log that grows beyond this begins anew, with the old one kept beside it.
    private static final long SIZE_MAX = 5_000_000;

    private final Path file;
    private final Clock clock;

    Log(Path directory, Clock clock) {
        this.file = directory.resolve("engine.log");
        this.clock = clock;
    }

    synchronized void line(String text) {
        try {
            if (Files.exists(file) && Files.size(file) > SIZE_MAX) {
                Files.move(
                        file,
                        file.resolveSibling("engine.log.1"),
                        java.nio.file.StandardCopyOption.REPLACE_EXISTING);
            }
            Files.writeString(
                    file,
                    clock.instant() + " " + text.replace('\n', ' ') + "\n",
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            // A full disk is what there is most to say about: it must not end the engine.
            System.err.println("kelpie: can't write the log " + file + ": " + e + "; " + text);
        }
    }
}
