package dev.kelpie.hands.runtime;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongSupplier;

/// What a small file was last read as, so that a look at thirty agents does not read sixty files
/// that nobody has touched. A file's time is as coarse as the system's tick (4 ms on Linux): what
/// is read so soon after a change may miss the next one, and is read again.
final class Remembered<T> {
    private static final long SETTLE_NANOS = Duration.ofMillis(100).toNanos();

    private final Function<Path, Optional<T>> reader;
    private final LongSupplier nanos;
    private Optional<Mark> mark = Optional.empty();
    private Optional<T> value = Optional.empty();
    private long markedAt;
    private boolean settled;

    /// By what a change is told.
    private record Mark(Path file, FileTime modified, long size, Optional<Object> key) {}

    Remembered(Function<Path, Optional<T>> reader) {
        this(reader, System::nanoTime);
    }

    Remembered(Function<Path, Optional<T>> reader, LongSupplier nanos) {
        this.reader = reader;
        this.nanos = nanos;
    }

    /// What the file says now. Empty for one that is not there.
    Optional<T> read(Path file) {
        Optional<Mark> now = mark(file);
        if (!now.equals(mark)) {
            mark = now;
            markedAt = nanos.getAsLong();
            settled = false;
        }
        if (!settled) {
            boolean old = nanos.getAsLong() - markedAt > SETTLE_NANOS;
            value = now.isPresent() ? reader.apply(file) : Optional.empty();
            settled = old;
        }
        return value;
    }

    private static Optional<Mark> mark(Path file) {
        try {
            var attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return Optional.of(
                    new Mark(
                            file,
                            attributes.lastModifiedTime(),
                            attributes.size(),
                            Optional.ofNullable(attributes.fileKey())));
        } catch (IOException e) {
            return Optional.empty(); // not there, or gone meanwhile
        }
    }
}
