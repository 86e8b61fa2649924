package dev.kelpie.tui;

import dev.kelpie.engine.Kelpie;
import dev.kelpie.model.Agent;
import dev.kelpie.model.PaneRef;
import dev.kelpie.model.World;
import dev.kelpie.theme.Themes;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

/// The loop: messages in, the next model, one picture for each batch, and the asks that follow. It
/// sleeps until something happens; nothing is polled, and nothing in it waits for the engine, for
/// tmux or for git.
public final class Tui implements AutoCloseable {
    /// Everything the screen works with.
    public record Doors(
            Kelpie kelpie,
            Terminal terminal,
            PaneView pane,
            Attach attach,
            Clipboard clipboard,
            Hints hints,
            ThemeChoice themeChoice,
            Neighbours neighbours,
            Themes themes,
            Settings settings,
            InstantSource clock) {}

    /// Ages on the screen are in seconds only at first.
    private static final Duration AGES = Duration.ofSeconds(10);

    private static final Duration SOON = Duration.ofSeconds(1);

    /// A batch ends even if messages come faster than they are taken.
    private static final int BATCH_MAX = 500;

    private record Following(Optional<PaneRef> pane, Size size, boolean live) {}

    private final Doors doors;
    private final Terminal terminal;
    private final Asks asks;
    private final News news;
    private final Rounds rounds;
    private final AtomicBoolean paneMoved = new AtomicBoolean();
    private final Pace pace = new Pace();
    private Model model;
    private Following following = new Following(Optional.empty(), new Size(0, 0), false);
    private boolean dirty = true;
    private boolean byPerson = true;
    private boolean quit;

    /// @param world as it was a moment ago; what happened since is told by the engine
    public Tui(Doors doors, World world) {
        this.doors = doors;
        terminal = doors.terminal();
        asks = new Asks(doors.kelpie(), terminal::post);
        var scene =
                new Scene(
                        world,
                        doors.clock().instant(),
                        terminal.size(),
                        doors.settings(),
                        Log.EMPTY,
                        Optional.empty(),
                        Set.of(),
                        Set.of(),
                        false,
                        Spending.UNSEEN,
                        Around.NOBODY);
        model = Model.initial(scene, doors.hints().seen());
        news = new News(doors.kelpie(), world, terminal::post);
        rounds = new Rounds(doors.kelpie(), terminal::post);
        doors.pane().listen(this::paneMoved);
    }

    /// Runs until somebody leaves. Exceptions of our own making come out of here.
    public void run() throws InterruptedException {
        take(new Msg.Tick(doors.clock().instant()));
        draw();
        while (!quit) {
            var first = terminal.next(patience());
            var now = doors.clock().instant();
            take(new Msg.Tick(now));
            if (first.isEmpty()) {
                dirty = true;
            }
            var next = first;
            for (int i = 0; next.isPresent() && i < BATCH_MAX && !quit; i++) {
                take(next.get());
                next = terminal.next(Duration.ZERO);
            }
            if (!quit && dirty && !now.isBefore(due())) {
                draw();
            }
        }
    }

    @Override
    public void close() {
        rounds.close();
        news.close();
        asks.close();
    }

    private void take(Msg msg) throws InterruptedException {
        switch (msg) {
            case Msg.Tick _, Msg.Painted _ -> update(msg);
            case Msg.Key _, Msg.Paste _, Msg.Click _, Msg.Wheel _, Msg.Resize _ -> {
                dirty = true;
                byPerson = true;
                update(msg);
            }
            case Msg.WorldChanged _ -> { // said once, however much changed
                dirty = true;
                update(news.take());
            }
            case Msg.PaneMoved _ ->
                    dirty = true; // a sign: its picture is fetched when one is drawn
            case Msg.HungUp _,
                    Msg.Past _,
                    Msg.Answered _,
                    Msg.Spawned _,
                    Msg.Offered _,
                    Msg.Looked _,
                    Msg.WayIn _,
                    Msg.CameBack _,
                    Msg.EngineLost _,
                    Msg.EngineBack _,
                    Msg.Around _,
                    Msg.Failed _,
                    Msg.Crashed _ -> {
                dirty = true;
                update(msg);
            }
        }
    }

    private void update(Msg msg) throws InterruptedException {
        var before = model.toasts();
        var step = model.update(msg);
        model = step.next();
        dirty |= !Objects.equals(model.toasts(), before);
        for (var ask : step.asks()) {
            perform(ask);
        }
        follow();
    }

    private void past(PaneRef pane) {
        var found = Optional.<Canvas>empty();
        try {
            found = doors.pane().past(pane);
        } finally {
            terminal.post(new Msg.Past(pane, found));
        }
    }

