package dev.kelpie.tui;

import dev.kelpie.engine.Stranger;
import dev.kelpie.model.Agent;
import dev.kelpie.model.AgentId;
import dev.kelpie.model.Attention;
import dev.kelpie.model.Outcome;
import dev.kelpie.model.World;
import dev.kelpie.theme.Role;
import dev.kelpie.verb.MarkSeen;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// All that the screen shows, as one value. `update` makes the next one from a message and says
/// what it wants done; nothing here does anything.
///
/// @param undo what z takes back, and whose rows are to go
/// @param hinted the hints that were shown
/// @param touched when somebody last pressed a key
/// @param painted the question that stood on the screen last
/// @param wish whom to choose as soon as it is there, unless somebody presses a key before
record Model(
        Scene scene,
        Home home,
        Optional<Overlay> overlay,
        Toasts toasts,
        Undo undo,
        Set<String> hinted,
        Instant touched,
        Optional<String> painted,
        Optional<AgentId> wish) {
    /// Somebody who rests on an agent for so long has seen what it says.
    private static final Duration SEEN_AFTER = Duration.ofSeconds(2);

    /// No list of inner asks is longer unless it feeds itself.
    private static final int INNER_MAX = 10_000;

    Model {
        hinted = Set.copyOf(hinted);
    }

    static Model initial(Scene scene, Set<String> hinted) {
        var model =
                new Model(
                        scene,
                        Home.START,
                        Optional.empty(),
                        Toasts.NONE,
                        Undo.NONE,
                        hinted,
                        Instant.EPOCH,
                        Optional.empty(),
                        Optional.empty());
        return model.with(
                Home.START.with(
                        AgentsPanel.EMPTY.sorted(scene, Home.START.rows(Spot.AGENTS, scene))));
    }

    Model with(Scene next) {
        return new Model(next, home, overlay, toasts, undo, hinted, touched, painted, wish);
    }

    Model with(Home next) {
        return new Model(scene, next, overlay, toasts, undo, hinted, touched, painted, wish);
    }

    Model with(Optional<Overlay> next) {
        var known = next.isEmpty() ? Optional.<String>empty() : painted;
        return new Model(scene, home, next, toasts, undo, hinted, touched, known, wish);
    }

    private Model painted(String question) {
        return new Model(
                scene, home, overlay, toasts, undo, hinted, touched, Optional.of(question), wish);
    }

    /// The question that waits for an answer and that nobody can have seen yet.
    Optional<String> unseen() {
        return Layout.tooSmall(scene.size())
                ? Optional.empty()
                : overlay.flatMap(Overlay::question).filter(q -> !painted.equals(Optional.of(q)));
    }

    Model with(Toasts next) {
        return new Model(scene, home, overlay, next, undo, hinted, touched, painted, wish);
    }

    Model with(Undo next) {
        return new Model(scene, home, overlay, toasts, next, hinted, touched, painted, wish);
    }

    Model hinted(Set<String> next) {
        return new Model(scene, home, overlay, toasts, undo, next, touched, painted, wish);
    }

    private Model touched(Instant when) {
        return new Model(scene, home, overlay, toasts, undo, hinted, when, painted, wish);
    }

    private Model byPerson() {
        return touched(scene.now()).wishing(Optional.empty());
    }

    private Model wishing(Optional<AgentId> next) {
        return new Model(scene, home, overlay, toasts, undo, hinted, touched, painted, next);
    }

    /// Says something in passing, and keeps it in the log.
    Model saying(Log.Level level, String text) {
        var entry = new Log.Entry(scene.now(), level, Optional.empty(), text);
        return with(scene.log(scene.log().with(entry))).with(toasts.with(level, text, scene.now()));
    }

    /// The agents that an action is about: all marked ones, else the chosen one.
    List<Agent> targets() {
        return home.agents().marked().isEmpty()
                ? subject().stream().toList()
                : home.agents().marked().stream()
                        .sorted()
                        .flatMap(id -> scene.world().agent(id).stream())
                        .toList();
    }

    /// The agent that an action is about which can only be about one: the chosen one, marks or not.
    Optional<Agent> subject() {
        return home.chosen(scene).flatMap(scene.world()::agent);
    }

    Step<Model> update(Msg msg) {
        var step =
                switch (InKeys.said(msg, scene.settings().keymap())) {
                    case Msg.Key key -> Keys.pressed(byPerson(), key);
                    case Msg.Paste paste -> Keys.pasted(byPerson(), paste);
                    case Msg.Click click -> Keys.clicked(byPerson(), click);
                    case Msg.Wheel wheel -> Keys.wheeled(this, wheel);
                    case Msg.Resize(var size) -> Step.of(with(scene.size(size)));
                    case Msg.HungUp _ -> Step.of(this, new Ask.Quit());
                    case Msg.WorldChanged changed -> changed(changed);
                    case Msg.PaneMoved moved -> panel(Spot.PREVIEW, moved);
                    case Msg.Past past -> panel(Spot.PREVIEW, past);
                    case Msg.Painted(var question) -> Step.of(painted(question));
                    case Msg.Tick(var now) -> Step.of(with(scene.now(now)).with(toasts.at(now)));
                    case Msg.Answered answered -> Step.of(answered(answered));
                    case Msg.Spawned spawned -> spawned(spawned);
                    case Msg.Offered offered -> overlaid(offered);
                    case Msg.Looked looked -> looked(looked);
                    case Msg.WayIn way -> wayIn(way);
                    case Msg.CameBack back -> back(back);
                    case Msg.Around(var strangers) -> Step.of(around(strangers));
                    case Msg.EngineLost(var why) -> Step.of(lost(why));
                    case Msg.EngineBack _ ->
                            Step.of(
                                    with(scene.lost(false))
                                            .saying(Log.Level.GOOD, "the engine answers again"));
                    case Msg.Failed failed ->
                            saying(Log.Level.ERROR, failed.text()).overlaid(failed);
                    case Msg.Crashed(var cause) ->
                            throw new IllegalStateException("a worker of the screen failed", cause);
                };
        return step.next().settle(step.asks());
    }

    Step<Model> panel(Spot spot, Msg msg) {
        var step = home.update(spot, msg, scene);
        return new Step<>(with(step.next()), step.asks());
    }

    /// Hands a message to the overlay, which may close by it.
    Step<Model> overlaid(Msg msg) {
        if (overlay.isEmpty()) {
            return Step.of(this);
        }
        var turn = overlay.get().update(msg, scene);
        return new Step<>(with(turn.next()), turn.asks());
    }

    private Step<Model> changed(Msg.WorldChanged changed) {
        var next = with(scene.world(changed.world()).log(scene.log().with(changed.events())));
        int rows = home.rows(Spot.AGENTS, next.scene);
        var agents =
                home.focus() == Spot.AGENTS
                        ? home.agents().catchUp(next.scene, rows)
                        : home.agents().sorted(next.scene, rows).catchUp(next.scene, rows);
        var step =
                Keys.cutOff(this, next.with(home.with(agents)))
                        .granted()
                        .noticing(changed, scene.world().seq())
                        .overlaid(changed);
        if (!scene.settings().bell() || !newlyNeedy(changed.world())) {
            return step;
        }
        var asks = new ArrayList<>(step.asks());
        asks.add(new Ask.Ring());
        return new Step<>(step.next(), asks);
    }

    /// What is to be known of the place that the chosen agent has just got; the log has it already.
    private Model noticing(Msg.WorldChanged changed, long seen) {
        var next = toasts;
        for (var stamped : changed.events()) {
            var agent = stamped.event().agent();
            if (stamped.seq() > seen && home.agents().chosen().equals(Optional.of(agent))) {
                for (var notice : Words.notices(stamped.event())) {
                    next = next.with(notice.level(), agent + ": " + notice.text(), scene.now());
                }
            }
        }
        return with(next);
    }

    private Model around(List<Stranger> strangers) {
        var next = with(scene.around(Around.of(strangers)));
        int rows = home.rows(Spot.AGENTS, next.scene);
        return next.with(home.with(home.agents().catchUp(next.scene, rows)));
    }

    private Model granted() {
        return wish.filter(agent -> scene.world().agent(agent).isPresent())
                .map(this::choosing)
                .orElse(this);
    }

    /// Whether an agent that nobody is looking at begins to need somebody.
    private boolean newlyNeedy(World after) {
        return after.agents().values().stream()
                .filter(a ->
                        Attention.of(a).needsYou() && !scene.chosen().equals(Optional.of(a.id())))
                .anyMatch(a ->
                        !scene.world()
                                .agent(a.id())
                                .map(Attention::of)
                                .map(Attention::needsYou)
                                .orElse(false));
    }

    private Model answered(Msg.Answered answered) {
        return switch (answered.outcome()) {
            case Outcome.Done _ -> {
                var next = with(undo.accepted(answered.command()));
                var about = answered.about(); // the log has it from the event
                yield about.isEmpty()
                        ? next
                        : next.with(toasts.with(Log.Level.INFO, about, scene.now()));
            }
            case Outcome.Refused refused -> {
                var open = MessageDialog.again(answered.command(), refused.detail(), overlay);
                yield with(undo.refused(answered.command()))
                        .saying(Log.Level.WARNING, refused.detail())
                        .with(open);
            }
        };
    }

    private Step<Model> spawned(Msg.Spawned spawned) {
        if (overlay.isPresent()) {
            return overlaid(spawned);
        }
        return spawned.problems().isEmpty()
                ? Step.of(this, new Ask.Choose(spawned.agent()))
                : Step.of(saying(Log.Level.ERROR, String.join("; ", spawned.problems())));
    }

    private Step<Model> looked(Msg.Looked looked) {
        return looked.topic() == Topic.LOSSES ? overlaid(looked) : panel(Spot.PREVIEW, looked);
    }

    private Step<Model> wayIn(Msg.WayIn way) {
        return way.argv().isEmpty()
                ? Step.of(saying(Log.Level.WARNING, way.agent() + " has no terminal now"))
                : Step.of(this, new Ask.Enter(way.agent(), way.argv(), Optional.empty()));
    }

    private Model lost(String why) {
        return with(scene.lost(true))
                .saying(Log.Level.ERROR, "no engine: " + why + " · the agents work on");
    }

    private Step<Model> back(Msg.CameBack back) {
        if (back.problem().isPresent()) {
            return Step.of(saying(Log.Level.ERROR, back.problem().get()));
        }
        long needy =
                scene.world().agents().values().stream()
                        .filter(a -> Attention.of(a).needsYou())
                        .count();
        var seen = new Ask.Do(new MarkSeen(back.agent()), "");
        return Step.of(
                saying(
                        Log.Level.INFO,
                        "back from "
                                + back.agent()
                                + (needy > 0 ? " · " + needy + " need you: w" : "")),
                seen);
    }

    /// Does the asks that are about the screen itself, until only outside ones are left.
    private Step<Model> settle(List<Ask> asks) {
        var model = this;
        var open = new ArrayList<>(asks);
        var outside = new ArrayList<Ask>();
        for (int i = 0; i < open.size(); i++) {
            if (i > INNER_MAX) {
                throw new IllegalStateException("the screen asks itself without end");
            }
            if (open.get(i) instanceof Ask.Inner inner) {
                var step = InnerAsks.done(model, inner);
                model = step.next();
                open.addAll(step.asks());
            } else {
                outside.add(open.get(i));
            }
        }
        return model.followed(outside);
    }

    /// Chooses the agent, or will as soon as the world has it: who asked for it may hear of it
    /// first.
    Model choosing(AgentId agent) {
        if (scene.world().agent(agent).isEmpty()) {
            return wishing(Optional.of(agent));
        }
        int rows = home.rows(Spot.AGENTS, scene);
        var agents = home.agents().catchUp(scene, rows);
        if (agents.shown(scene).stream().noneMatch(a -> a.id().equals(agent))) {
            agents = agents.unfiltered(scene, rows);
        }
        return with(home.with(agents.to(agent, scene, rows))).wishing(Optional.empty());
    }

    /// Whether something will follow from merely waiting a little.
    boolean resting() {
        boolean unseen = scene.agent().map(agent -> !agent.seen()).orElse(false);
        boolean looksUp =
                switch (home.preview().tab()) {
                    case TRANSCRIPT, DIFF -> home.layout(scene.size()).of(Spot.PREVIEW).isPresent();
                    case SCREEN ->
                            scene.agent().filter(a -> a.foreignPane().isPresent()).isPresent()
                                    && home.layout(scene.size()).of(Spot.PREVIEW).isPresent();
                    case TIMELINE -> false;
                };
        return looksUp
                || (unseen && scene.since(touched).compareTo(SEEN_AFTER.multipliedBy(2)) < 0);
    }

    /// What follows from any change: the view follows the cursor, what is missing is looked up, who
    /// was looked at is seen, who has ended leaves.
    private Step<Model> followed(List<Ask> asks) {
        var more = new ArrayList<>(asks);
        var chosen = home.agents().chosen();
        var next = with(scene.choosing(home.agents()));
        var preview = home.preview().on(chosen);
        boolean shown = next.home.layout(scene.size()).of(Spot.PREVIEW).isPresent();
        var topic = shown ? preview.missing(next.scene) : Optional.<Topic>empty();
        if (topic.isPresent() && chosen.isPresent()) {
            more.add(new Ask.Look(chosen.get(), topic.get()));
            preview = preview.asking(next.scene);
        }
        next = next.with(next.home.with(preview));
        var seen = next.scene.agent().filter(next::justSeen);
        if (shown && seen.isPresent()) {
            // Asked once: the next key begins a new look.
            more.add(new Ask.Do(new MarkSeen(seen.get().id()), ""));
            next = next.touched(Instant.EPOCH);
        }
        var farewell = undo.farewell(scene.world());
        more.addAll(farewell.asks());
        return new Step<>(next.with(farewell.next()), more);
    }

    private boolean justSeen(Agent agent) {
        return !agent.seen()
                && touched.isAfter(agent.since())
                && scene.since(touched).compareTo(SEEN_AFTER) >= 0
                && scene.since(agent.since()).compareTo(SEEN_AFTER) >= 0;
    }

    /// The picture of all this.
    void render(Canvas canvas) {
        canvas.fill(Role.TEXT);
        if (Layout.tooSmall(canvas.size())) {
            canvas.put(0, 0, "too small: " + canvas.size(), Role.WARNING);
            canvas.put(0, 1, "needs " + Layout.SMALLEST, Role.TEXT);
            canvas.put(0, 2, "agents work on; q quits", Role.DIM);
            return;
        }
        Bars.header(canvas, scene);
        home.render(canvas, scene);
        Bars.footer(canvas, this);
        overlay.ifPresent(shown -> shown.render(canvas, scene));
        toasts.render(canvas, canvas.rows() - 2);
    }
}
