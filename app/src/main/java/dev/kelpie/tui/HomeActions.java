package dev.kelpie.tui;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The actions that only move about in the home view and change nothing outside.
final class HomeActions {
    private HomeActions() {}

    private static final Map<Action, AgentActions.Act> ACTS =
            Map.ofEntries(
                    Map.entry(
                            Action.MARK,
                            m -> agents(m, m.home().agents().toggled(m.scene(), rows(m)))),
                    Map.entry(
                            Action.MARK_RANGE, m -> agents(m, m.home().agents().range(m.scene()))),
                    Map.entry(Action.UNMARK, m -> agents(m, m.home().agents().unmarked())),
                    Map.entry(Action.NEXT_NEEDY, m -> needy(m, 1)),
                    Map.entry(Action.PREVIOUS_NEEDY, m -> needy(m, -1)),
                    Map.entry(
                            Action.REFRESH,
                            m -> agents(m, m.home().agents().sorted(m.scene(), rows(m)))),
                    Map.entry(Action.FILTER, HomeActions::filter),
                    Map.entry(Action.TAB, HomeActions::tab),
                    Map.entry(
                            Action.PREVIEW,
                            m -> Step.of(m.with(m.home().showPreview(!m.home().previewOn())))),
                    Map.entry(Action.ZOOM, m -> Step.of(m.with(m.home().zoom(!m.home().zoom())))),
                    Map.entry(Action.BACK, HomeActions::back),
                    Map.entry(Action.NEXT_PANEL, m -> Step.of(focus(m, beside(m, 1)))),
                    Map.entry(Action.PREVIOUS_PANEL, m -> Step.of(focus(m, beside(m, -1)))),
                    Map.entry(Action.PANEL_AGENTS, m -> Step.of(focus(m, Spot.AGENTS))),
                    Map.entry(Action.PANEL_PREVIEW, m -> Step.of(focus(m, Spot.PREVIEW))),
                    Map.entry(Action.PANEL_ALERTS, m -> Step.of(focus(m, Spot.ALERTS))),
                    Map.entry(Action.PANEL_LOG, m -> Step.of(focus(m, Spot.LOG))),
                    Map.entry(Action.UP, m -> move(m, Action.UP)),
                    Map.entry(Action.DOWN, m -> move(m, Action.DOWN)),
                    Map.entry(Action.PAGE_UP, m -> move(m, Action.PAGE_UP)),
                    Map.entry(Action.PAGE_DOWN, m -> move(m, Action.PAGE_DOWN)),
                    Map.entry(Action.TOP, m -> move(m, Action.TOP)),
                    Map.entry(Action.BOTTOM, m -> move(m, Action.BOTTOM)),
                    Map.entry(Action.SCROLL_UP, m -> m.panel(Spot.PREVIEW, canonical(Action.UP))),
                    Map.entry(
                            Action.SCROLL_DOWN,
                            m -> m.panel(Spot.PREVIEW, canonical(Action.DOWN))));

    static Optional<AgentActions.Act> act(Action action) {
        return Optional.ofNullable(ACTS.get(action));
    }

    private static Step<Model> filter(Model model) {
        var there = focus(model, Spot.AGENTS);
        return agents(there, there.home().agents().filtering());
    }

    private static Step<Model> tab(Model model) {
        var home = model.home().showPreview(true);
        return Step.of(model.with(home.with(home.preview().tab(home.preview().tab().next()))));
    }

    private static Step<Model> move(Model model, Action action) {
        return model.panel(model.home().focus(), canonical(action));
    }

    /// Whatever key it was, panels know these movements by the names of arrows and pages.
    private static Msg.Key canonical(Action action) {
        return new Msg.Key(action.keys().getFirst());
    }

    private static Step<Model> agents(Model model, AgentsPanel next) {
        return Step.of(model.with(model.home().with(next)));
    }

    private static int rows(Model model) {
        return model.home().rows(Spot.AGENTS, model.scene());
    }

    /// Who needs somebody may have changed since the rows were frozen: sort, then go.
    private static Step<Model> needy(Model model, int direction) {
        var scene = model.scene();
        var here = model.home().agents().chosen();
        var sorted = model.home().agents().sorted(scene, rows(model));
        var next = sorted.nextNeedy(scene, direction);
        if (next.isEmpty()) {
            return Step.of(model);
        }
        var there = focus(model.with(model.home().with(sorted)), Spot.AGENTS);
        var moved = agents(there, sorted.to(next.get(), scene, rows(model)));
        return here.equals(next)
                ? Step.of(moved.next().saying(Log.Level.INFO, "nobody else needs you"))
                : moved;
    }

    private static Step<Model> back(Model model) {
        var home = model.home();
        if (home.preview().past().isPresent()) {
            return Step.of(model.with(home.with(home.preview().now())));
        }
        if (home.zoom() || home.focus() != Spot.AGENTS) {
            return Step.of(focus(model.with(home.zoom(false)), Spot.AGENTS));
        }
        if (home.agents().filtered()) {
            return agents(model, home.agents().unfiltered(model.scene(), rows(model)));
        }
        if (!home.agents().marked().isEmpty()) {
            return agents(model, home.agents().unmarked());
        }
        return switch (model.scene().settings().keymap()) {
            case VIM -> Step.of(model);
            case ARROWS -> Step.of(model, new Ask.Quit());
        };
    }

    private static Model focus(Model model, Spot spot) {
        return model.with(model.home().focus(spot, model.scene()));
    }

    private static Spot beside(Model model, int by) {
        var spots = List.of(Spot.values());
        return spots.get(Math.floorMod(spots.indexOf(model.home().focus()) + by, spots.size()));
    }
}
