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
/// to another pane without a new client. It is as large as the pane's window, so that the whole of
/// it is seen, and goes along when that becomes another. While it only follows it is read-only and
/// never changes a window's size; in live mode keys go to the pane and its window takes the size
/// that is asked for, until live mode ends.
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

    // Guarded by this: the size that live mode gave the window.
    private Optional<WindowSize> given = Optional.empty();

    private final Object picture = new Object();
    // Guarded by picture.
    private Screen screen = new Screen(new WindowSize(80, 24));
    private CellGrid seen = screen.grid();
    private boolean told;

    /// @param changed called when there is something new to see, once until [#grid] is called; on
    ///   the reader's thread, so it only passes the word on
    public FollowedPane(LocalTmux tmux, Runnable changed) {
        this.tmux = tmux;
        this.changed = changed;
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
        rest();
        Client now = client;
        if (now == null || !now.lives()) {
            WindowSize size = asked(target, List.of(ServerConfig.hold(target)));
            synchronized (picture) {
                screen = new Screen(size);
                seen = screen.grid();
            }
            client = start(target, size);
        } else {
            awaitAttached(now);
            resize(
                    asked(
                            target,
                            List.of(
                                    ServerConfig.hold(target),
                                    "switch-client -c " + tty(now) + " -t " + target)));
        }
        pane = target;
    }

    /// The pane that is shown; empty before the first, and when its session has ended.
    public Optional<PaneId> pane() {
        Client now = client;
        return now != null && now.lives() ? Optional.ofNullable(pane) : Optional.empty();
    }

    /// Live: keys written from now on reach the pane, and its window has this size, unless somebody
    /// else types there too. Nothing happens to a pane whose session has ended.
    public synchronized void live(int columns, int rows) {
        Client now = client;
        PaneId shown = pane;
        WindowSize wanted = new WindowSize(columns, rows);
        if (now == null || shown == null || !now.lives() || given.equals(Optional.of(wanted))) {
            return;
        }
        awaitAttached(now);
        List<String> commands = new ArrayList<>();
        if (typists(shown) <= (live ? 1 : 0)) {
            commands.add("resize-window -t %s -x %d -y %d".formatted(shown, columns, rows));
        }
        if (!live) {
            commands.add(toggle(now, shown));
        }
        WindowSize size = asked(shown, commands);
        live = true;
        given = Optional.of(wanted);
        resize(size);
    }

    /// Ends live mode: whoever types there too keeps their size, else the window's own comes back.
    public synchronized void rest() {
        Client now = client;
        PaneId shown = pane;
        if (!live) {
            return;
        }
        live = false;
        given = Optional.empty();
        if (now == null || shown == null || !now.lives()) {
            return; // it ended with the session; the next client begins anew
        }
        if (!call(List.of(toggle(now, shown))).ok()) {
            end(now); // nobody knows what it may do now
            return;
        }
        if (typists(shown) == 0) {
            call(List.of(ServerConfig.giveBack(shown)));
        }
    }

    /// Whether keys may be written.
    public boolean live() {
        return live && pane().isPresent();
    }

    /// Read-only and ignore-size together; without -t it would also go elsewhere.
    private static String toggle(Client now, PaneId shown) {
        return "switch-client -r -c " + tty(now) + " -t " + shown;
    }

    /// How many clients of this pane may type.
    private long typists(PaneId shown) {
        return call(List.of("list-clients -t " + shown + " -F 'client #{client_readonly}'"))
                .out()
                .lines()
                .filter("client 0"::equals)
                .count();
    }

    /// Bytes as a terminal sends them, in live mode only. A session that has ended takes none.
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

    /// What is to be seen now.
    public CellGrid grid() {
        synchronized (picture) {
            told = false;
            CellGrid grid = screen.grid();
            Optional<WindowSize> real = screen.grown();
            if (real.isPresent()) {
                resize(real.get()); // and what is to be seen then is told
            } else {
                seen = grid;
            }
            return seen;
        }
    }

    /// Our own terminal as large as the window, and the status line.
    private void resize(WindowSize size) {
        Client now = client;
        synchronized (picture) {
            if (now != null && now.lives() && !size.equals(screen.size())) {
                screen = new Screen(size);
                now.process().setWinSize(new WinSize(size.columns(), size.rows() + 1));
            }
        }
    }

    private Client start(PaneId target, WindowSize size) {
        int width = size.columns();
        int height = size.rows() + 1;
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

    private TmuxClient.Reply call(List<String> commands) {
        return tmux.client().script(new TmuxScript().line(commands));
    }

    /// The size of the pane's window after these commands.
    private WindowSize asked(PaneId target, List<String> commands) {
        List<String> all = new ArrayList<>(commands);
        all.add("display-message -p -t " + target + " '" + WindowSize.FORMAT + "'");
        TmuxClient.Reply reply = call(all);
        return WindowSize.parse(reply.out())
                .filter(_ -> reply.ok())
                .orElseThrow(() ->
                        new TmuxException(
                                "cannot follow "
                                        + target
                                        + ": tmux said '"
                                        + CleanText.line(reply.err())
                                        + "'"));
    }

    @Override
    public void close() {
        Client last;
        synchronized (this) {
            rest();
            last = client;
            client = null;
        }
        if (last != null) {
            end(last);
        }
    }

    private static void end(Client last) {
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
