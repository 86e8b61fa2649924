package dev.kelpie.tui;

import dev.kelpie.model.Activity;
import dev.kelpie.model.Event;
import dev.kelpie.model.Exit;
import dev.kelpie.model.Message;
import dev.kelpie.model.StateName;
import dev.kelpie.model.Workplace;
import dev.kelpie.tui.Log.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Events and spans of time in words.
final class Words {
    record Said(Level level, String text) {}

    private Words() {}

    /// A line for the log, if the event is worth one.
    static Optional<Said> of(Event event) {
        return switch (event) {
            case Event.SessionRequested e ->
                    info(e.resume() ? "is being resumed" : "is being started");
            case Event.SessionStarted e -> info("runs in " + e.site().directory());
            case Event.ConversationKnown _, Event.UsageSeen _, Event.Seen _ -> Optional.empty();
            case Event.ActivityChanged e -> of(e.finding().activity());
            case Event.MessageAccepted e -> info("message accepted: " + excerpt(e.text()));
            case Event.DeliveryStarted _ -> Optional.empty();
            case Event.DeliveryEnded e -> of(e);
            case Event.AnswerStarted e ->
                    info("answered \"" + e.option() + "\": " + excerpt(e.question()));
            case Event.AnswerEnded e ->
                    e.pressed() ? Optional.empty() : warning("answer not given: " + e.detail());
            case Event.StopRequested e ->
                    info(e.removeSite() ? "is being killed" : "is being stopped");
            case Event.TurnBroken _ -> info("turn broken off");
            case Event.SessionEnded e -> of(e.exit());
            case Event.SessionInterrupted e -> warning("interrupted: " + e.reason());
            case Event.SiteCleared e ->
                    info(join(e.removed() ? "worktree removed" : "cleared", e.detail()));
            case Event.AgentRemoved _ -> info("taken off the list; z puts it back");
            case Event.AgentRestored _ -> info("put back on the list");
            case Event.Noted e -> info(e.text());
        };
    }

    /// What a person should know of a place that an agent was started in, and that stops nothing.
    static List<Said> notices(Event event) {
        return event instanceof Event.SessionStarted started
                ? started.site().notices().stream()
                        .map(notice -> new Said(Level.WARNING, notice))
                        .toList()
                : List.of();
    }

    private static Optional<Said> of(Activity activity) {
        var word = StateName.of(activity).word();
        return switch (activity) {
            case Activity.Booting _, Activity.Unclear _ -> Optional.empty();
            case Activity.Setup setup -> warning(word + ": " + setup.dialog());
            case Activity.Working working -> info(join(word, working.doing()));
            case Activity.Waiting waiting ->
                    waiting.why() == Activity.Why.TURN_DONE
                            ? info("turn done")
                            : warning(join("asks", waiting.question()));
            case Activity.Limited limited -> warning(join(word, limited.text()));
            case Activity.Failing failing -> error(join(word, failing.text()));
            case Activity.Stalled stalled -> warning(join(word, stalled.text()));
            case Activity.BrokenOff _ -> info("turn broken off");
            case Activity.Zombie zombie -> error(join(word, zombie.reason()));
        };
    }

    /// Whether it works on, and merely says no more at what.
    static boolean isLess(Activity activity, Said before) {
        return activity instanceof Activity.Working(var doing)
                && doing.isEmpty()
                && before.text().startsWith(StateName.WORKING.word() + ": ");
    }

    private static Optional<Said> of(Event.DeliveryEnded e) {
        return switch (e.fate()) {
            case DELIVERED -> said(Level.GOOD, "message delivered");
            case HELD -> info(join("message waits", e.detail()));
            case UNCONFIRMED -> warning(join("message typed, not confirmed", e.detail()));
            case UNDELIVERABLE -> error(join("message not delivered", e.detail()));
            case UNSURE -> warning(join("message may have been typed", e.detail()));
        };
    }

    private static Optional<Said> of(Exit exit) {
        var text = "ended: " + StateName.detail(exit);
        return switch (exit) {
            case Exit.Stopped _, Exit.Unseen _, Exit.Released _ -> info(text);
            case Exit.Code code -> code.status() == 0 ? info(text) : error(text);
            case Exit.Signal _, Exit.Lost _, Exit.NeverStarted _ -> error(text);
        };
    }

    /// What became of a message, for whoever sent it from here.
    static String of(Message.Phase phase) {
        return switch (phase) {
            case QUEUED -> "queued";
            case DELIVERING, FINISHING -> "being typed";
        };
    }

    /// A span in at most four columns: `8s`, `12m`, `3h`, `5d`.
    static String age(Duration span) {
        long seconds = Math.max(0, span.toSeconds());
        if (seconds < 60) {
            return seconds + "s";
        }
        if (seconds < 3600) {
            return seconds / 60 + "m";
        }
        if (seconds < 86_400) {
            return seconds / 3600 + "h";
        }
        return Math.min(999, seconds / 86_400) + "d";
    }

    /// `1 agent`, `2 agents`.
    static String count(int number, String thing) {
        return number + " " + thing + (number == 1 ? "" : "s");
    }

    static String excerpt(String text) {
        return Width.cut(text.strip().replaceAll("\\s+", " "), 60);
    }

    private static String join(String word, String more) {
        return more.isEmpty() ? word : word + ": " + more;
    }

    private static Optional<Said> info(String text) {
        return said(Level.INFO, text);
    }

    private static Optional<Said> warning(String text) {
        return said(Level.WARNING, text);
    }

    private static Optional<Said> error(String text) {
        return said(Level.ERROR, text);
    }

    private static Optional<Said> said(Level level, String text) {
        return Optional.of(new Said(level, text));
    }

    /// Where an adopted agent is, as `kelpie adopt` names such places.
    static String target(Workplace.Adopted place) {
        return Path.of(place.socket()).getFileName() + ":" + place.pane();
    }
}
