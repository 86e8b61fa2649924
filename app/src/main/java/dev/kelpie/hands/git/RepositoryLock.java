package dev.kelpie.hands.git;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/// One maker or remover of worktrees per repository, over all threads and all Kelpies of a machine.
/// git itself loses races there (two `git worktree add` read each other's half-written files).
final class RepositoryLock implements AutoCloseable {
    /// A checkout of a huge repository takes minutes, and several may stand in line.
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private static final Duration BETWEEN_TRIES = Duration.ofMillis(15);

    /// Static because the kernel holds file locks for the whole process: two objects in one process
    /// would both believe that they have it.
    private static final ConcurrentMap<Path, ReentrantLock> HERE = new ConcurrentHashMap<>();

    private final ReentrantLock here;
    private final FileChannel channel;

    private RepositoryLock(ReentrantLock here, FileChannel channel) {
        this.here = here;
        this.channel = channel;
    }

    /// Waits for the lock of the repository with this common directory, a bounded time.
    static RepositoryLock take(Path common) {
        var here = HERE.computeIfAbsent(common, _ -> new ReentrantLock(true));
        var asked = "take turns in " + common;
        try {
            if (!here.tryLock(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                throw busy(asked);
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new GitException(asked, "Kelpie is stopping; ask again later.", stop);
        }
        boolean taken = false;
        try {
            var lock = new RepositoryLock(here, lockFile(common, asked));
            taken = true;
            return lock;
        } finally {
            if (!taken) {
                here.unlock();
            }
        }
    }

    private static FileChannel lockFile(Path common, String asked) {
        var file = common.resolve("kelpie.lock");
        try {
            if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)
                    && !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                throw new GitException(asked, file + " is not a plain file", "Move it away.");
            }
            var channel =
                    FileChannel.open(
                            file,
                            StandardOpenOption.CREATE,
                            StandardOpenOption.WRITE,
                            LinkOption.NOFOLLOW_LINKS);
            var end = System.nanoTime() + PATIENCE.toNanos();
            for (FileLock got = channel.tryLock(); got == null; got = channel.tryLock()) {
                if (System.nanoTime() - end > 0 || Thread.currentThread().isInterrupted()) {
                    channel.close();
                    throw busy(asked);
                }
                LockSupport.parkNanos(BETWEEN_TRIES.toNanos());
            }
            return channel;
        } catch (IOException unusable) {
            throw new GitException(asked, "Check that you may write to " + file + ".", unusable);
        }
    }

    private static GitException busy(String asked) {
        return new GitException(
                asked,
                "another Kelpie held the repository for " + PATIENCE.toMinutes() + " minutes",
                "Look for one that hangs, then try again.");
    }

    /// Gives it to the next. Closing the channel lets go of the file.
    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException broken) {
            throw new GitException("give up a turn", "Restart Kelpie if this stays.", broken);
        } finally {
            here.unlock();
        }
    }
}
