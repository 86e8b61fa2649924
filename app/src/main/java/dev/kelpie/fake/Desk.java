package dev.kelpie.fake;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// Where keys arrive and the screen is kept: the one place that knows what a key means now.
final class Desk {
    private static final long FRAME_NANOS = 250_000_000L;
    private static final long ESCAPE_NANOS = 50_000_000L;
    private static final long AGAIN_NANOS = 2_000_000_000L;
    private static final String GLYPHS = "·✢✳✶✻✽";
    private static final String BRAILLE = "⠋⠙⠹⠸⠼⠴";

    private final Style style;
    private final Tty tty;
    private final Terminal terminal;
    private final Pace pace;
    private final Optional<Path> record;
    private final StatusLine statusLine;
    private final KeyDecoder decoder = new KeyDecoder();
    private final Composer composer;
    private final Deque<String> queue = new ArrayDeque<>();
    private Mode mode;
    private Optional<Dialog> dialog = Optional.empty();
    private int answer = Dialog.OPEN;
    private List<String> todos = List.of();
    private String placeholder = "";
    private String hint = "";
    private String notice = "";
    private String work = "";
    private String busyText = "";
    private boolean busy;
    private boolean interrupted;
    private long busySince;
    private long tokens;
    private long leaveAskedAt = Long.MIN_VALUE / 2;
    private int frame;

    Desk(Options options, Tty tty, Terminal terminal, Pace pace, StatusLine statusLine) {
        this.style = options.style();
        this.mode = options.mode();
        this.record = options.record();
        this.tty = tty;
        this.terminal = terminal;
        this.pace = pace;
        this.statusLine = statusLine;
        this.composer = new Composer(style);
    }

    Terminal terminal() {
        return terminal;
    }

    Mode mode() {
        return mode;
    }

    void mode(Mode now) {
        mode = now;
    }

    Composer composer() {
        return composer;
    }

    void print(String text) {
        terminal.print(text);
    }

    void todos(List<String> lines) {
        todos = List.copyOf(lines);
    }

    void placeholder(String text) {
        placeholder = text;
    }

    /// Stays in the footer until it is taken back; Escape interrupts it like a turn.
    void notice(String text) {
        notice = text;
    }

    /// A turn begins: the spinner says this, Escape interrupts.
    void busy(String verb) {
        if (!busy) {
            busySince = pace.now();
            tokens = 0;
        }
        busy = true;
        busyText = "";
        work = verb;
        placeholder = "";
    }

    /// The spinner line says exactly this instead.
    void busyText(String text) {
        busyText = text;
    }

    void spent(long more) {
        tokens += more;
    }

    void quiet() {
        busy = false;
        interrupted = false;
        todos = List.of();
    }

    long busySeconds() {
        return (pace.now() - busySince) / 1_000_000_000L;
    }

    boolean interrupted() {
        return interrupted;
    }

    boolean takeInterrupt() {
        boolean was = interrupted;
        interrupted = false;
        return was;
    }

    boolean hasPrompt() {
        return !queue.isEmpty();
    }

    /// All that was submitted, as one prompt, the way the real one merges its queue.
    String takePrompts() {
        StringBuilder all = new StringBuilder();
        while (!queue.isEmpty()) {
            all.append(all.isEmpty() ? "" : "\n").append(Composer.unicode(queue.removeFirst()));
        }
        return all.toString();
    }

    void ask(Dialog question) {
        dialog = Optional.of(question);
        answer = Dialog.OPEN;
    }

    int answer() {
        return answer;
    }

    void closeDialog() {
        dialog = Optional.empty();
    }

    /// Paints, waits for input until then at most, and handles what came.
    void serve(long untilNanos) throws IOException, InterruptedException {
        paint();
        long now = pace.now();
        long until = Math.min(untilNanos, statusLine.tick(now));
        if (decoder.undecided()) {
            until = Math.min(until, now + ESCAPE_NANOS);
        }
        if (busy) {
            until = Math.min(until, now + FRAME_NANOS);
        }
        byte[] chunk = tty.chunks().poll(Math.max(0, until - now), TimeUnit.NANOSECONDS);
        if (chunk == Tty.GONE) {
            throw new Farewell(129, "other");
        }
        if (tty.takeResize()) {
            terminal.resize(tty.columns(), tty.rows());
        }
        if (chunk == null) {
            frame++;
            handle(decoder.settle());
        } else {
            handle(decoder.feed(chunk, chunk.length));
        }
    }

