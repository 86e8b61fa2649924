package dev.kelpie.tui.term;

import dev.kelpie.tui.Size;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// The modes and the size of one tty, by `stty` with that tty as its input.
record Stty(Path tty) {
    /// How the tty was before us, as `stty -g` wrote it, and its size.
    record Found(String modes, Size size) {
        Found {
            if (!modes.matches("[0-9a-zA-Z:=,.]+")) {
                throw new NoTerminalException("stty described the terminal as \"" + modes + "\"");
            }
        }
    }

    /// Every key arrives as a byte, and a read gives up after a tenth of a second, so that the
    /// reading thread can be asked to stand aside.
    private static final String RAW =
            "-icanon -echo -isig -iexten -ixon -icrnl -inlcr -igncr -brkint -istrip min 0 time 1";

    /// `stty` answers at once or something is badly wrong.
    private static final long PATIENCE_SECONDS = 5;

    /// Remembers the modes, finds the size and goes raw, in one process.
    Found takeOver() {
        var lines =
                run(List.of("sh", "-c", "stty -g && stty size && stty " + RAW)).lines().toList();
        if (lines.size() < 2) {
            throw new NoTerminalException("stty did not describe " + tty + ": " + lines);
        }
        return new Found(lines.get(0).strip(), size(lines.get(1)).orElse(new Size(80, 24)));
    }

    void raw() {
        run(List.of("sh", "-c", "stty " + RAW));
    }

    void restore(String modes) {
        run(List.of("stty", modes));
    }

    Optional<Size> size() {
        return size(run(List.of("stty", "size")));
    }

    /// Stops our whole process group, as ctrl-z in a cooked terminal does; the shell wakes it.
    void stopGroup() {
        run(List.of("sh", "-c", "kill -TSTP 0"));
    }

    private static Optional<Size> size(String answer) {
        var parts = answer.strip().split(" ", -1);
        if (parts.length != 2 || !parts[0].matches("\\d+") || !parts[1].matches("\\d+")) {
            return Optional.empty();
        }
        int rows = Integer.parseInt(parts[0]);
        int columns = Integer.parseInt(parts[1]);
        // A fresh serial line or a careless pty says 0 0: nobody knows.
        return rows == 0 || columns == 0 ? Optional.empty() : Optional.of(new Size(columns, rows));
    }

    private String run(List<String> argv) {
        try {
            var process =
                    new ProcessBuilder(argv)
                            .redirectInput(tty.toFile())
                            .redirectErrorStream(true)
                            .start();
            var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new NoTerminalException(String.join(" ", argv) + " does not answer");
            }
            if (process.exitValue() != 0) {
                throw new NoTerminalException(
                        String.join(" ", argv) + " on " + tty + " said: " + said.strip());
            }
            return said;
        } catch (IOException e) {
            throw new NoTerminalException("cannot run " + argv.getFirst() + " on " + tty, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NoTerminalException("interrupted while asking " + tty, e);
        }
    }
}
