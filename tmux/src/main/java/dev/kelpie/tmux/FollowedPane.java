package dev.kelpie.tmux;

import com.pty4j.PtyProcess;
import com.pty4j.PtyProcessBuilder;
import com.pty4j.WinSize;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// One pane seen live: a tmux client in a terminal of our own, whose output is read as cells. Moves
/// to another pane without a new client. While it only follows it is read-only and never changes a
/// window's size; in live mode keys go to the pane and its window takes this view's size.
///
/// It must run on platform threads, because pty4j's reads hold their carrier. The launcher sets
/// `pty4j.preferred.native.folder` and `jna.boot.library.path` to natives unpacked at install; else
/// `pty4j.tmpdir` and `jna.tmpdir` to a private folder, or each run leaves 27 kB in the temporary
/// one.
public final class FollowedPane implements AutoCloseable {
    private static final Duration CLOSING = Duration.ofSeconds(1);

    private final LocalTmux tmux;
    private final Runnable changed;

    // Written under this lock, which is held while tmux is asked; who draws never waits for it.
    private volatile @Nullable Client client;
    private volatile @Nullable PaneId pane;
    private volatile boolean live;

    private final Object picture = new Object();
    // Guarded by picture.
    private int columns;
    private int rows;
    private Screen screen;
    private boolean told;

    /// @param changed called when there is something new to see, once until [#grid] is called; on
    ///   the reader's thread, so it only passes the word on
    public FollowedPane(LocalTmux tmux, int columns, int rows, Runnable changed) {
        this.tmux = tmux;
        this.columns = columns;
        this.rows = rows;
        this.changed = changed;
        this.screen = new Screen(columns, rows);
    }

    /// A client process and its reader.
    private record Client(PtyProcess process, Thread reader, CountDownLatch attached) {
        boolean lives() {
            return process.isAlive();
        }
    }

    /// Shows this pane from now on.
    ///
    /// @throws TmuxException when the pane is not there or its server does not answer
    public synchronized void follow(PaneId target) {
        if (live) {
            live(false);
        }
        pane = target;
        Client now = client;
        if (now == null || !now.lives()) {
            script(List.of(ServerConfig.hold(target)));
            client = start(target);
            sizeClient(); // it may have been resized since
            return;
        }
        awaitAttached(now);
        script(
                List.of(
                        ServerConfig.hold(target),
                        "switch-client -c " + tty(now) + " -t " + target));
    }

    /// The pane that is shown; empty before the first, and when its session has ended.
    public Optional<PaneId> pane() {
        Client now = client;
        return now != null && now.lives() ? Optional.ofNullable(pane) : Optional.empty();
    }

    /// Live: keys written here reach the pane, and its window is as large as this view.
    public synchronized void live(boolean on) {
        Client now = client;
        PaneId shown = pane;
        if (on == live || now == null || shown == null || !now.lives()) {
            return;
        }
        awaitAttached(now);
        // Toggles read-only and ignore-size together; without -t it would also go elsewhere.
        String toggle = "switch-client -r -c " + tty(now) + " -t " + shown;
        script(
                on
                        ? List.of(toggle, ServerConfig.release(shown))
                        : List.of(ServerConfig.hold(shown), toggle));
        live = on;
    }

    public boolean live() {
        return live;
    }

    /// Bytes as a terminal sends them, in live mode only.
    public synchronized void write(byte[] keys) {
        Client now = client;
        if (!live || now == null) {
            throw new IllegalStateException("not live: nothing may be typed into " + pane);
        }
        try {
            now.process().getOutputStream().write(keys);
            now.process().getOutputStream().flush();
        } catch (IOException e) {
            throw new TmuxException("cannot type into " + pane + "; has its session ended?", e);
        }
    }

    /// The view's size; the window's only in live mode.
    public void resize(int newColumns, int newRows) {
        synchronized (picture) {
            if (newColumns == columns && newRows == rows) {
                return;
            }
            columns = newColumns;
            rows = newRows;
            screen = new Screen(columns, rows);
        }
        sizeClient();
    }

