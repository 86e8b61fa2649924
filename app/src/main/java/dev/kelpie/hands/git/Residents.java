package dev.kelpie.hands.git;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// Which live processes have their working directory in a tree.
final class Residents {
    /// No path is deeper; a bound against a file system that never reaches its top.
    private static final int DEPTH_MAX = 256;

    private static final Path PROC = Path.of("/proc");

    private Residents() {}

    static List<Long> in(Path tree) {
        return Files.isDirectory(PROC.resolve("self")) ? byProc(tree) : byLsof(tree);
    }

    /// Compares directories, not names: a process in a sandbox sees the same directory elsewhere.
    private static List<Long> byProc(Path tree) {
        var pids = new ArrayList<Long>();
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROC, "[0-9]*")) {
            var wanted = key(tree);
            for (var process : processes) {
                if (wanted.isPresent() && isInside(process.resolve("cwd"), wanted.get())) {
                    pids.add(Long.parseLong(process.getFileName().toString()));
                }
            }
        } catch (IOException unreadable) {
            throw new GitException("see who works in " + tree, "Try again.", unreadable);
        }
        return pids;
    }

    private static boolean isInside(Path cwd, Object wanted) {
        Optional<Object> above = Optional.empty();
        var at = cwd;
        for (int depth = 0; depth < DEPTH_MAX; depth++) {
            var here = key(at);
            if (here.isEmpty() || here.equals(above)) {
                return false; // gone, not ours to see, or the top
            }
            if (here.get().equals(wanted)) {
                return true;
            }
            above = here;
            at = at.resolve("..");
        }
        return false;
    }

    /// Empty when the process has ended meanwhile or belongs to somebody else.
    private static Optional<Object> key(Path directory) {
        try {
            return Optional.ofNullable(
                    Files.readAttributes(directory, BasicFileAttributes.class).fileKey());
        } catch (IOException unseen) {
            return Optional.empty();
        }
    }

    /// macOS has no /proc; `lsof` prints `p<pid>` and `n<path>` lines.
    private static List<Long> byLsof(Path tree) {
        try {
            var process =
                    new ProcessBuilder("lsof", "-w", "-a", "-d", "cwd", "-F", "pn")
                            .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start();
            String listing;
            try (var output = process.getInputStream()) {
                listing = new String(output.readAllBytes(), StandardCharsets.UTF_8);
            }
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
            return parseLsof(listing, tree);
        } catch (IOException missing) {
            throw new GitException("see who works in " + tree, "Install lsof.", missing);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new GitException("see who works in " + tree, "Kelpie is stopping.", stop);
        }
    }

    static List<Long> parseLsof(String listing, Path tree) {
        var pids = new ArrayList<Long>();
        long pid = 0;
        for (var line : listing.split("\n", -1)) {
            if (line.startsWith("p")) {
                pid = Long.parseLong(line.substring(1));
            } else if (line.startsWith("n/") && Path.of(line.substring(1)).startsWith(tree)) {
                pids.add(pid);
            }
        }
        return pids;
    }
}
