package dev.kelpie.hands.spool;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// The directory of one session through which its hooks and the engine talk. A hook writes into
/// `tmp/` and renames into `new/`; the engine takes from `new/` and renames into `cur/`. What waits
/// for the agent lies in `in/`, a file per hook event, and goes to `taken/` when handed over.
public record Spool(Path directory) {
    /// Only the newest of each event and this many others are kept once read.
    private static final int KEPT_MAX = 64;

    /// Larger payloads are cut short: what is beyond is tool output that nobody reads here.
    private static final int PAYLOAD_MAX = 1 << 20;

    private static final List<String> FOLDERS = List.of("tmp", "new", "cur", "in", "taken");

    /// One event as a hook wrote it.
    public record Entry(String name, String event, Instant at, String payload) {}

    /// Makes the directories, readable by the owner only. Fine when they are there.
    public Spool make() {
        try {
            var owner = PosixFilePermissions.fromString("rwx------");
            Files.createDirectories(directory);
            Files.setPosixFilePermissions(directory, owner);
            for (String folder : FOLDERS) {
                Path path = directory.resolve(folder);
                Files.createDirectories(path);
                Files.setPosixFilePermissions(path, owner);
            }
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make the spool " + directory, e);
        }
    }

    /// Where a watcher looks for new events.
    public Path arrivals() {
        return directory.resolve("new");
    }

    /// Events that were read before, the oldest first: what a new engine begins with.
    public List<Entry> past() {
        return entries(directory.resolve("cur"));
    }

    /// Events that nobody has read, the oldest first; they are read from now on.
    public List<Entry> take() {
        List<Entry> entries = entries(arrivals());
        for (Entry entry : entries) {
            move(arrivals().resolve(entry.name()), directory.resolve("cur").resolve(entry.name()));
        }
        if (!entries.isEmpty()) {
            prune();
        }
        return entries;
    }

    /// Lays `output` ready: the next hook of that event prints it, once. Replaces what lay there.
    public void offer(String event, String output) {
        try {
            Path draft = directory.resolve("tmp").resolve("in." + event);
            Files.writeString(draft, output);
            Files.move(
                    draft,
                    directory.resolve("in").resolve(event),
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot lay mail ready in " + directory, e);
        }
    }

    /// Takes an offer back. False when the hook was faster: it has been handed over.
    public boolean withdraw(String event) {
        try {
            return Files.deleteIfExists(directory.resolve("in").resolve(event));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot take mail back in " + directory, e);
        }
    }

    private static List<Entry> entries(Path folder) {
        var entries = new ArrayList<Entry>();
        if (!Files.isDirectory(folder)) {
            return entries;
        }
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                entry(file).ifPresent(entries::add);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the spool " + folder, e);
        }
        entries.sort(Comparator.comparing(Entry::at).thenComparing(Entry::name));
        return entries;
    }

    private static Optional<Entry> entry(Path file) throws IOException {
        String name = file.getFileName().toString();
        int dot = name.lastIndexOf('.');
        if (dot < 0 || !Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try (var in = Files.newInputStream(file)) {
            FileTime at = Files.getLastModifiedTime(file);
            String payload = new String(in.readNBytes(PAYLOAD_MAX), StandardCharsets.UTF_8);
            return Optional.of(new Entry(name, name.substring(dot + 1), at.toInstant(), payload));
        } catch (NoSuchFileException e) {
            // Another reader was faster.
            return Optional.empty();
        }
    }

    private static void move(Path from, Path to) {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (NoSuchFileException e) {
            // Another reader was faster; the event counts once for each of us.
        } catch (IOException e) {
            throw new UncheckedIOException("cannot take " + from, e);
        }
    }

    private void prune() {
        if (count(directory.resolve("cur")) <= 2 * KEPT_MAX) {
            return;
        }
        List<Entry> kept = past();
        Set<String> seen = new HashSet<>();
        for (int i = kept.size() - 1; i >= 0; i--) {
            boolean newest = seen.add(kept.get(i).event());
            if (!newest && kept.size() - i > KEPT_MAX) {
                delete(directory.resolve("cur").resolve(kept.get(i).name()));
            }
        }
    }

    private static long count(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.count();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the spool " + folder, e);
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete " + file, e);
        }
    }
}