    private void sizeClient() {
        Client now = client;
        if (now == null || !now.lives()) {
            return;
        }
        synchronized (picture) {
            now.process().setWinSize(new WinSize(columns, rows + 1));
        }
    }

    /// What is to be seen now.
    public CellGrid grid() {
        synchronized (picture) {
            told = false;
            return screen.grid();
        }
    }

    private Client start(PaneId target) {
        int width;
        int height;
        synchronized (picture) {
            width = columns;
            height = rows + 1;
            screen = new Screen(columns, rows);
        }
        List<String> command = new ArrayList<>();
        // pty4j sets the size only after the start, which is too late for the first drawing.
        command.addAll(
                List.of(
                        "/bin/sh",
                        "-c",
                        "stty rows \"$1\" cols \"$2\"; shift 2; exec \"$@\"",
                        "sh",
                        Integer.toString(height),
                        Integer.toString(width)));
        command.addAll(tmux.command());
        command.addAll(List.of("-T", "RGB,sync"));
        command.addAll(List.of("attach-session", "-r", "-f", "ignore-size", "-t", target.value()));
        Map<String, String> environment = new HashMap<>(System.getenv());
        TmuxClient.clean(environment);
        environment.put("TERM", "xterm-256color");
        try {
            PtyProcess process =
                    new PtyProcessBuilder(command.toArray(String[]::new))
                            .setEnvironment(environment)
                            .setDirectory("/")
                            .setInitialColumns(width)
                            .setInitialRows(height)
                            .start();
            CountDownLatch attached = new CountDownLatch(1);
            Thread reader =
                    Thread.ofPlatform()
                            .daemon()
                            .name("kelpie-follow")
                            .start(() -> read(process, attached));
            return new Client(process, reader, attached);
        } catch (IOException e) {
            throw new TmuxException("cannot follow " + target + ": no terminal for it", e);
        }
    }

    private void read(PtyProcess process, CountDownLatch attached) {
        byte[] buffer = new byte[32 * 1024];
        try (InputStream in = process.getInputStream()) {
            for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
                attached.countDown();
                if (take(buffer, length)) {
                    changed.run();
                }
            }
        } catch (IOException e) {
            // A terminal whose program has ended says so by an error on Linux, by EOF elsewhere.
            attached.countDown();
        }
        attached.countDown();
        changed.run();
    }

    /// True when the listener is to be told.
    private boolean take(byte[] bytes, int length) {
        synchronized (picture) {
            boolean tell = screen.write(bytes, length) && !told;
            told |= tell;
            return tell;
        }
    }

    private static void awaitAttached(Client client) {
        try {
            if (!client.attached().await(TmuxClient.PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new TmuxException("the followed pane's client does not attach");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TmuxException("interrupted while a pane was followed", e);
        }
    }

    private static String tty(Client client) {
        if (client.process() instanceof com.pty4j.unix.UnixPtyProcess unix) {
            return TmuxScript.quote(unix.getPty().getSlaveName());
        }
        throw new TmuxException("this terminal has no name; following needs a Unix system");
    }

    private void script(List<String> commands) {
        TmuxClient.Reply reply = tmux.client().script(new TmuxScript().line(commands));
        if (!reply.ok()) {
            throw new TmuxException(
                    "cannot follow " + pane + ": tmux said '" + CleanText.line(reply.err()) + "'");
        }
    }

    @Override
    public void close() {
        Client last;
        synchronized (this) {
            last = client;
            if (live && last != null && last.lives()) {
                live(false);
            }
            client = null;
        }
        if (last == null) {
            return;
        }
        last.process().destroy();
        try {
            if (!last.process().waitFor(CLOSING.toMillis(), TimeUnit.MILLISECONDS)) {
                last.process().destroyForcibly();
            }
            last.reader().join(CLOSING);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
