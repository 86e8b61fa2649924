package dev.kelpie.tui;

import java.util.ArrayList;
import java.util.List;

/// Presses keys on a model and keeps what it asks for.
final class Player {
    private Model model;
    private final List<Ask> asks = new ArrayList<>();

    Player(Model model) {
        this.model = model;
    }

    Player press(String... keys) {
        for (var key : keys) {
            send(new Msg.Key(key));
        }
        return this;
    }

    /// Types a text, a key for each character.
    Player type(String text) {
        text.codePoints()
                .forEach(c -> send(new Msg.Key(c == ' ' ? "space" : Character.toString(c))));
        return this;
    }

    /// Keys that come faster than anything is painted.
    Player burst(String... keys) {
        for (var key : keys) {
            take(new Msg.Key(key));
        }
        return this;
    }

    /// Somebody who looks at each picture before they go on.
    Player send(Msg msg) {
        take(msg);
        model.unseen().ifPresent(question -> take(new Msg.Painted(question)));
        return this;
    }

    private void take(Msg msg) {
        var step = model.update(msg);
        model = step.next();
        asks.addAll(step.asks());
    }

    Model model() {
        return model;
    }

    /// What was asked since the last time, without looking things up.
    List<Ask> asked() {
        var asked =
                asks.stream()
                        .filter(a -> !(a instanceof Ask.Look || a instanceof Ask.Offers))
                        .toList();
        asks.clear();
        return asked;
    }

    Canvas canvas() {
        var canvas = Canvas.of(model.scene().size());
        model.render(canvas);
        return canvas;
    }

    String picture() {
        return canvas().picture();
    }

    /// The name in the row under the cursor.
    String chosen() {
        return model.home().agents().chosen().map(Object::toString).orElse("nobody");
    }

    String said() {
        var waiting = model.toasts().waiting();
        return waiting.isEmpty() ? "" : waiting.getLast().text();
    }
}
