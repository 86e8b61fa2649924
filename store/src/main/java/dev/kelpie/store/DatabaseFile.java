package dev.kelpie.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Set;

/// The database as a file with its two companions: who may read it, and where it goes when it is
/// damaged.
record DatabaseFile(Path path) {
    private static final Set<PosixFilePermission> OWNER_FILE =
            PosixFilePermissions.fromString("rw-------");
    private static final Set<PosixFilePermission> OWNER_DIRECTORY =
            PosixFilePermissions.fromString("rwx------");
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    /// SQLite takes what is shorter than its smallest page for a new database and writes over it.
    private static final long SMALLEST = 512;

    // Where the head of the file has what: how long a page is, how many there are, and whether
    // whoever counted them was the last to change anything.
    private static final int HEAD = 100;
    private static final int PAGE_SIZE = 16;
    private static final int CHANGES = 24;
    private static final int PAGES = 28;
    private static final int COUNTED_AT = 92;

    DatabaseFile {
        path = path.toAbsolutePath();
    }

    Path wal() {
        return beside("-wal");
    }

    Path beside(String suffix) {
        return path.resolveSibling(path.getFileName() + suffix);
    }

    /// Makes the directory, for its owner alone. One that exists is left as it is: it may be shared
    /// with others on purpose, and the files in it are closed by themselves.
    void makeDirectory() {
        Path directory = directory();
        try {
            Files.createDirectories(directory, owner(OWNER_DIRECTORY));
        } catch (IOException e) {
            throw new StoreException(
                    "cannot make the directory "
                            + directory
                            + ": make it yourself, or name another place",
                    e);
        }
    }

    /// An empty file of this name that only its owner may read, from its first moment on.
    static void touch(Path path) throws IOException {
        Files.createFile(path, owner(OWNER_FILE));
    }

    /// Closes what an older tool or a copy has left open to others.
    void close() throws IOException {
        for (Path file : files()) {
            if (Files.exists(file) && !Files.getPosixFilePermissions(file).equals(OWNER_FILE)) {
                Files.setPosixFilePermissions(file, OWNER_FILE);
            }
        }
    }

    /// A database is made under another name and then given its own, so that an empty file of that
    /// name can only be a damaged one.
    void publish(Path made) throws IOException {
        try {
            Files.createLink(path, made);
            Files.delete(made);
        } catch (FileAlreadyExistsException _) {
            Files.delete(made); // Somebody else was faster, and theirs is as good.
        } catch (UnsupportedOperationException _) {
            Files.move(made, path);
        }
    }

    /// Whether there is a database, or the rest of one.
    boolean exists() {
        if (!Files.exists(path)) {
            if (size(wal()) > 0) {
                throw damaged("its journal is there, but the file itself is gone");
            }
            return false;
        }
        if (!Files.isRegularFile(path)) {
            throw new StoreException(path + " is not a file: move it away, or name another place");
        }
        if (size(path) < SMALLEST || (!leftOpen() && size(path) < told())) {
            throw damaged("it is cut off");
        }
        return true;
    }

    /// The length that its own head tells of. Looked up before SQLite opens it, which would cut or
    /// pad a part of a page; with a journal beside it, the head may be ahead of the file.
    private long told() {
        var head = ByteBuffer.allocate(HEAD);
        try (var file = Files.newByteChannel(path)) {
            while (head.hasRemaining() && file.read(head) >= 0) {
                // A short read is read on.
            }
        } catch (IOException e) {
            throw new StoreException("cannot read " + path + ": see to its permissions", e);
        }
        boolean counted = head.getInt(CHANGES) == head.getInt(COUNTED_AT);
        return counted ? Integer.toUnsignedLong(head.getInt(PAGES)) * pageSize(head) : 0;
    }

    private static int pageSize(ByteBuffer head) {
        int size = Short.toUnsignedInt(head.getShort(PAGE_SIZE));
        return size == 1 ? 65_536 : size;
    }

    /// Whether the last one to use it did not get to close it.
    boolean leftOpen() {
        return size(wal()) > 0;
    }

    void assertWritable() {
        for (Path needed : List.of(directory(), path)) {
            if (Files.exists(needed) && !Files.isWritable(needed)) {
                throw readOnly(needed);
            }
        }
    }

    StoreException damaged(String how) {
        return new StoreException("the database " + path + " is damaged: " + how + AFTER_DAMAGE);
    }

    static final String AFTER_DAMAGE =
            ". It was left as it is: put a backup in its place, or have it set aside and begin anew";

    static StoreException readOnly(Path needed) {
        return new StoreException(
                "cannot write "
                        + needed
                        + ": it is read-only. Make it writable, or name another place");
    }

    /// Moves the file and its companions out of the way and answers the new name of the file.
    Path setAside(Instant now) {
        String stamp = STAMP.format(now);
        String suffix = ".damaged-" + stamp;
        for (int n = 2; Files.exists(beside(suffix)); n++) {
            suffix = ".damaged-" + stamp + "-" + n;
        }
        Path aside = beside(suffix);
        try {
            for (Path file : files()) {
                if (Files.exists(file)) {
                    String companion = file.toString().substring(path.toString().length());
                    Files.move(file, Path.of(aside + companion), StandardCopyOption.ATOMIC_MOVE);
                }
            }
        } catch (IOException e) {
            throw new StoreException("cannot set " + path + " aside: move it away yourself", e);
        }
        return aside;
    }

    private Path directory() {
        Path directory = path.getParent();
        if (directory == null) {
            throw new StoreException(path + " is a directory: name a file in it");
        }
        return directory;
    }

    /// The companions come first: a file without its journal would lose what is only in there.
    private List<Path> files() {
        return List.of(wal(), beside("-shm"), path);
    }

    private static long size(Path file) {
        try {
            return Files.exists(file) ? Files.size(file) : 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static FileAttribute<Set<PosixFilePermission>> owner(
            Set<PosixFilePermission> permissions) {
        return PosixFilePermissions.asFileAttribute(permissions);
    }
}
