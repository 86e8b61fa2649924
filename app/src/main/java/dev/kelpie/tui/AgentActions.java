package dev.kelpie.tui;

import dev.kelpie.model.Agent;
import dev.kelpie.model.State;
import dev.kelpie.verb.Release;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/// What each action does to the model, and why it does nothing where it does nothing.
final class AgentActions {
    private AgentActions() {}

    /// Does something, or says why not.
    interface Act extends Function<Model, Step<Model>> {}

    private interface Why extends Function<Model, Optional<String>> {}

    private static final Optional<String> NOBODY = Optional.of("there is no agent; n starts one");

    private static final Optional<String> ON = Optional.empty();

    /// Why an action may be off; the others are always on.
    private static final Map<Action, Why> WHY =
            Map.ofEntries(
                    Map.entry(
                            Action.ATTACH,
                            m ->
                                    m.subject()
                                            .map(a -> goesToRow(m) ? ON : nowhere(a))
                                            .orElse(NOBODY)),
                    Map.entry(Action.DETAILS, m -> m.subject().isEmpty() ? NOBODY : ON),
                    Map.entry(
                            Action.LIVE_MODE,
                            m -> m.subject().map(AgentActions::noPane).orElse(NOBODY)),
                    Map.entry(
                            Action.MESSAGE,
                            m ->
                                    unless(
                                            m,
                                            AgentActions::listens,
                                            yours(m, "its session is over; R goes on with it"))),
                    Map.entry(
                            Action.APPROVE,
                            m ->
                                    unless(
                                            m,
                                            AgentActions::asks,
                                            yours(
                                                    m,
                                                    names(m.targets())
                                                            + " shows no question now"))),
                    Map.entry(
                            Action.STOP,
                            m ->
                                    unless(
                                            m,
                                            AgentActions::canStop,
                                            byHand(
                                                    m,
                                                    false,
                                                    " was started by you: D ends it, A lets it go",
                                                    " does not run"))),
                    Map.entry(
                            Action.RESUME,
                            m ->
                                    unless(
                                            m,
                                            AgentActions::canResume,
                                            byHand(
                                                    m,
                                                    true,
                                                    " was started by hand: start it there again",
                                                    " runs; there is nothing to resume"))),
                    Map.entry(
                            Action.ADOPT,
                            m ->
                                    m.subject()
                                            .map(a ->
                                                    when(
                                                            a.foreignPane().isEmpty(),
                                                            a.id() + " is none of your own tmux"))
                                            .orElse(NOBODY)),
                    Map.entry(Action.KILL, m -> m.targets().isEmpty() ? NOBODY : ON),
                    Map.entry(Action.MENU, m -> m.targets().isEmpty() ? NOBODY : ON),
                    Map.entry(Action.COPY, m -> m.subject().isEmpty() ? NOBODY : ON),
                    Map.entry(
                            Action.SHELL,
                            m ->
                                    m.subject()
                                            .map(a ->
                                                    when(
                                                            a.site().isEmpty(),
                                                            a.id() + " has no directory yet"))
                                            .orElse(NOBODY)),
                    Map.entry(Action.SORT, m -> m.scene().world().agents().isEmpty() ? NOBODY : ON),
                    Map.entry(
                            Action.STATES, m -> m.scene().world().agents().isEmpty() ? NOBODY : ON),
                    Map.entry(Action.MARK, m -> m.targets().isEmpty() ? NOBODY : ON),
                    Map.entry(Action.MARK_RANGE, m -> m.targets().isEmpty() ? NOBODY : ON),
                    Map.entry(
                            Action.UNMARK,
                            m -> when(m.home().agents().marked().isEmpty(), "no agent is marked")),
                    Map.entry(
                            Action.UNDO,
                            m ->
                                    when(
                                            m.undo().acts().isEmpty()
                                                    && m.scene().world().removed().isEmpty(),
                                            "there is nothing to undo")),
                    Map.entry(Action.NEXT_NEEDY, AgentActions::nobodyNeedy),
                    Map.entry(Action.PREVIOUS_NEEDY, AgentActions::nobodyNeedy),
                    Map.entry(
                            Action.FILTER,
                            m ->
                                    when(
                                            m.scene().world().agents().isEmpty(),
                                            "there are no agents")));

