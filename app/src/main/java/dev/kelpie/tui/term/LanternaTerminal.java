package dev.kelpie.tui.term;

import dev.kelpie.theme.Depth;
import dev.kelpie.theme.Theme;
import dev.kelpie.tui.Canvas;
import dev.kelpie.tui.Msg;
import dev.kelpie.tui.Size;
import dev.kelpie.tui.Terminal;
import java.io.Console;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/// The tty itself. Whatever ends this program short of SIGKILL, the terminal is left as it was
/// found: on close, on an exception of any thread, and on TERM, INT and HUP.
public final class LanternaTerminal implements Terminal {
    /// What the terminal can do and is wanted to do.
    ///
    /// @param ascii whether only ASCII may be drawn
    /// @param sync whether a frame may be marked as one, which old terminals ignore
    /// @param mouse whether clicks and the wheel come to us, which costs native selection
    public record Options(Depth depth, boolean ascii, boolean sync, boolean mouse) {
        /// What the environment suggests.
        public static Options detect(Map<String, String> env) {
            var term = env.getOrDefault("TERM", "");
            return new Options(Depth.detect(env), term.equals("linux"), true, true);
        }
    }

    /// More unread messages than this means that nobody reads them.
    private static final int INBOX_MAX = 10_000;

    /// How long a stopped process group may take to be continued before we think it never stopped.
    private static final long STOP_LIMIT_MS = 300;

    /// How long the way out waits for somebody who is drawing on a terminal that takes nothing.
    private static final long LOCK_LIMIT_MS = 500;

    private static final String ENTER = "\033[?1049h\033[?7l\033[?25l\033[2J\033[?2004h";
    private static final String MOUSE = "\033[?1000h\033[?1006h";

    /// Undoes everything above and what a crashed guest may have left on.
    static final String LEAVE =
            "\033[?2026l\033[?1000l\033[?1002l\033[?1003l\033[?1006l\033[?2004l\033[0m\033[?7h"
                    + "\033[?25h\033[?1049l";

    private enum Hold {
        OURS,
        LENT,
        CLOSED
    }

    private final Options options;
    private final Stty stty;
    private final String modes;
    private final TtyScreen screen;
    private final Painter painter;
    private final Keyboard keyboard;
    private final FileInputStream input;
    private final FileOutputStream output;
    private final Signals signals = new Signals();
    private final BlockingQueue<Msg> inbox = new LinkedBlockingQueue<>(INBOX_MAX);
    private final Semaphore continued = new Semaphore(0);
    private final ReentrantLock lock = new ReentrantLock();
    private final Thread onExit = new Thread(this::giveBack, "kelpie-restore-tty");
    private Hold hold = Hold.OURS;
    private volatile Size size;

    private LanternaTerminal(Path tty, Theme theme, Options options) throws IOException {
        this.options = options;
        // A description of our own: another client may set flags on the shared one, or die and
        // leave them there.
        input = new FileInputStream(tty.toFile());
        output = new FileOutputStream(tty.toFile());
        stty = new Stty(tty);
        var found = stty.takeOver();
        modes = found.modes();
        size = found.size();
        screen = new TtyScreen(new FrameOutput(output), size);
        painter = new Painter(screen, theme, options.depth(), options.ascii());
        keyboard = new Keyboard(input, () -> TtyWatch.on(tty), this::post);
    }

    /// Takes over the terminal, or says why it cannot.
    public static LanternaTerminal open(Theme theme, Options options, Map<String, String> env) {
        var term = env.getOrDefault("TERM", "").toLowerCase(Locale.ROOT);
        if (term.isEmpty() || term.equals("dumb") || term.equals("unknown")) {
            throw new NoTerminalException(
                    "TERM is \""
                            + term
                            + "\": a screen needs a terminal that can place its cursor; every verb"
                            + " works without one, see kelpie --help");
        }
        if (!Optional.ofNullable(System.console()).map(Console::isTerminal).orElse(false)) {
            throw new NoTerminalException(
                    "this is not a terminal: a screen needs one on stdin and stdout; every verb"
                            + " works without, see kelpie --help");
        }
        try {
            var terminal = new LanternaTerminal(Path.of("/dev/tty"), theme, options);
            terminal.begin();
            return terminal;
        } catch (IOException e) {
            throw new NoTerminalException("cannot open /dev/tty", e);
        }
    }

    private void begin() throws IOException {
        Runtime.getRuntime().addShutdownHook(onExit);
        enter();
        keyboard.start();
        signals.on("WINCH", this::measure);
        signals.on("CONT", this::wake);
    }

    /// Restores the terminal before anybody else hears of an exception that nobody caught.
    public Thread.UncaughtExceptionHandler restoringFirst(Thread.UncaughtExceptionHandler then) {
        return (thread, thrown) -> {
            close();
            then.uncaughtException(thread, thrown);
        };
    }

