package dev.kelpie.tmux;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/// Ends what a pane started, and nothing else. A process belongs to the pane when it descends from
/// the pane's process, or when its environment carries the pane's tag (a `setsid` or `nohup` child
/// leaves the tree but keeps that). Each is held with its start time, so a number that was given
/// again is not taken for the old process. Signals go to single positive pids only.
final class ProcessTree {
    /// Agents write their transcripts on TERM; 100 ms was too short for some.
    static final Duration GRACE = Duration.ofSeconds(2);

    /// A process that forks while it is hunted is met again this often at most.
    private static final int ROUNDS_MAX = 4;

    private static final Duration GLANCE = Duration.ofMillis(40);
    private static final Path PROC = Path.of("/proc");

    private final Set<String> marks;
    private final long serverPid;
    private final Set<Long> spared;

    /// @param marks environment entries, `NAME=value`, that the panes' processes carry
    /// @param serverPid the tmux server's, which is never ended here
    ProcessTree(Set<String> marks, long serverPid) {
        this.marks = Set.copyOf(marks);
        this.serverPid = serverPid;
        this.spared = new HashSet<>(List.of(0L, 1L, serverPid));
        Optional<ProcessHandle> self = Optional.of(ProcessHandle.current());
        while (self.isPresent()) {
            spared.add(self.get().pid());
            self = self.flatMap(ProcessHandle::parent);
        }
    }

    /// One process at one time: the pid and when it started.
    private record Member(ProcessHandle handle, Optional<Instant> start) {
        static Member of(ProcessHandle handle) {
            return new Member(handle, handle.info().startInstant());
        }

        boolean lives() {
            return handle.isAlive()
                    && ProcessHandle.of(handle.pid())
                            .map(now -> now.info().startInstant().equals(start))
                            .orElse(false)
                    && !PaneProcess.zombie(handle.pid());
        }
    }

    /// Ends all of it: TERM, [#GRACE], KILL. True when there was something.
    ///
    /// @param roots pids of the server's own children; any other parent means that the number was
    ///   given again
    boolean end(Collection<Long> roots) {
        List<Member> held = held(roots);
        Map<Long, Member> found = collect(held);
        boolean any = !found.isEmpty();
        found.values().stream().filter(Member::lives).forEach(each -> each.handle().destroy());
        await(found.values(), GRACE);
        for (int round = 0; round < ROUNDS_MAX; round++) {
            collect(held).forEach(found::putIfAbsent);
            List<Member> left = found.values().stream().filter(Member::lives).toList();
            if (left.isEmpty()) {
                return any;
            }
            left.forEach(each -> each.handle().destroyForcibly());
            await(left, GRACE);
        }
        List<Long> left =
                found.values().stream().filter(Member::lives).map(m -> m.handle().pid()).toList();
        if (!left.isEmpty()) {
            throw new TmuxException(
                    "processes do not end by KILL: " + left + "; see `ps -o stat,wchan -p PID`");
        }
        return any;
    }

    /// The pids of all that [#end] would end now.
    Set<Long> pids(Collection<Long> roots) {
        return Set.copyOf(collect(held(roots)).keySet());
    }

    private List<Member> held(Collection<Long> roots) {
        return roots.stream().flatMap(pid -> child(pid).stream()).toList();
    }

    private Optional<Member> child(long pid) {
        return ProcessHandle.of(pid)
                .filter(each -> each.parent().map(ProcessHandle::pid).orElse(0L) == serverPid)
                .map(Member::of);
    }

    /// What lives of the held roots, what carries the mark, and all that descends from either.
    private Map<Long, Member> collect(List<Member> held) {
        List<ProcessHandle> starts = new ArrayList<>();
        held.stream().filter(Member::lives).map(Member::handle).forEach(starts::add);
        marked().stream().flatMap(pid -> ProcessHandle.of(pid).stream()).forEach(starts::add);
        Map<Long, Member> members = new LinkedHashMap<>();
        for (ProcessHandle start : starts) {
            if (spared.contains(start.pid())) {
                continue;
            }
            try (Stream<ProcessHandle> tree =
                    Stream.concat(Stream.of(start), start.descendants())) {
                tree.filter(each -> !spared.contains(each.pid()))
                        .map(Member::of)
                        .filter(Member::lives)
                        .forEach(each -> members.putIfAbsent(each.handle().pid(), each));
            }
        }
        return members;
    }

    /// Pids of this user whose environment carries a mark. Only Linux tells; elsewhere the tree
    /// alone counts.
    private Set<Long> marked() {
        Set<Long> pids = new HashSet<>();
        if (!Files.isDirectory(PROC.resolve("self"))) {
            return pids;
        }
        try (DirectoryStream<Path> all = Files.newDirectoryStream(PROC, "[0-9]*")) {
            Object own = Files.getAttribute(PROC.resolve("self"), "unix:uid");
            for (Path process : all) {
                if (carriesMark(process, own)) {
                    pids.add(Long.parseLong(process.getFileName().toString()));
                }
            }
        } catch (IOException e) {
            throw new TmuxException("cannot list processes in /proc", e);
        }
        return pids;
    }

    private boolean carriesMark(Path process, Object ownUid) {
        try {
            if (!Files.getAttribute(process, "unix:uid").equals(ownUid)) {
                return false;
            }
            byte[] bytes = Files.readAllBytes(process.resolve("environ"));
            String environment = new String(bytes, StandardCharsets.ISO_8859_1);
            return Arrays.stream(environment.split("\0")).anyMatch(marks::contains);
        } catch (NoSuchFileException e) {
            return false; // ended since it was listed
        } catch (IOException e) {
            return false; // another's, or ending right now ("No such process")
        }
    }

    private static void await(Collection<Member> members, Duration limit) {
        long end = System.nanoTime() + limit.toNanos();
        List<Member> left = members.stream().filter(Member::lives).toList();
        while (!left.isEmpty() && System.nanoTime() < end) {
            long glance = Math.min(GLANCE.toNanos(), end - System.nanoTime());
            CompletableFuture<?>[] exits =
                    left.stream().map(m -> m.handle().onExit()).toArray(CompletableFuture[]::new);
            try {
                CompletableFuture.allOf(exits).get(Math.max(1, glance), TimeUnit.NANOSECONDS);
            } catch (TimeoutException e) {
                // Not all of them yet; onExit itself looks at strangers three times a second only.
            } catch (ExecutionException e) {
                throw new TmuxException("cannot wait for a process to end", e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new TmuxException("interrupted while processes were ended", e);
            }
            left = left.stream().filter(Member::lives).toList();
        }
    }
}
