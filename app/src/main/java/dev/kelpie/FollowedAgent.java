package dev.kelpie;

import dev.kelpie.model.PaneRef;
import dev.kelpie.theme.Look;
import dev.kelpie.tmux.Cell;
import dev.kelpie.tmux.CellGrid;
import dev.kelpie.tmux.Colour;
import dev.kelpie.tmux.FollowedPane;
import dev.kelpie.tmux.LocalTmux;
import dev.kelpie.tmux.PaneId;
import dev.kelpie.tmux.TmuxException;
import dev.kelpie.tui.Canvas;
import dev.kelpie.tui.PaneView;
import dev.kelpie.tui.Size;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

/// The followed pane of the screen, over a tmux client of its own. tmux is asked on one thread,
/// which goes for the newest wish only, so that moving through a list never waits.
final class FollowedAgent implements PaneView {
    private final LocalTmux tmux;
    private final Consumer<String> trouble;
    private final Thread worker;
    private final Object lock = new Object();
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile Runnable moved = () -> {};

    // Guarded by lock.
    private Wish wish = new Wish(Optional.empty(), new Size(80, 24), false);
    private boolean fresh;
    private boolean closed;
    private final StringBuilder typed = new StringBuilder();

    private volatile Optional<FollowedPane> view = Optional.empty();
    private volatile boolean showing;

    private record Wish(Optional<PaneId> pane, Size size, boolean live) {}

    FollowedAgent(LocalTmux tmux, Consumer<String> trouble) {
        this.tmux = tmux;
        this.trouble = trouble;
        // A platform thread: pty4j's calls hold their carrier.
        this.worker = Thread.ofPlatform().daemon().name("kelpie-follow-worker").start(this::work);
    }

    @Override
    public void follow(Optional<PaneRef> pane, Size size, boolean live) {
        Optional<PaneId> id = pane.map(PaneRef::pane).map(PaneId::new);
        synchronized (lock) {
            wish = new Wish(id, size, live && id.isPresent());
            fresh = true;
            lock.notifyAll();
        }
    }

    @Override
    public void type(String bytes) {
        synchronized (lock) {
            typed.append(bytes);
            lock.notifyAll();
        }
    }

    @Override
    public void listen(Runnable listener) {
        moved = listener;
    }

    @Override
    public Optional<Canvas> picture() {
        return showing ? view.map(FollowedPane::grid).map(FollowedAgent::canvas) : Optional.empty();
    }

    private void work() {
        try {
            Optional<Wish> next = next();
            while (next.isPresent()) {
                serve(next.get());
                next = next();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            view.ifPresent(FollowedPane::close);
            ended.countDown();
        }
    }

    private Optional<Wish> next() throws InterruptedException {
        synchronized (lock) {
            while (!fresh && !closed && typed.isEmpty()) {
                lock.wait();
            }
            fresh = false;
            return closed ? Optional.empty() : Optional.of(wish);
        }
    }

    private void serve(Wish now) {
        try {
            if (now.pane().isEmpty() || now.size().columns() < 2 || now.size().rows() < 2) {
                showing = false;
                return;
            }
            FollowedPane pane =
                    view.orElseGet(() ->
                            new FollowedPane(
                                    tmux,
                                    now.size().columns(),
                                    now.size().rows(),
                                    () -> moved.run()));
            view = Optional.of(pane);
            pane.resize(now.size().columns(), now.size().rows());
            if (!pane.pane().equals(now.pane())) {
                pane.follow(now.pane().get());
            }
            pane.live(now.live());
            showing = true;
            if (now.live()) {
                pass(pane);
            }
            moved.run();
        } catch (TmuxException e) {
            showing = false;
            trouble.accept("the pane can't be followed: " + e.getMessage());
        }
    }

    private void pass(FollowedPane pane) {
        String bytes;
        synchronized (lock) {
            bytes = typed.toString();
            typed.setLength(0);
        }
        if (!bytes.isEmpty()) {
            pane.write(bytes.getBytes(StandardCharsets.UTF_8));
        }
    }

    private static Canvas canvas(CellGrid grid) {
        Canvas canvas = Canvas.of(new Size(grid.columns(), grid.rows()));
        for (int y = 0; y < grid.rows(); y++) {
            for (int x = 0; x < grid.columns(); x++) {
                Cell cell = grid.at(x, y);
                boolean cursor = grid.cursorVisible() && grid.cursorX() == x && grid.cursorY() == y;
                if (cell.width() > 0) {
                    canvas.put(x, y, cell.text(), look(cell, cursor));
                }
            }
        }
        return canvas;
    }

    private static Look look(Cell cell, boolean cursor) {
        return new Look(
                colour(cell.foreground()),
                colour(cell.background()),
                cell.bold(),
                cell.dim(),
                cell.italic(),
                cell.underline(),
                cell.inverse() != cursor);
    }

    private static dev.kelpie.theme.Colour colour(Colour colour) {
        return switch (colour) {
            case Colour.Default _ -> dev.kelpie.theme.Colour.DEFAULT;
            case Colour.Indexed(int index) -> new dev.kelpie.theme.Colour.Indexed(index);
            case Colour.Rgb(int red, int green, int blue) ->
                    new dev.kelpie.theme.Colour.Rgb(red, green, blue);
        };
    }

    @Override
    public void close() {
        synchronized (lock) {
            closed = true;
            lock.notifyAll();
        }
        try {
            worker.join(java.time.Duration.ofSeconds(3));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
