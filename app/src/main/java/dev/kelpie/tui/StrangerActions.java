package dev.kelpie.tui;

import dev.kelpie.engine.Stranger;
import java.util.List;
import java.util.Optional;

/// What can be done with an agent that is not Kelpie's: go there, or close it after a question.
final class StrangerActions {
    private static final String NOT_OURS =
            "it runs in a tmux of your own: Enter goes there, A takes it in, D closes it";

    private StrangerActions() {}

    /// The one that an action is about, if it is one of theirs.
    static Optional<Stranger> chosen(Model model) {
        boolean marks = !model.home().agents().marked().isEmpty();
        return marks || model.home().focus() == Spot.ALERTS
                ? Optional.empty()
                : model.scene().around().chosen();
    }

    /// Why an action that is about an agent is off, if the chosen one is theirs.
    static Optional<String> off(Action action, Model model) {
        return chosen(model).isPresent() && act(action, model).isEmpty()
                ? Optional.of(NOT_OURS)
                : Optional.empty();
    }

    static Optional<Step<Model>> act(Action action, Model model) {
        var stranger = chosen(model);
        if (action == Action.ATTACH) {
            return stranger.map(s -> Step.of(model, new Ask.Visit(s)));
        }
        if (action == Action.ADOPT) {
            return stranger.map(s -> Step.of(model, new Ask.Adopt(s)));
        }
        return action == Action.KILL
                ? stranger.map(s -> Step.of(model.with(Optional.of(question(s)))))
                : Optional.empty();
    }

    private static Overlay question(Stranger stranger) {
        return new Confirm(
                "Close " + stranger.target() + "?",
                List.of(
                        stranger.runtime() + " in " + stranger.directory(),
                        "",
                        "It was started by hand, in the tmux session " + stranger.session() + ".",
                        "Its pane is closed, and what runs in it ends."),
                List.of(
                        new Confirm.Button("Cancel", List.of()),
                        new Confirm.Button("Close it", List.of(new Ask.Close(stranger)))),
                0);
    }
}
