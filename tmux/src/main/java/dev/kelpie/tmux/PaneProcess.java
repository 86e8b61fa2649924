package dev.kelpie.tmux;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// What the system knows of a pane's process before tmux does: tmux 3.3a now and then misses that a
/// child has ended, until somebody asks it something.
final class PaneProcess {
    private static final Path PROC = Path.of("/proc");

    private PaneProcess() {}

    /// Whether the process has ended, be it that its parent has not asked how. While it lives this
    /// costs one link to be read; its `stat` would sum over all its threads.
    static boolean over(long pid) {
        return !hasProgram(pid)
                && (zombie(pid) || ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isEmpty());
    }

    /// Neither a zombie nor a pid that is gone has one. That it can't be read says nothing.
    private static boolean hasProgram(long pid) {
        try {
            Files.readSymbolicLink(PROC.resolve(Long.toString(pid)).resolve("exe"));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /// A zombie waits for its parent only; no signal reaches it.
    static boolean zombie(long pid) {
        try {
            String stat =
                    Files.readString(
                            PROC.resolve(Long.toString(pid)).resolve("stat"),
                            StandardCharsets.ISO_8859_1);
            return stat.startsWith(" Z", stat.lastIndexOf(')') + 1);
        } catch (IOException e) {
            return false; // no /proc here, or gone meanwhile: whether it lives decides
        }
    }
}