    private void perform(Ask ask) throws InterruptedException {
        switch (ask) {
            case Ask.Quit _ -> quit = true;
            case Ask.Ring _ -> terminal.bell();
            case Ask.Redraw _ -> terminal.forget();
            case Ask.Suspend _ -> {
                stopFollowing();
                terminal.suspend();
                byPerson = true;
            }
            case Ask.Copy(var text) -> {
                terminal.copy(text);
                asks.also(() -> doors.clipboard().put(text));
            }
            case Ask.UseTheme(var name) -> useTheme(name);
            case Ask.Hinted(var hint) -> doors.hints().remember(hint);
            case Ask.LookBack(var pane) -> asks.also(() -> past(pane));
            case Ask.Type(var bytes) -> doors.pane().type(bytes);
            case Ask.Enter(var agent, var argv, var directory) ->
                    lend(() ->
                            Optional.of(
                                    new Msg.CameBack(
                                            agent,
                                            doors.attach().enter(argv, directory, terminal))));
            case Ask.Visit(var stranger) ->
                    lend(() ->
                            doors.neighbours().visit(stranger, terminal).<Msg>map(Msg.Failed::new));
            case Ask.Close(var stranger) ->
                    asks.also(() -> {
                        doors.neighbours()
                                .close(stranger)
                                .ifPresent(why -> terminal.post(new Msg.Failed(why)));
                        rounds.now();
                    });
            case Ask.Do _,
                    Ask.Offers _,
                    Ask.Spawn _,
                    Ask.Adopt _,
                    Ask.Resume _,
                    Ask.Send _,
                    Ask.Look _,
                    Ask.Attach _ ->
                    asks.start(ask);
            case Ask.Inner inner ->
                    throw new IllegalStateException("the model does this itself: " + inner);
        }
    }

    /// A theme of one's own may be broken; that is told, and the old one stays.
    private void useTheme(String name) throws InterruptedException {
        try {
            terminal.theme(doors.themes().load(name));
            doors.themeChoice().remember(name);
        } catch (RuntimeException e) {
            take(Asks.problem(e));
        }
    }

    /// The loop itself stands still meanwhile: nothing of ours may read or draw.
    private void lend(Guest guest) throws InterruptedException {
        stopFollowing();
        Optional<Msg> back;
        try {
            back = guest.enter();
        } catch (RuntimeException e) {
            back = Optional.of(Asks.problem(e));
        }
        terminal.forget();
        take(new Msg.Tick(doors.clock().instant()));
        if (back.isPresent()) {
            take(back.get());
        }
        dirty = true;
        byPerson = true;
    }

    /// Comes back with what there is to say.
    private interface Guest {
        Optional<Msg> enter() throws InterruptedException;
    }

    private void stopFollowing() {
        following = new Following(Optional.empty(), new Size(0, 0), false);
        doors.pane().follow(Optional.empty(), following.size(), false);
    }

    private void follow() {
        if (quit) {
            return;
        }
        var layout = model.home().layout(model.scene().size());
        var preview = model.home().preview();
        var inside = layout.inside(Spot.PREVIEW);
        boolean seen = preview.followsPane() && inside.rows() > 0;
        var pane =
                preview.agent()
                        .filter(_ -> seen)
                        .flatMap(model.scene().world()::agent)
                        .flatMap(Agent::pane);
        var size =
                new Size(inside.columns(), Math.max(0, inside.rows() - PreviewHead.rows(inside)));
        var wanted = new Following(pane, size, preview.live());
        if (!wanted.equals(following)) {
            following = wanted;
            doors.pane().follow(pane, size, preview.live());
        }
    }

    private void draw() throws InterruptedException {
        if (paneMoved.getAndSet(false)) {
            update(new Msg.PaneMoved(doors.pane().picture()));
        }
        var canvas = Canvas.of(model.scene().size());
        model.render(canvas);
        terminal.draw(canvas);
        // It comes after all that is waiting already.
        model.unseen().ifPresent(question -> terminal.post(new Msg.Painted(question)));
        pace.drew(doors.clock().instant(), byPerson);
        dirty = false;
        byPerson = false;
    }

    private Instant due() {
        return pace.due(byPerson || model.unseen().isPresent());
    }

    /// How long nothing needs to be done by itself.
    private Duration patience() {
        var now = doors.clock().instant();
        if (dirty) {
            return positive(Duration.between(now, due()));
        }
        var until =
                now.plus(model.scene().world().agents().isEmpty() ? Duration.ofMinutes(1) : AGES);
        var end = model.toasts().nextEnd();
        if (end.isPresent() && end.get().isBefore(until)) {
            until = end.get();
        }
        if (model.resting()) {
            until = now.plus(SOON);
        }
        return positive(Duration.between(now, until));
    }

    private static Duration positive(Duration span) {
        return span.isNegative() ? Duration.ZERO : span.plusMillis(1);
    }

    private void paneMoved() {
        if (paneMoved.compareAndSet(false, true)) {
            terminal.post(new Msg.PaneMoved(Optional.empty()));
        }
    }
}
