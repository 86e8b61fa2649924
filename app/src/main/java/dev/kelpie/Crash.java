package dev.kelpie;

import dev.kelpie.home.Home;
import dev.kelpie.verb.ExitCode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;

/// A bug of ours came to light: it is written down, and said.
final class Crash {
    private Crash() {}

    /// Says it on standard error; answers the code to end with.
    static int report(Throwable e, Home home, Clock clock) {
        written(e, home, clock).lines().forEach(line -> System.err.println("kelpie: " + line));
        return ExitCode.BUG.code();
    }

    /// Answers the words for whoever met it, which hold the trace itself only where there is no
    /// place for a file.
    static String written(Throwable e, Home home, Clock clock) {
        var trace = new StringWriter();
        e.printStackTrace(new PrintWriter(trace));
        try {
            Files.createDirectories(home.logs());
            Path file = home.logs().resolve("crash-" + clock.millis() + ".txt");
            Home.write(file, Version.words() + "\n" + trace);
            return "a bug in Kelpie: " + e + "\nplease report it with " + file;
        } catch (IOException | RuntimeException nowhere) {
            return "a bug in Kelpie, and no place to write it down:\n" + trace;
        }
    }
}
