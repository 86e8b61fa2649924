package dev.kelpie.tui.term;

import com.sun.jna.Library;
import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Platform;
import com.sun.jna.Pointer;
import java.nio.file.Path;

/// Sleeps until there is something to read from the tty. Reads that come back empty ten times a
/// second, with which one can do without, took half a per cent of a core for ever.
sealed interface TtyWatch extends AutoCloseable {
    /// Returns when there is something to read, or the other end is gone, or after [#wake].
    void await();

    /// Ends the present or the next [#await]. The one method for other threads.
    void wake();

    @Override
    void close();

    /// On Linux; elsewhere `poll` is not to be relied upon with terminals, and nobody waits.
    static TtyWatch on(Path tty) {
        try {
            if (Platform.isLinux()) {
                var poll = new Poll(tty);
                if (poll.works()) {
                    return poll;
                }
                poll.close();
            }
            return new Never();
        } catch (LinkageError e) {
            return new Never(); // JNA has nothing for this machine, or may not unpack what it has
        }
    }

    /// Leaves the waiting to the read itself.
    record Never() implements TtyWatch {
        @Override
        public void await() {}

        @Override
        public void wake() {}

        @Override
        public void close() {}
    }

    /// A descriptor of its own for the tty, and an eventfd beside it.
    final class Poll implements TtyWatch {
        private static final int O_RDONLY_NOCTTY = 0x100;
        private static final int O_CLOEXEC = 0x80000;
        private static final short POLLIN = 1;
        private static final short POLLNVAL = 0x20;
        private static final int FOREVER = -1;

        /// `struct pollfd`: a descriptor, what is asked, what is answered.
        private static final int FD_SIZE = 8;

        private static final int ANSWER = 6;

        /// The few calls of the C library that this takes, under their own names.
        interface C extends Library {
            int open(String path, int flags);

            int eventfd(int count, int flags);

            int eventfd_read(int fd, Pointer count);

            int eventfd_write(int fd, long count);

            int poll(Pointer fds, long count, int millis);

            int close(int fd);
        }

        private final C c = Native.load(C.class);
        private final int tty;
        private final int alarm;
        private final Memory fds = new Memory(2 * FD_SIZE);
        private final Memory count = new Memory(Long.BYTES);

        // Guarded by this.
        private boolean closed;

        Poll(Path path) {
            tty = c.open(path.toString(), O_RDONLY_NOCTTY | O_CLOEXEC);
            alarm = c.eventfd(0, O_CLOEXEC);
            ask(0, tty);
            ask(FD_SIZE, alarm);
        }

        private void ask(int at, int fd) {
            fds.setInt(at, fd);
            fds.setShort(at + Integer.BYTES, POLLIN);
        }

        boolean works() {
            return tty >= 0
                    && alarm >= 0
                    && c.poll(fds, 2, 0) >= 0
                    && (fds.getShort(ANSWER) & POLLNVAL) == 0;
        }

        @Override
        public void await() {
            c.poll(fds, 2, FOREVER); // -1 when a signal came first: then somebody looks again
            if (fds.getShort(FD_SIZE + ANSWER) != 0) {
                c.eventfd_read(alarm, count);
                fds.setShort(FD_SIZE + ANSWER, (short) 0);
            }
        }

        /// Never after the end: the number may be another file's by then.
        @Override
        public synchronized void wake() {
            if (!closed) {
                c.eventfd_write(alarm, 1);
            }
        }

        @Override
        public synchronized void close() {
            closed = true;
            c.close(tty);
            c.close(alarm);
        }
    }
}
