package dev.kelpie.tui;

import dev.kelpie.model.Agent;
import dev.kelpie.model.AgentId;
import java.util.ArrayList;
import java.util.Optional;

/// Where keys, pastes and the mouse go: quitting above all, then the overlay, then the agent in
/// live mode, then whoever takes text, then the table of actions.
final class Keys {
    private Keys() {}

    static Step<Model> pressed(Model model, Msg.Key key) {
        var heard = model.with(model.toasts().acknowledged());
        if (Layout.tooSmall(heard.scene().size())) {
            boolean quits = key.name().equals("q") || key.name().equals("ctrl-c");
            return quits ? Step.of(heard, new Ask.Quit()) : Step.of(heard);
        }
        if (heard.home().preview().live()) {
            return live(heard, key);
        }
        if (deaf(heard)) {
            boolean leaves = Action.LEAVE_LIVE.keys().contains(key.name());
            return Step.of(leaves ? leaveLive(heard) : heard);
        }
        if (heard.overlay().isPresent()) {
            boolean leaves = key.name().equals("esc") || key.name().equals("ctrl-c");
            // Who typed it did not know what it would answer.
            return heard.unseen().isPresent() && !leaves
                    ? Step.of(heard)
                    : heard.overlaid(leaves ? new Msg.Key("esc") : key);
        }
        if (heard.home().agents().typing() && !key.name().equals("ctrl-c")) {
            return heard.panel(Spot.AGENTS, key);
        }
        return heard.scene()
                .settings()
                .keymap()
                .action(key)
                .map(action -> AgentActions.run(action, heard))
                .orElse(Step.of(heard));
    }

    private static Step<Model> live(Model model, Msg.Key key) {
        if (Action.LEAVE_LIVE.keys().contains(key.name())) {
            return Step.of(leaveLive(model));
        }
        return Step.of(now(model), new Ask.Type(KeyBytes.of(key)));
    }

    /// Who types wants to see what becomes of it.
    private static Model now(Model model) {
        return model.with(model.home().with(model.home().preview().now()));
    }

    static Model leaveLive(Model model) {
        return model.with(model.home().with(model.home().preview().live(false)));
    }

    /// Ends live mode with the session that was typed into, whatever comes after it.
    static Model cutOff(Model before, Model after) {
        var preview = before.home().preview();
        if (!preview.live()) {
            return after;
        }
        var was = preview.agent().flatMap(before.scene().world()::agent).flatMap(Agent::pane);
        var now = preview.agent().flatMap(after.scene().world()::agent);
        boolean lives = now.filter(a -> !a.over()).isPresent();
        if (lives && (was.isEmpty() || was.equals(now.flatMap(Agent::pane)))) {
            return after;
        }
        var name = preview.agent().map(AgentId::value).orElse("");
        var home = after.home();
        return after.with(home.with(home.preview().cutOff(after.scene().now())))
                .saying(Log.Level.WARNING, name + " has ended, and live mode with it");
    }

    /// What is typed just then was meant for the agent.
    private static boolean deaf(Model model) {
        return model.scene().now().isBefore(model.home().preview().deaf());
    }

    /// A paste is text, or it is nothing: it never triggers an action.
    static Step<Model> pasted(Model model, Msg.Paste paste) {
        if (Layout.tooSmall(model.scene().size())) {
            return Step.of(model);
        }
        if (model.home().preview().live()) {
            return Step.of(now(model), new Ask.Type(KeyBytes.of(paste)));
        }
        if (deaf(model)) {
            return Step.of(model);
        }
        if (model.overlay().isPresent()) {
            return model.overlaid(paste);
        }
        if (model.home().agents().typing()) {
            return model.panel(Spot.AGENTS, paste);
        }
        return Step.of(
                model.saying(
                        Log.Level.INFO,
                        "pasted text goes into a message (m) or a new agent (n), not here"));
    }

    static Step<Model> clicked(Model model, Msg.Click click) {
        if (Layout.tooSmall(model.scene().size()) || model.unseen().isPresent()) {
            return Step.of(model);
        }
        if (model.overlay().isPresent()) {
            return model.overlaid(click);
        }
        if (model.home().preview().live()) {
            return Step.of(model);
        }
        var layout = model.home().layout(model.scene().size());
        var spot = layout.at(click.x(), click.y());
        if (spot.isEmpty()) {
            return Step.of(model);
        }
        var focused = model.with(model.home().focus(spot.get(), model.scene()));
        return inside(layout, spot.get(), click.x(), click.y())
                .map(at -> focused.panel(spot.get(), new Msg.Click(at.x(), at.y(), click.button())))
                .map(step -> menu(step, click))
                .orElse(Step.of(focused));
    }

    /// The right button shows what can be done with what is under it.
    private static Step<Model> menu(Step<Model> clicked, Msg.Click click) {
        var asks = new ArrayList<>(clicked.asks());
        if (click.button() == Msg.Button.RIGHT) {
            asks.add(new Ask.Run(Action.MENU));
        }
        return new Step<>(clicked.next(), asks);
    }

    static Step<Model> wheeled(Model model, Msg.Wheel wheel) {
        if (Layout.tooSmall(model.scene().size())) {
            return Step.of(model);
        }
        if (model.overlay().isPresent()) {
            return model.overlaid(wheel);
        }
        var layout = model.home().layout(model.scene().size());
        return layout.at(wheel.x(), wheel.y())
                .map(spot -> model.panel(spot, wheel))
                .orElse(Step.of(model));
    }

    private record At(int x, int y) {}

    private static Optional<At> inside(Layout layout, Spot spot, int x, int y) {
        return layout.of(spot)
                .map(rect -> new At(x - rect.x() - 1, y - rect.y() - 1))
                .filter(at -> at.x() >= 0 && at.y() >= 0)
                .filter(at -> at.y() < layout.inside(spot).rows());
    }
}