    void paint() {
        Optional<String> spinner = busy ? Optional.of(spinner()) : Optional.empty();
        List<String> queued = new ArrayList<>();
        if (busy) {
            for (String message : queue) {
                queued.add(Composer.unicode(message));
            }
        }
        terminal.show(
                new View(
                        style,
                        spinner,
                        todos,
                        queued,
                        composer.shown(),
                        queued.isEmpty() ? placeholder : "Press up to edit queued messages",
                        mode,
                        busy,
                        hint.isEmpty() ? notice : hint,
                        statusLine.shown(),
                        dialog));
    }

    private String spinner() {
        long seconds = busySeconds();
        if (style == Style.CODEX) {
            if (dialog.isEmpty()) {
                char turning = BRAILLE.charAt(frame % BRAILLE.length());
                terminal.control("\u001b]0;" + turning + " codex\u0007");
            }
            return "• Working (" + seconds + "s • esc to interrupt)";
        }
        char glyph = GLYPHS.charAt(frame % GLYPHS.length());
        if (!busyText.isEmpty()) {
            return glyph + " " + busyText;
        }
        return glyph + " " + work + "… (" + seconds + "s · ↓ " + tokens + " tokens)";
    }

    private void handle(List<Key> keys) throws IOException {
        for (Key key : keys) {
            if (dialog.isPresent()) {
                atDialog(dialog.get(), key);
            } else {
                atComposer(key);
            }
        }
    }

    private void atDialog(Dialog open, Key key) {
        switch (key.kind()) {
            case ENTER -> answer = open.marked();
            case ESCAPE, CTRL_C -> answer = Dialog.ESCAPED;
            case UP -> dialog = Optional.of(open.mark(open.marked() - 1));
            case DOWN, TAB -> dialog = Optional.of(open.mark(open.marked() + 1));
            case TEXT -> answer = open.typed(key.bytes(), style);
            case PASTE, BACKSPACE, BACK_TAB, NEWLINE, CTRL_D, CTRL_U, CTRL_W, OTHER -> {
                // Lost, as at a real dialog.
            }
        }
        if (answer != Dialog.OPEN) {
            dialog = Optional.empty();
        }
    }

    private void atComposer(Key key) throws IOException {
        long now = pace.now();
        switch (key.kind()) {
            case TEXT -> composer.type(key.bytes(), now);
            case PASTE -> composer.paste(key.bytes());
            case NEWLINE, TAB -> composer.type(key.bytes(), Long.MIN_VALUE / 2);
            case ENTER -> {
                if (composer.enter(now)) {
                    submit(composer.take());
                }
            }
            case BACKSPACE -> composer.backspace();
            case CTRL_U, CTRL_W -> composer.clear();
            case BACK_TAB -> mode = mode.next();
            case ESCAPE -> interrupted |= busy || !notice.isEmpty();
            case CTRL_C -> leave(now, "Press Ctrl-C again to exit");
            case CTRL_D -> leave(now, "Press Ctrl-D again to exit");
            case UP, DOWN, OTHER -> {
                // No history and no cursor: nothing to move.
            }
        }
        if (key.kind() != Key.Kind.CTRL_C && key.kind() != Key.Kind.CTRL_D) {
            hint = "";
        }
    }

    private void leave(long now, String warning) {
        if (!composer.isEmpty()) {
            composer.clear();
        } else if (busy) {
            interrupted = true;
        } else if (now - leaveAskedAt < AGAIN_NANOS) {
            throw new Farewell(0, "prompt_input_exit");
        } else {
            leaveAskedAt = now;
            hint = warning;
        }
    }

    private void submit(String message) throws IOException {
        if (message.strip().equals("/exit") || message.strip().equals("/quit")) {
            throw new Farewell(0, "prompt_input_exit");
        }
        if (record.isPresent()) {
            String framed = message.length() + "\n" + message + "\n";
            Files.write(
                    record.get(),
                    framed.getBytes(StandardCharsets.ISO_8859_1),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        }
        queue.addLast(message);
    }
}
