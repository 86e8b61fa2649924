package dev.kelpie;

import java.io.Console;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/// Putting a terminal right from outside.
final class Terminals {
    /// Leaves the alternate screen, shows the cursor, ends mouse, paste, focus and synchronized
    /// modes and every colour.
    static final String RESET =
            "\033[?2026l\033[?1000l\033[?1002l\033[?1003l\033[?1006l\033[?1004l\033[?2004l"
                    + "\033[<u\033[?1049l\033[?25h\033[0m";

    private Terminals() {}

    /// Whether a person sits at this process. Without one there may be no console at all.
    static boolean here() {
        return Optional.ofNullable(System.console()).map(Console::isTerminal).orElse(false);
    }

    /// Writes to the terminal itself, past standard output, where there is one.
    static void write(String text) {
        try {
            Files.writeString(Path.of("/dev/tty"), text, StandardOpenOption.WRITE);
        } catch (IOException e) {
            System.err.println("kelpie: there is no terminal to write to: " + e.getMessage());
        }
    }

    /// `stty sane`, where there is a terminal.
    static void sane() throws InterruptedException {
        try {
            new ProcessBuilder("stty", "sane")
                    .redirectInput(new File("/dev/tty"))
                    .redirectErrorStream(true)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            System.err.println("kelpie: stty can't be run: " + e.getMessage());
        }
    }
}
