package dev.kelpie.home;

import dev.kelpie.model.SessionId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;

/// The Kelpie home: one directory, readable by its owner alone, with everything that Kelpie keeps.
/// One engine serves one home.
public record Home(Path root, boolean standard) {
    /// `$KELPIE_HOME`, else `$XDG_STATE_HOME/kelpie`, else `~/.local/state/kelpie`.
    public static Home of(Map<String, String> environment) {
        String state = environment.getOrDefault("XDG_STATE_HOME", "");
        Path standard =
                Path.of(
                                state.isEmpty()
                                        ? environment.getOrDefault("HOME", "/") + "/.local/state"
                                        : state)
                        .resolve("kelpie")
                        .toAbsolutePath();
        String named = environment.getOrDefault("KELPIE_HOME", "");
        Path root = named.isEmpty() ? standard : Path.of(named).toAbsolutePath().normalize();
        return new Home(root, root.equals(standard));
    }

    /// Makes the directories that are missing, and closes the home to others.
    public Home make() {
        try {
            Files.createDirectories(root);
            if (!Files.isDirectory(root, LinkOption.NOFOLLOW_LINKS) && !Files.isDirectory(root)) {
                throw new HomeException(root + " is not a directory; set KELPIE_HOME to one");
            }
            close(root);
            for (Path dir : new Path[] {sessions(), logs(), tmp(), tmux()}) {
                Files.createDirectories(dir);
                close(dir);
            }
            return this;
        } catch (IOException e) {
            throw new HomeException(
                    "can't make the Kelpie home "
                            + root
                            + ": "
                            + e.getMessage()
                            + "; give KELPIE_HOME a directory that you may write",
                    e);
        }
    }

    private static void close(Path dir) throws IOException {
        Files.setPosixFilePermissions(dir, PosixFilePermissions.fromString("rwx------"));
    }

    public Path database() {
        return root.resolve("kelpie.db");
    }

    /// One line, `PORT TOKEN`, for whoever may read it.
    public Path door() {
        return root.resolve("door");
    }

    public Path lock() {
        return root.resolve("lock");
    }

    public Path logs() {
        return root.resolve("logs");
    }

    public Path tmp() {
        return root.resolve("tmp");
    }

    public Path tmux() {
        return root.resolve("tmux");
    }

    public Path sessions() {
        return root.resolve("sessions");
    }

    public Path worktrees() {
        return root.resolve("worktrees");
    }

    /// What belongs to one session: spool, settings, kept output.
    public Path session(SessionId id) {
        return sessions().resolve(id.value());
    }

    /// The tmux socket's name: `kelpie` for the standard home, else with a part that tells homes
    /// apart.
    public String socket() {
        return standard ? "kelpie" : "kelpie-" + hash(root.toString()).substring(0, 8);
    }

    private static String hash(String text) {
        try {
            return HexFormat.of()
                    .formatHex(
                            MessageDigest.getInstance("SHA-256")
                                    .digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /// Writes a small file for its owner alone, whole or not at all.
    public static void write(Path file, String text) {
        Path next = file.resolveSibling(file.getFileName() + ".new");
        try {
            Files.deleteIfExists(next);
            Files.createFile(
                    next,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rw-------")));
            Files.writeString(next, text);
            Files.move(
                    next,
                    file,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("can't write " + file, e);
        }
    }
}
