package dev.kelpie.home;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The right to be the engine of a home. The operating system lets go of it when the process ends,
/// however it ends. The file names the holder for whoever asks from outside.
public final class HomeLock implements AutoCloseable {
    private static final Pattern HOLDER = Pattern.compile("pid (\\d{1,18}) ");

    private final FileChannel channel;
    private final FileLock lock;

    private HomeLock(FileChannel channel, FileLock lock) {
        this.channel = channel;
        this.lock = lock;
    }

    /// Takes the lock, or answers empty when another process has it.
    public static Optional<HomeLock> take(Home home, Clock clock) {
        try {
            FileChannel channel =
                    FileChannel.open(
                            home.lock(),
                            Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
                            PosixFilePermissions.asFileAttribute(
                                    PosixFilePermissions.fromString("rw-------")));
            FileLock lock = tryLock(channel);
            if (lock == null) {
                channel.close();
                return Optional.empty();
            }
            String holder =
                    "pid "
                            + ProcessHandle.current().pid()
                            + " since "
                            + clock.instant()
                            + System.lineSeparator();
            channel.truncate(0);
            channel.write(ByteBuffer.wrap(holder.getBytes(StandardCharsets.UTF_8)));
            return Optional.of(new HomeLock(channel, lock));
        } catch (IOException e) {
            throw new HomeException(
                    "can't lock " + home.lock() + ": " + e.getMessage() + "; is the disk full?", e);
        }
    }

    private static @org.jspecify.annotations.Nullable FileLock tryLock(FileChannel channel)
            throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    /// Who holds the lock, in words, as far as the file tells.
    public static String holder(Home home) {
        try {
            return Files.readString(home.lock()).strip();
        } catch (IOException e) {
            return "unknown";
        }
    }

    /// Whether the holder may live. Only where the file names a process that is gone it is sure
    /// that there is none; another program may have the number by now.
    public static boolean mayBeHeld(Home home) {
        Matcher holder = HOLDER.matcher(holder(home));
        return !holder.lookingAt()
                || ProcessHandle.of(Long.parseLong(holder.group(1)))
                        .filter(ProcessHandle::isAlive)
                        .isPresent();
    }

    /// Whether a process that lives, and is not the one given, wrote itself down as the holder.
    public static boolean heldByOther(Home home, long pid) {
        Matcher holder = HOLDER.matcher(holder(home));
        return holder.lookingAt()
                && Long.parseLong(holder.group(1)) != pid
                && ProcessHandle.of(Long.parseLong(holder.group(1)))
                        .filter(ProcessHandle::isAlive)
                        .isPresent();
    }

    @Override
    public void close() {
        try {
            lock.release();
            channel.close();
        } catch (IOException e) {
            throw new HomeException("can't let go of the lock on the home", e);
        }
    }
}