    /// What reaches outside of the screen or opens a dialog.
    private static final Map<Action, Act> ACTS =
            Map.ofEntries(
                    Map.entry(Action.ATTACH, AgentActions::attach),
                    Map.entry(Action.DETAILS, AgentActions::details),
                    Map.entry(Action.LIVE_MODE, AgentActions::live),
                    Map.entry(
                            Action.MESSAGE,
                            m -> show(m, MessageDialog.to(those(m, AgentActions::listens)))),
                    Map.entry(
                            Action.APPROVE,
                            m -> show(m, ApproveDialog.of(those(m, AgentActions::asks)))),
                    Map.entry(
                            Action.STOP,
                            m ->
                                    show(
                                            m,
                                            StopDialog.of(
                                                    those(m, AgentActions::canStop), m.scene()))),
                    Map.entry(Action.KILL, AgentActions::kill),
                    Map.entry(Action.MENU, m -> show(m, Menus.actions(m))),
                    Map.entry(Action.COPY, m -> show(m, Menus.copy(m, m.subject().orElseThrow()))),
                    Map.entry(Action.SHELL, AgentActions::shell),
                    Map.entry(Action.SORT, m -> show(m, Menus.orders())),
                    Map.entry(Action.STATES, m -> show(m, Menus.states(m.scene()))),
                    Map.entry(Action.RESUME, AgentActions::resume),
                    Map.entry(Action.ADOPT, AgentActions::release),
                    Map.entry(Action.UNDO, AgentActions::undo),
                    Map.entry(Action.SPAWN, AgentActions::spawn),
                    Map.entry(Action.PALETTE, m -> show(m, Picker.palette(m))),
                    Map.entry(Action.THEME, m -> show(m, Picker.themes(m.scene().settings()))),
                    Map.entry(Action.HELP, m -> show(m, new Help(0))),
                    Map.entry(Action.REDRAW, m -> Step.of(m, new Ask.Redraw())),
                    Map.entry(Action.SUSPEND, m -> Step.of(m, new Ask.Suspend())),
                    Map.entry(Action.QUIT, m -> Step.of(m, new Ask.Quit())));

    /// Why the action is off now, in words for the person who pressed the key.
    static Optional<String> off(Action action, Model model) {
        var why = WHY.get(action);
        var off = why == null ? ON : why.apply(model);
        return off.equals(NOBODY) && StrangerActions.chosen(model).isPresent()
                ? StrangerActions.off(action, model)
                : off;
    }

    /// What the action does outside of dialogs; a test holds that each does something.
    static Optional<Act> act(Action action) {
        return Optional.ofNullable(ACTS.get(action)).or(() -> HomeActions.act(action));
    }

    /// Does it, or says why not.
    static Step<Model> run(Action action, Model model) {
        var why = off(action, model);
        if (why.isPresent()) {
            return Step.of(model.saying(Log.Level.INFO, action.label() + ": " + why.get()));
        }
        return StrangerActions.act(action, model)
                .or(() -> act(action).map(act -> act.apply(model)))
                .orElse(Step.of(model));
    }

    private static Optional<String> nobodyNeedy(Model model) {
        return when(
                model.home().agents().nextNeedy(model.scene(), 1).isEmpty(), "nobody needs you");
    }

    private static List<Agent> those(Model model, Predicate<Agent> which) {
        return model.targets().stream().filter(which).toList();
    }

    /// Off unless some of the targets are such.
    private static Optional<String> unless(Model model, Predicate<Agent> some, String why) {
        return model.targets().isEmpty() ? NOBODY : when(those(model, some).isEmpty(), why);
    }

    private static Step<Model> attach(Model model) {
        var agent = model.subject().orElseThrow();
        if (goesToRow(model)) {
            return Step.of(
                    model.with(model.home().focus(Spot.AGENTS, model.scene())),
                    new Ask.Choose(agent.id()));
        }
        if (model.hinted().contains("attach") || agent.adopted().isPresent()) {
            return Step.of(model, new Ask.Attach(agent.id()));
        }
        return show(
                model,
                new Confirm(
                        "Before you attach",
                        List.of(
                                "You will be in " + agent.id() + "'s own terminal.",
                                "",
                                "ctrl-q brings you back here.",
                                "The agent works on, whether you look or not."),
                        List.of(
                                new Confirm.Button(
                                        "Attach",
                                        List.of(
                                                new Ask.Seen("attach"),
                                                new Ask.Attach(agent.id()))),
                                new Confirm.Button("Cancel", List.of())),
                        0));
    }

    /// From an alert it is only a step to its agent's row.
    private static boolean goesToRow(Model model) {
        return model.home().focus() == Spot.ALERTS;
    }

    private static Step<Model> shell(Model model) {
        var agent = model.subject().orElseThrow();
        return Step.of(
                model,
                new Ask.Enter(
                        agent.id(),
                        List.of(model.scene().settings().shell()),
                        agent.site().map(s -> s.directory())));
    }

