package dev.kelpie.hands;

import dev.kelpie.hands.runtime.Reading;
import dev.kelpie.hands.runtime.SessionEye;
import dev.kelpie.tmux.PaneId;
import dev.kelpie.tmux.Tmux;
import java.time.Duration;
import java.util.Optional;

/// Presses an option's key at a dialog, once, and only if that very dialog is on the screen in the
/// same moment.
final class Answerer {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration STEP = Duration.ofMillis(100);

    private final Tmux tmux;
    private final Pause pause;

    Answerer(Tmux tmux, Pause pause) {
        this.tmux = tmux;
        this.pause = pause;
    }

    record Report(boolean pressed, String detail) {}

    Report press(PaneId pane, SessionEye eye, String question, String option)
            throws InterruptedException {
        Optional<Reading.Dialog> dialog = eye.dialog(tmux.capture(pane, 0, true));
        if (dialog.isEmpty()) {
            return new Report(false, "no dialog is on its screen any more");
        }
        if (!dialog.get().question().equals(question)) {
            return new Report(false, "it asks something else now");
        }
        Optional<Reading.Option> chosen =
                dialog.get().options().stream().filter(o -> o.label().equals(option)).findFirst();
        if (chosen.isEmpty()) {
            return new Report(false, "the option is not offered any more");
        }
        if (tmux.press(pane, chosen.get().keys()) != Tmux.Touch.DONE) {
            return new Report(false, "its program has ended");
        }
        boolean gone =
                pause.until(
                        PATIENCE,
                        STEP,
                        () ->
                                eye.dialog(tmux.capture(pane, 0, true))
                                        .filter(d -> d.question().equals(question))
                                        .isEmpty());
        return new Report(true, gone ? "" : "the dialog is still there");
    }
}
