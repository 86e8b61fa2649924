package dev.kelpie.tui;

import dev.kelpie.model.AgentId;
import dev.kelpie.theme.Role;
import java.util.Optional;

/// The panels, which of them has the focus, and how much room they get.
record Home(
        AgentsPanel agents,
        PreviewPanel preview,
        AlertsPanel alerts,
        LogPanel log,
        Spot focus,
        boolean zoom,
        boolean previewOn) {
    static final Home START =
            new Home(
                    AgentsPanel.EMPTY,
                    PreviewPanel.EMPTY,
                    new AlertsPanel(ListCursor.START),
                    new LogPanel(0),
                    Spot.AGENTS,
                    false,
                    true);

    Home with(AgentsPanel next) {
        return new Home(next, preview, alerts, log, focus, zoom, previewOn);
    }

    Home with(PreviewPanel next) {
        return new Home(agents, next, alerts, log, focus, zoom, previewOn);
    }

    Home zoom(boolean on) {
        return new Home(agents, preview, alerts, log, focus, on, previewOn);
    }

    Home showPreview(boolean on) {
        var next = !on && focus == Spot.PREVIEW ? Spot.AGENTS : focus;
        return new Home(agents, preview, alerts, log, next, zoom, on);
    }

    /// On entry the agents are sorted anew; while one is among them no row moves.
    Home focus(Spot spot, Scene scene) {
        if (spot == focus) {
            return this;
        }
        var entered =
                spot == Spot.AGENTS
                        ? agents.sorted(scene, layout(scene.size()).inside(Spot.AGENTS).rows())
                        : agents;
        return new Home(
                entered, preview, alerts, log, spot, zoom, previewOn || spot == Spot.PREVIEW);
    }

    Layout layout(Size size) {
        return Layout.of(size, focus, zoom, previewOn);
    }

    int rows(Spot spot, Scene scene) {
        return Math.max(1, layout(scene.size()).inside(spot).rows());
    }

    /// The agent that an action is about when none is marked.
    Optional<AgentId> chosen(Scene scene) {
        return switch (focus) {
            case ALERTS -> alerts.chosen(scene);
            case AGENTS, PREVIEW, LOG -> agents.chosen();
        };
    }

    /// Hands a message to one panel, in its own coordinates.
    Step<Home> update(Spot spot, Msg msg, Scene scene) {
        var size = layout(scene.size()).inside(spot);
        return switch (spot) {
            case AGENTS -> {
                var step = agents.update(msg, scene, size);
                yield new Step<>(with(step.next()), step.asks());
            }
            case PREVIEW -> {
                var step = preview.update(msg, scene, size);
                yield new Step<>(with(step.next()), step.asks());
            }
            case ALERTS -> {
                var step = alerts.update(msg, scene, size);
                yield new Step<>(
                        new Home(agents, preview, step.next(), log, focus, zoom, previewOn),
                        step.asks());
            }
            case LOG -> {
                var step = log.update(msg, scene, size);
                yield new Step<>(
                        new Home(agents, preview, alerts, step.next(), focus, zoom, previewOn),
                        step.asks());
            }
        };
    }

    void render(Canvas canvas, Scene scene) {
        for (var entry : layout(canvas.size()).panels().entrySet()) {
            switch (entry.getKey()) {
                case AGENTS -> panel(canvas, agents, Spot.AGENTS, entry.getValue(), scene);
                case PREVIEW -> panel(canvas, preview, Spot.PREVIEW, entry.getValue(), scene);
                case ALERTS -> panel(canvas, alerts, Spot.ALERTS, entry.getValue(), scene);
                case LOG -> panel(canvas, log, Spot.LOG, entry.getValue(), scene);
            }
        }
    }

    private <P extends Panel<P>> void panel(
            Canvas canvas, P panel, Spot spot, Layout.Rect at, Scene scene) {
        boolean focused = spot == focus;
        boolean banner = spot == Spot.PREVIEW && preview.live();
        var title = banner ? Role.BANNER : focused ? Role.TITLE_FOCUSED : Role.TITLE;
        var inside =
                canvas.region(at.x(), at.y(), at.columns(), at.rows())
                        .box(
                                panel.title(scene),
                                focused ? Role.BORDER_FOCUSED : Role.BORDER,
                                title);
        panel.render(inside, scene, focused);
    }
}
