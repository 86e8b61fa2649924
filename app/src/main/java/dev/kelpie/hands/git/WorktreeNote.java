package dev.kelpie.hands.git;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;

/// What Kelpie remembers about a worktree that it made, kept in the repository's own directory
/// (never in a tree). It is written before git starts, so a crash in between leaves a note that
/// says what may be undone: while `ready` is false nobody has worked there.
///
/// @param ours whether Kelpie made the branch
/// @param target the branch that the work is meant for, when it started from one
record WorktreeNote(
        String agent,
        String session,
        Path path,
        String branch,
        String base,
        boolean ours,
        Optional<String> target,
        boolean ready) {

    WorktreeNote asReady() {
        return new WorktreeNote(agent, session, path, branch, base, ours, target, true);
    }

    static Optional<WorktreeNote> of(Path common, String agent) {
        return read(file(common, agent));
    }

    static Optional<WorktreeNote> at(Path common, Path worktree) {
        return all(common).stream().filter(note -> note.path().equals(worktree)).findFirst();
    }

    static List<WorktreeNote> all(Path common) {
        var folder = common.resolve("kelpie");
        if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            return List.of();
        }
        var notes = new ArrayList<WorktreeNote>();
        try (Stream<Path> files = Files.list(folder)) {
            files.filter(file -> file.toString().endsWith(".worktree"))
                    .sorted()
                    .forEach(file -> read(file).ifPresent(notes::add));
        } catch (IOException unreadable) {
            throw failed("read", folder, unreadable);
        }
        return notes;
    }

    void write(Path common) {
        var file = file(common, agent);
        var lines = new Properties();
        lines.setProperty("agent", agent);
        lines.setProperty("session", session);
        lines.setProperty("path", path.toString());
        lines.setProperty("branch", branch);
        lines.setProperty("base", base);
        lines.setProperty("ours", Boolean.toString(ours));
        target.ifPresent(name -> lines.setProperty("target", name));
        lines.setProperty("ready", Boolean.toString(ready));
        var text = new StringWriter();
        try {
            lines.store(text, "Kelpie: a worktree and whose it is");
            Files.createDirectories(file.getParent());
            var fresh = Files.createTempFile(file.getParent(), ".note", null);
            Files.writeString(fresh, text.toString(), StandardCharsets.UTF_8);
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException unwritable) {
            throw failed("write", file, unwritable);
        }
    }

    /// When the worktree was ready.
    Instant written(Path common) {
        var file = file(common, agent);
        try {
            return Files.getLastModifiedTime(file).toInstant();
        } catch (IOException gone) {
            throw failed("look at", file, gone);
        }
    }

    void delete(Path common) {
        var file = file(common, agent);
        try {
            Files.deleteIfExists(file);
        } catch (IOException stays) {
            throw failed("delete", file, stays);
        }
    }

    private static Optional<WorktreeNote> read(Path file) {
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.empty();
        }
        try {
            var lines = new Properties();
            lines.load(new StringReader(Files.readString(file, StandardCharsets.UTF_8)));
            for (var key : List.of("agent", "session", "path", "branch", "base", "ours", "ready")) {
                if (lines.getProperty(key) == null) {
                    throw new GitException(
                            "read " + file, "it has no " + key, "Move it away and try again.");
                }
            }
            return Optional.of(
                    new WorktreeNote(
                            lines.getProperty("agent", ""),
                            lines.getProperty("session", ""),
                            Path.of(lines.getProperty("path", "")),
                            lines.getProperty("branch", ""),
                            lines.getProperty("base", ""),
                            Boolean.parseBoolean(lines.getProperty("ours")),
                            Optional.ofNullable(lines.getProperty("target")),
                            Boolean.parseBoolean(lines.getProperty("ready"))));
        } catch (IOException | IllegalArgumentException unreadable) {
            throw failed("read", file, unreadable);
        }
    }

    private static Path file(Path common, String agent) {
        return common.resolve("kelpie").resolve(agent + ".worktree");
    }

    private static GitException failed(String verb, Path file, Exception cause) {
        return new GitException(
                verb + " " + file, "Check the rights and the space there, then try again.", cause);
    }
}
