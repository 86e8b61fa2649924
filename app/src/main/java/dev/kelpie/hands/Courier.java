package dev.kelpie.hands;

import dev.kelpie.hands.runtime.AgentRuntime;
import dev.kelpie.hands.runtime.ComposerState;
import dev.kelpie.hands.runtime.SessionEye;
import dev.kelpie.model.Message.Fate;
import dev.kelpie.tmux.PaneId;
import dev.kelpie.tmux.Tmux;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Hands a text to an agent the way a careful person would: looks first, pastes, looks again,
/// presses Enter, and makes sure that it was taken. At a dialog it touches nothing, because there
/// any key is an answer.
final class Courier {
    /// An agent says that it took a prompt within this, or it did not hear the Enter.
    private static final Duration CONFIRM = Duration.ofSeconds(2);

    /// After the second Enter; a loaded machine takes its time.
    private static final Duration CONFIRM_LATE = Duration.ofSeconds(8);

    private static final Duration STEP = Duration.ofMillis(100);

    /// A paste of a megabyte takes a program a while to read.
    private static final int BYTES_PER_MS = 4096;

    private static final Pattern BLANKS = Pattern.compile("\\s+");

    private final Tmux tmux;
    private final Clock clock;
    private final Pause pause;

    Courier(Tmux tmux, Clock clock, Pause pause) {
        this.tmux = tmux;
        this.clock = clock;
        this.pause = pause;
    }

    /// How it went, in a word and in words.
    record Report(Fate fate, String detail) {}

    Report hand(PaneId pane, AgentRuntime runtime, SessionEye eye, String text, boolean force)
            throws InterruptedException {
        Optional<String> hindrance = hindrance(pane, runtime, eye);
        if (hindrance.isPresent()) {
            return held(hindrance.get());
        }
        Instant start = clock.instant();
        eye.touched(start);
        switch (tmux.paste(pane, text)) {
            case DEAD -> {
                return held("its program has ended");
            }
            case GONE -> {
                return held("its pane is gone");
            }
            case DONE -> {}
        }
        pause.await(
                Duration.ofMillis(
                        runtime.descriptor().delivery().enterDelayMs()
                                + text.length() / BYTES_PER_MS));
        String pasted = tmux.capture(pane, 0, true);
        if (eye.composer(pasted) instanceof ComposerState.AtDialog) {
            return new Report(
                    Fate.UNCONFIRMED,
                    "a dialog came up while it was pasted; Enter was not pressed");
        }
        if (tmux.press(pane, List.of("Enter")) != Tmux.Touch.DONE) {
            return new Report(Fate.UNCONFIRMED, "its program ended before Enter");
        }
        Report report = confirm(pane, runtime, eye, start, pasted, force);
        if (report.fate() == Fate.DELIVERED) {
            eye.handed(clock.instant());
        }
        return report;
    }

    /// Ends what an engine began that died: presses Enter if just this text stands in the composer,
    /// and goes on standing there. Whatever a person has written there, or added, is left alone.
    Report finish(PaneId pane, SessionEye eye, String text) throws InterruptedException {
        Instant start = clock.instant();
        // An Enter that was pressed may still be on its way.
        boolean moved =
                pause.until(CONFIRM, STEP, () -> !stands(eye, tmux.capture(pane, 0, true), text));
        if (moved) {
            return new Report(
                    Fate.UNSURE,
                    "the engine ended while it was typed"
                            + (eye.composer(tmux.capture(pane, 0, true))
                                            instanceof ComposerState.Draft
                                    ? "; what stands in its composer is not just this text"
                                    : ""));
        }
        eye.touched(clock.instant());
        if (tmux.press(pane, List.of("Enter")) != Tmux.Touch.DONE) {
            return new Report(Fate.UNSURE, "its program has ended");
        }
        return pause.until(CONFIRM_LATE, STEP, () -> taken(pane, eye, start, true))
                ? new Report(Fate.DELIVERED, "it stood in the composer; the agent took it")
                : new Report(Fate.UNCONFIRMED, "nothing shows that the agent took it");
    }

    /// A composer breaks lines where it likes, so blanks don't count.
    private static boolean stands(SessionEye eye, String screen, String text) {
        return eye.composer(screen) instanceof ComposerState.Draft(String draft)
                && !text.isBlank()
                && BLANKS.matcher(draft).replaceAll("").equals(BLANKS.matcher(text).replaceAll(""));
    }

    private Report confirm(
            PaneId pane,
            AgentRuntime runtime,
            SessionEye eye,
            Instant start,
            String pasted,
            boolean force)
            throws InterruptedException {
        if (runtime.name().equals(AgentRuntime.SHELL)) {
            boolean moved =
                    pause.until(CONFIRM, STEP, () -> !tmux.capture(pane, 0, true).equals(pasted));
            return moved
                    ? new Report(Fate.DELIVERED, "the shell took it")
                    : new Report(Fate.UNCONFIRMED, "the shell shows no sign of it");
        }
        boolean gone =
                force || (!eye.hasWitness() && eye.composer(pasted) instanceof ComposerState.Draft);
        if (pause.until(CONFIRM, STEP, () -> taken(pane, eye, start, gone))) {
            return new Report(Fate.DELIVERED, "the agent took it");
        }
        String now = tmux.capture(pane, 0, true);
        if (eye.composer(now) instanceof ComposerState.Draft) {
            tmux.press(pane, List.of("Enter"));
        }
        if (pause.until(CONFIRM_LATE, STEP, () -> taken(pane, eye, start, gone))) {
            return new Report(Fate.DELIVERED, "the agent took it");
        }
        return eye.composer(tmux.capture(pane, 0, true)) instanceof ComposerState.Empty
                ? new Report(Fate.DELIVERED, "the agent's composer is empty again")
                : new Report(Fate.UNCONFIRMED, "nothing shows that the agent took it");
    }

    /// A turn began; or the text is gone from the composer, where that is all there is to see: in
    /// the middle of a turn, which queues it, and with an agent of which only the screen tells.
    private boolean taken(PaneId pane, SessionEye eye, Instant start, boolean gone) {
        if (eye.turnStartedSince(start).isPresent()) {
            return true;
        }
        if (!gone) {
            return false;
        }
        String screen = tmux.capture(pane, 0, true);
        return eye.composer(screen) instanceof ComposerState.Empty
                || (!eye.hasWitness() && eye.busy(screen));
    }

    /// Why nothing can be typed there now, and what would help. Looks, and touches nothing.
    Optional<String> hindrance(PaneId pane, AgentRuntime runtime, SessionEye eye) {
        return switch (eye.composer(tmux.capture(pane, 0, true))) {
            case ComposerState.Empty _ -> Optional.empty();
            case ComposerState.AtDialog dialog ->
                    Optional.of("it shows a dialog: " + dialog.dialog().question());
            case ComposerState.Draft _ ->
                    Optional.of(
                            "somebody's unsent text is in its composer; send or delete it there");
            case ComposerState.Missing _ ->
                    runtime.name().equals(AgentRuntime.SHELL)
                            ? Optional.empty()
                            : Optional.of("its composer is not on the screen");
        };
    }

    private static Report held(String why) {
        return new Report(Fate.HELD, why);
    }
}
