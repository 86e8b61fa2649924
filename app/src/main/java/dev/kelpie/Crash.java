package dev.kelpie;

import dev.kelpie.home.Home;
import dev.kelpie.verb.ExitCode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;

/// A bug of ours came to light: it is written down and said, and the process ends.
final class Crash {
    private Crash() {}

    static int report(Throwable e, Home home, Clock clock) {
        var trace = new StringWriter();
        e.printStackTrace(new PrintWriter(trace));
        try {
            Files.createDirectories(home.logs());
            Path file = home.logs().resolve("crash-" + clock.millis() + ".txt");
            Home.write(file, Version.words() + "\n" + trace);
            System.err.println("kelpie: a bug in Kelpie: " + e);
            System.err.println("kelpie: please report it with " + file);
        } catch (IOException | RuntimeException nowhere) {
            System.err.println("kelpie: a bug in Kelpie, and no place to write it down:");
            System.err.println(trace);
        }
        return ExitCode.BUG.code();
    }
}