    private static Step<Model> details(Model model) {
        var chosen = model.choosing(model.subject().orElseThrow().id());
        var home = chosen.home().showPreview(true).focus(Spot.PREVIEW, chosen.scene());
        return Step.of(chosen.with(home.zoom(true)));
    }

    private static Step<Model> live(Model model) {
        var agent = model.subject().orElseThrow().id();
        var chosen = model.choosing(agent);
        var home = chosen.home().showPreview(true).focus(Spot.PREVIEW, chosen.scene());
        return Step.of(chosen.with(home.with(home.preview().on(Optional.of(agent)).live(true))));
    }

    private static Step<Model> kill(Model model) {
        var targets = model.targets();
        var asks = new ArrayList<Ask>();
        targets.forEach(agent -> asks.add(new Ask.Look(agent.id(), Topic.LOSSES)));
        return new Step<>(model.with(Optional.of(KillDialog.of(targets))), asks);
    }

    private static Step<Model> resume(Model model) {
        var asks = new ArrayList<Ask>();
        model.targets().stream()
                .filter(AgentActions::canResume)
                .forEach(agent -> asks.add(new Ask.Resume(agent.id())));
        return new Step<>(model, asks);
    }

    /// What the same key took in; the other way is in [StrangerActions].
    private static Step<Model> release(Model model) {
        var agent = model.subject().orElseThrow().id();
        return Step.of(model, new Ask.Do(new Release(agent), agent + " is released; it runs on"));
    }

    private static Step<Model> undo(Model model) {
        if (model.undo().acts().isEmpty()) {
            return new Step<>(model, Undo.elsewhere(model.scene().world()).stream().toList());
        }
        var step = model.undo().back(model.scene().world());
        return new Step<>(model.with(step.next()), step.asks());
    }

    private static Step<Model> spawn(Model model) {
        var dialog = SpawnDialog.fresh(model.scene());
        return Step.of(model.with(Optional.of(dialog)), new Ask.Offers());
    }

    private static Step<Model> show(Model model, Overlay overlay) {
        return Step.of(model.with(Optional.of(overlay)));
    }

    /// Whether a message can be sent to it: nothing is typed into what is the person's.
    private static boolean listens(Agent agent) {
        return !agent.over() && agent.adopted().isEmpty();
    }

    private static boolean asks(Agent agent) {
        return PreviewHead.waiting(agent).isPresent() && agent.adopted().isEmpty();
    }

    private static boolean canResume(Agent agent) {
        return agent.over() && agent.adopted().isEmpty();
    }

    private static boolean canStop(Agent agent) {
        return switch (agent.state()) {
            case State.Requested _, State.Live _ when agent.adopted().isPresent() -> false;
            case State.Requested _, State.Live _ -> true;
            case State.Stopping _, State.Interrupted _, State.Ended _ -> false;
        };
    }

    /// Why nothing is typed, where all of them are in the person's own tmux; else the other reason.
    private static String yours(Model model, String otherwise) {
        return model.targets().stream().anyMatch(a -> a.foreignPane().isEmpty())
                ? otherwise
                : names(model.targets()) + " runs in your own tmux; Enter goes there";
    }

    /// Why those that were started by hand are left out, where all of them were; else the other
    /// reason.
    private static String byHand(Model model, boolean over, String why, String otherwise) {
        boolean all =
                model.targets().stream().allMatch(a -> a.adopted().isPresent() && a.over() == over);
        return names(model.targets()) + (all ? why : otherwise);
    }

    /// Why nobody can look into its own terminal.
    private static Optional<String> nowhere(Agent agent) {
        return agent.foreignPane().isPresent() ? ON : noPane(agent);
    }

    private static Optional<String> noPane(Agent agent) {
        if (agent.foreignPane().isPresent()) {
            return Optional.of(agent.id() + " runs in your own tmux; Enter goes there");
        }
        if (agent.adopted().isPresent()) {
            return Optional.of(agent.id() + " has no terminal any more");
        }
        return when(
                agent.pane().isEmpty(),
                agent.over()
                        ? agent.id() + " has no terminal any more; R goes on with it"
                        : agent.id() + " has no terminal yet");
    }

    private static String names(List<Agent> targets) {
        return targets.size() == 1 ? targets.getFirst().id().value() : "none of the marked";
    }

    private static Optional<String> when(boolean so, String why) {
        return so ? Optional.of(why) : Optional.empty();
    }
}