    @Override
    public Size size() {
        return size;
    }

    @Override
    public Optional<Msg> next(Duration limit) throws InterruptedException {
        return Optional.ofNullable(inbox.poll(limit.toNanos(), TimeUnit.NANOSECONDS));
    }

    @Override
    public void post(Msg msg) {
        if (!inbox.offer(msg)) {
            throw new IllegalStateException("nobody reads the messages of the screen");
        }
    }

    @Override
    public void draw(Canvas canvas) {
        lock.lock();
        try {
            if (hold != Hold.OURS) {
                return;
            }
            try {
                if (options.sync()) {
                    screen.raw("\033[?2026h");
                }
                painter.paint(canvas);
            } finally {
                if (options.sync()) {
                    screen.raw("\033[?2026l");
                }
            }
            screen.send();
        } catch (IOException e) {
            post(new Msg.HungUp());
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void forget() {
        lock.lock();
        try {
            painter.forget();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void theme(Theme theme) {
        lock.lock();
        try {
            painter.theme(theme);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void copy(String text) {
        var bytes = Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
        say("\033]52;c;" + bytes + "\007");
    }

    @Override
    public void bell() {
        say("\007");
    }

    private void say(String sequence) {
        lock.lock();
        try {
            if (hold == Hold.OURS) {
                screen.raw(sequence);
                screen.send();
            }
        } catch (IOException e) {
            post(new Msg.HungUp());
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void lend(Runnable guest) throws InterruptedException {
        stepAside();
        try {
            guest.run();
        } finally {
            comeBack();
        }
    }

    @Override
    public void suspend() throws InterruptedException {
        stepAside();
        try {
            continued.drainPermits();
            stty.stopGroup();
            // In an orphaned group the kernel ignores the stop, and nobody will continue us.
            continued.tryAcquire(STOP_LIMIT_MS, TimeUnit.MILLISECONDS);
        } finally {
            comeBack();
        }
    }

    private void stepAside() throws InterruptedException {
        keyboard.park();
        lock.lock();
        try {
            hold = Hold.LENT;
            screen.raw(LEAVE);
            screen.send();
        } catch (IOException e) {
            post(new Msg.HungUp());
        } finally {
            lock.unlock();
        }
        stty.restore(modes);
    }

    private void comeBack() {
        lock.lock();
        try {
            if (hold != Hold.LENT) {
                return;
            }
            stty.raw();
            enter();
            hold = Hold.OURS;
        } catch (IOException | NoTerminalException e) {
            // The terminal went while a guest had it: nobody is there to come back to.
            post(new Msg.HungUp());
            return;
        } finally {
            lock.unlock();
        }
        measure();
        keyboard.resume();
    }

    private void enter() throws IOException {
        screen.raw(ENTER);
        if (options.mouse()) {
            screen.raw(MOUSE);
        }
        screen.send();
        painter.forget();
    }

    private void measure() {
        lock.lock();
        try {
            if (hold != Hold.OURS) {
                return;
            }
            var now = stty.size();
            now.ifPresent(next -> {
                size = next;
                screen.size(next);
                post(new Msg.Resize(next));
            });
        } catch (NoTerminalException e) {
            post(new Msg.HungUp());
        } finally {
            lock.unlock();
        }
    }

    /// Somebody stopped us from outside and the shell took the tty meanwhile. When a terminal goes
    /// away the kernel wakes those who had it too.
    private void wake() {
        continued.release();
        lock.lock();
        try {
            if (hold != Hold.OURS) {
                return;
            }
            stty.raw();
            enter();
        } catch (IOException | NoTerminalException e) {
            post(new Msg.HungUp());
            return;
        } finally {
            lock.unlock();
        }
        measure();
    }

    @Override
    public void close() {
        giveBack();
        try {
            Runtime.getRuntime().removeShutdownHook(onExit);
        } catch (IllegalStateException e) {
            // The machine is going down already: the hook has run or is running, as it should.
            return;
        }
        signals.close();
    }

    private void giveBack() {
        boolean locked = tryLock();
        try {
            if (hold == Hold.CLOSED) {
                return;
            }
            boolean lent = hold == Hold.LENT;
            hold = Hold.CLOSED;
            keyboard.close();
            if (!lent) {
                output.write(LEAVE.getBytes(StandardCharsets.US_ASCII));
                output.flush();
            }
            stty.restore(modes);
        } catch (IOException | NoTerminalException e) {
            // A terminal that is gone needs no restoring, and there is nobody to tell.
            return;
        } finally {
            if (locked) {
                lock.unlock();
            }
        }
    }

    private boolean tryLock() {
        try {
            return lock.tryLock(LOCK_LIMIT_MS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
