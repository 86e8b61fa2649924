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
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// The followed pane of the screen, over a tmux client of its own. tmux is asked on one thread,
/// which goes for the newest wish only, so that moving through a list never waits. What is typed
/// belongs to the pane that was live then: it arrives there or nowhere.
final class FollowedAgent implements PaneView {
    private final LocalTmux tmux;
    private final Consumer<String> trouble;
    private final Thread worker;
    private final Object lock = new Object();
    private volatile Runnable moved = () -> {};

    // Guarded by lock.
    private Wish wish = new Wish(Optional.empty(), new Size(80, 24), false);
    private boolean fresh;
    private boolean closed;
    private List<Typed> typed = new ArrayList<>();

    private volatile Optional<FollowedPane> view = Optional.empty();
    private volatile boolean showing;

    private record Wish(Optional<PaneId> pane, Size size, boolean live) {
        /// Whether there is something to see, and room for it.
        boolean seen() {
            return pane.isPresent() && size.columns() > 1 && size.rows() > 1;
        }

        boolean typing() {
            return live && seen();
        }
    }

    private record Typed(Wish wish, String bytes) {}

    /// What is to be done next, in this order.
    private record Turn(List<Typed> typed, Optional<Wish> wish) {}

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
            wish = new Wish(id, size, live);
            fresh = true;
            lock.notifyAll();
        }
    }

    @Override
    public void type(String bytes) {
        synchronized (lock) {
            if (wish.typing()) {
                typed.add(new Typed(wish, bytes));
                lock.notifyAll();
            }
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

    @Override
    public Optional<Canvas> past(PaneRef pane) {
        CellGrid grid = tmux.past(new PaneId(pane.pane()));
        return grid.rows() == 0 ? Optional.empty() : Optional.of(canvas(grid));
    }

    private void work() {
        try {
            Optional<Turn> next = next();
            while (next.isPresent()) {
                next.get().typed().forEach(this::pass);
                next.get().wish().ifPresent(this::serve);
                next = next();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            view.ifPresent(FollowedPane::close);
        }
    }

    private Optional<Turn> next() throws InterruptedException {
        synchronized (lock) {
            while (!fresh && !closed && typed.isEmpty()) {
                lock.wait();
            }
            var turn = new Turn(typed, fresh ? Optional.of(wish) : Optional.empty());
            typed = new ArrayList<>();
            fresh = false;
            return closed ? Optional.empty() : Optional.of(turn);
        }
    }

    private void serve(Wish now) {
        try {
            if (!now.seen()) {
                showing = false;
                view.ifPresent(FollowedPane::rest);
                return;
            }
            show(now);
            moved.run();
        } catch (TmuxException e) {
            showing = false;
            trouble.accept("the pane can't be followed: " + e.getMessage());
        }
    }

    private FollowedPane show(Wish now) {
        FollowedPane pane = view.orElseGet(() -> new FollowedPane(tmux, () -> moved.run()));
        view = Optional.of(pane);
        if (!showing || !pane.pane().equals(now.pane())) {
            pane.follow(now.pane().orElseThrow());
        }
        if (now.live()) {
            pane.live(now.size().columns(), now.size().rows());
        } else {
            pane.rest();
        }
        showing = true;
        return pane;
    }

    private void pass(Typed keys) {
        try {
            FollowedPane pane = show(keys.wish());
            if (pane.live()) {
                pane.write(keys.bytes().getBytes(StandardCharsets.UTF_8));
            }
        } catch (TmuxException e) {
            showing = false;
            trouble.accept("what was typed did not arrive: " + e.getMessage());
        }
    }

    private static Canvas canvas(CellGrid grid) {
        Canvas canvas = Canvas.of(new Size(grid.columns(), grid.rows()));
        // Thousands of cells, but few different ones, and those are one object each.
        IdentityHashMap<Cell, Look> looks = new IdentityHashMap<>();
        for (int y = 0; y < grid.rows(); y++) {
            for (int x = 0; x < grid.columns(); x++) {
                Cell cell = grid.at(x, y);
                put(canvas, x, y, cell, looks.computeIfAbsent(cell, c -> look(c, false)));
            }
        }
        if (grid.cursorVisible()) {
            Cell cell = grid.at(grid.cursorX(), grid.cursorY());
            put(canvas, grid.cursorX(), grid.cursorY(), cell, look(cell, true));
        }
        return canvas;
    }

    private static void put(Canvas canvas, int x, int y, Cell cell, Look look) {
        if (cell.width() > 0) {
            canvas.put(x, y, cell.text(), look);
        }
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
