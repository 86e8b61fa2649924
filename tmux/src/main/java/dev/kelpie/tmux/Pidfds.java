package dev.kelpie.tmux;

import com.sun.jna.Library;
import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Platform;
import com.sun.jna.Pointer;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// The kernel's word on the end of processes (Linux 5.3): a pidfd is readable from the moment when
/// its process has ended, be it that the parent has not asked how. Costs nothing while all live:
/// looking at thirty pids twice a second took 3 % of a core.
final class Pidfds implements EndWaiter {
    /// The same number on every architecture.
    private static final long PIDFD_OPEN = 434;

    private static final int EPOLL_CTL_ADD = 1;
    private static final int EPOLLIN = 1;
    private static final int EVENTS = 16;

    /// `struct epoll_event` is packed on x86-64 alone.
    private static final int DATA = Platform.isIntel() && Platform.is64Bit() ? 4 : 8;

    private static final int EVENT = DATA + 8;

    /// The mark of the eventfd by which we are woken; no process has it.
    private static final long WAKE = 0;

    /// The few calls of the C library that this takes, under their own names.
    interface C extends Library {
        int epoll_create1(int flags);

        int epoll_ctl(int epoll, int operation, int fd, Pointer event);

        int epoll_wait(int epoll, Pointer events, int most, int millis);

        int eventfd(int count, int flags);

        int eventfd_read(int fd, Pointer count);

        int eventfd_write(int fd, long count);

        long syscall(long number, long first, long second);

        int close(int fd);
    }

    private static final class Loaded {
        static final C LIBRARY = Native.load(C.class);
    }

    private final C c = Loaded.LIBRARY;
    private final int epoll;
    private final int alarm;
    private final Memory events = new Memory((long) EVENT * EVENTS);
    private final Memory one = new Memory(EVENT);
    private final Map<Long, Integer> fds = new HashMap<>();
    private final Set<Long> overAlready = new HashSet<>();

    Pidfds() {
        epoll = c.epoll_create1(0);
        alarm = c.eventfd(0, 0);
        register(alarm, WAKE);
    }

    /// Whether this system has them and lets us use them; a container's filter may not.
    static boolean supported() {
        if (!Platform.isLinux()) {
            return false;
        }
        try {
            C c = Loaded.LIBRARY;
            int fd = (int) c.syscall(PIDFD_OPEN, ProcessHandle.current().pid(), 0);
            return fd >= 0 && c.close(fd) == 0;
        } catch (LinkageError e) {
            return false; // JNA has nothing for this machine, or may not unpack what it has
        }
    }

    private void register(int fd, long mark) {
        one.setInt(0, EPOLLIN);
        one.setLong(DATA, mark);
        if (c.epoll_ctl(epoll, EPOLL_CTL_ADD, fd, one) != 0) {
            throw new TmuxException("the system refuses to watch another process");
        }
    }

    @Override
    public void add(long pid) {
        int fd = (int) c.syscall(PIDFD_OPEN, pid, 0);
        if (fd < 0) {
            overAlready.add(pid);
        } else {
            fds.put(pid, fd);
            register(fd, pid);
        }
    }

    /// The last descriptor of a pidfd that is closed takes it out of the set.
    @Override
    public void remove(long pid) {
        Integer fd = fds.remove(pid);
        if (fd != null) {
            c.close(fd);
        }
        overAlready.remove(pid);
    }

    @Override
    public Set<Long> await(Duration limit) {
        var over = new HashSet<Long>(overAlready);
        overAlready.clear();
        int millis = over.isEmpty() ? (int) Math.min(Integer.MAX_VALUE, limit.toMillis()) : 0;
        int count = c.epoll_wait(epoll, events, EVENTS, millis); // -1 when a signal came first
        for (int i = 0; i < count; i++) {
            long mark = events.getLong((long) i * EVENT + DATA);
            if (mark == WAKE) {
                c.eventfd_read(alarm, one);
            } else {
                remove(mark);
                over.add(mark);
            }
        }
        return over;
    }

    @Override
    public void wake() {
        c.eventfd_write(alarm, 1);
    }

    @Override
    public void close() {
        Set.copyOf(fds.keySet()).forEach(this::remove);
        c.close(alarm);
        c.close(epoll);
    }
}
