package dev.kelpie.tmux;

import dev.kelpie.tmux.TmuxClient.Reply;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// The life of our server: starting it with a clean environment, knowing it again, and calling it
/// back when somebody removed its socket file.
final class TmuxServer {
    /// How often a server may be asked for its socket again: some 20 ms each.
    private static final int CALLS_MAX = 50;

    private static final long CALL_GAP_MILLIS = 20;

    private final TmuxClient client;
    private final String socket;
    private final Path pidFile;

    // Guarded by this.
    private long pid;

    TmuxServer(TmuxClient client, String socket, Path config) {
        this.client = client;
        this.socket = socket;
        this.pidFile = config.resolve(socket + ".server");
    }

    /// Writes the configuration, whole or not at all: another client may be reading it.
    static Path writeConfig(Path directory) {
        try {
            Files.createDirectories(directory);
            Path file = directory.toAbsolutePath().resolve("tmux.conf");
            return write(file, ServerConfig.text());
        } catch (IOException e) {
            throw new TmuxException("cannot write tmux's configuration into " + directory, e);
        }
    }

    private static Path write(Path file, String text) throws IOException {
        Path half =
                Files.createTempFile(
                        file.getParent(),
                        file.getFileName().toString(),
                        ".new",
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rw-------")));
        Files.writeString(half, text);
        return Files.move(half, file, StandardCopyOption.ATOMIC_MOVE);
    }

    /// True when a server answered this object before.
    synchronized boolean known() {
        return pid != 0;
    }

    /// The pid of the server that answers now, 0 for none.
    long pid() {
        Reply reply = client.call("display-message", "-p", "#{pid}");
        if (reply.saying() == Saying.SERVER_LEFT) {
            reply = client.call("display-message", "-p", "#{pid}");
        }
        return switch (reply.saying()) {
            case NO_SERVER, SERVER_LEFT -> 0;
            case NO_TARGET, TAKEN, OTHER -> number(reply);
        };
    }

    private long number(Reply reply) {
        String text = reply.out().strip();
        if (!text.matches("[0-9]{1,10}")) {
            throw new TmuxException(
                    "tmux -L "
                            + socket
                            + " does not answer: '"
                            + CleanText.line(reply.err().strip())
                            + "'");
        }
        return Long.parseLong(text);
    }

    /// Starts the server unless it runs, and gives it today's configuration either way (it may have
    /// been started by an older program).
    synchronized long start() {
        if (!revived()) {
            // From `/`, because the server keeps this directory for its life.
            Reply started = client.call("start-server");
            if (started.saying() == Saying.SERVER_LEFT) {
                started = client.call("start-server"); // we met the end of the one before
            }
            if (!started.ok()) {
                throw new TmuxException(
                        "cannot start tmux -L "
                                + socket
                                + ": '"
                                + CleanText.line(started.err().strip())
                                + "'");
            }
        }
        Reply configured = client.script(new TmuxScript().line(ServerConfig.text()));
        if (!configured.ok()) {
            throw new TmuxException(
                    "tmux does not take our configuration: "
                            + CleanText.line(configured.err().strip()));
        }
        long now = pid();
        seen(now);
        return now;
    }

    /// Remembers the server, on disk too, so that a later program can call it back.
    synchronized void seen(long now) {
        if (now == pid || now == 0) {
            return;
        }
        pid = now;
        try {
            write(pidFile, now + " " + startOf(now).map(Instant::toString).orElse("") + "\n");
        } catch (IOException e) {
            throw new TmuxException("cannot write " + pidFile, e);
        }
    }

    /// Calls back a server that lives without its socket file (cleaners of /tmp remove it): on USR1
    /// tmux makes it anew. False when there is no such server.
    synchronized boolean revived() {
        Optional<ProcessHandle> lost = remembered();
        if (lost.isEmpty() || pid() != 0) {
            return lost.isPresent();
        }
        signal(lost.get().pid(), "USR1");
        for (int call = 0; call < CALLS_MAX && lost.get().isAlive(); call++) {
            if (pid() == lost.get().pid()) {
                return true;
            }
            awaitEnd(lost.get());
        }
        return false;
    }

    private Optional<ProcessHandle> remembered() {
        try {
            if (!Files.exists(pidFile)) {
                return Optional.empty();
            }
            String[] words = Files.readString(pidFile).strip().split(" ", 2);
            if (words.length != 2 || !words[0].matches("[0-9]{1,10}")) {
                return Optional.empty();
            }
            return ProcessHandle.of(Long.parseLong(words[0]))
                    .filter(ProcessHandle::isAlive)
                    .filter(each ->
                            startOf(each.pid())
                                    .map(Instant::toString)
                                    .equals(Optional.of(words[1])));
        } catch (IOException e) {
            throw new TmuxException("cannot read " + pidFile, e);
        }
    }

    private static Optional<Instant> startOf(long pid) {
        return ProcessHandle.of(pid).flatMap(each -> each.info().startInstant());
    }

    /// Has the server ask for the ends of its children again: under load tmux 3.3a now and then
    /// misses one, and keeps the pane dead without its exit status.
    static void reap(long pid) {
        signal(pid, "CHLD");
    }

    private static void signal(long pid, String name) {
        try {
            Process kill =
                    new ProcessBuilder(
                                    "/bin/sh",
                                    "-c",
                                    "kill -\"$1\" \"$2\"",
                                    "sh",
                                    name,
                                    Long.toString(pid))
                            .start();
            if (!kill.waitFor(1, TimeUnit.SECONDS)) {
                kill.destroyForcibly();
            }
        } catch (IOException e) {
            throw new TmuxException("cannot signal the tmux server " + pid, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TmuxException("interrupted while the tmux server was signalled", e);
        }
    }

    /// Waits a moment, or less if the process ends.
    private static void awaitEnd(ProcessHandle process) {
        try {
            process.onExit().get(CALL_GAP_MILLIS, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return; // it lives: ask again
        } catch (ExecutionException e) {
            throw new TmuxException("cannot wait for the tmux server", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TmuxException("interrupted while the tmux server was called back", e);
        }
    }

    /// Ends the server; all its panes have been ended before.
    synchronized void end() {
        Optional<Path> file = socketFile();
        Optional<ProcessHandle> server = ProcessHandle.of(pid());
        Reply reply = client.call("kill-server");
        pid = 0;
        switch (reply.saying()) {
            case NO_SERVER, SERVER_LEFT -> {}
            case NO_TARGET, TAKEN, OTHER -> {
                if (!reply.ok()) {
                    throw new TmuxException(
                            "cannot end tmux -L " + socket + ": " + CleanText.line(reply.err()));
                }
            }
        }
        server.ifPresent(TmuxServer::awaitEnd);
        delete(pidFile);
        // tmux leaves its socket's file behind. A server that is there now is not ours to cut off.
        file.filter(_ -> pid() == 0).ifPresent(TmuxServer::delete);
    }

    private Optional<Path> socketFile() {
        String path = client.call("display-message", "-p", "#{socket_path}").out().strip();
        return path.startsWith("/") ? Optional.of(Path.of(path)) : Optional.empty();
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new TmuxException("cannot delete " + file, e);
        }
    }
}
