package dev.kelpie.model;

import java.util.stream.Collectors;

/// Events in words, for the log and the timeline.
public final class History {
    private History() {}

    /// One line, without the agent's name and the time.
    public static String words(Event event) {
        return switch (event) {
            case Event.SessionRequested e ->
                    e.resume() ? "is resumed" : "is spawned (" + e.spec().runtime() + ")";
            case Event.SessionStarted e ->
                    "runs in "
                            + e.site().directory()
                            + e.site().notices().stream()
                                    .map(notice -> "; " + notice)
                                    .collect(Collectors.joining());
            case Event.ConversationKnown e -> "conversation " + e.conversation();
            case Event.ActivityChanged e -> activity(e.finding());
            case Event.UsageSeen e ->
                    "context "
                            + e.usage().contextPercent().map(p -> p + "%").orElse("n/a")
                            + e.usage()
                                    .costDollars()
                                    .map(d -> ", $" + Math.round(d * 100) / 100.0)
                                    .orElse("");
            case Event.Seen _ -> "was looked at";
            case Event.MessageAccepted e ->
                    "message " + e.message() + " accepted, " + e.text().length() + " characters";
            case Event.DeliveryStarted e -> "message " + e.message() + " is being typed";
            case Event.DeliveryEnded e ->
                    "message "
                            + e.message()
                            + " "
                            + e.fate().name().toLowerCase(java.util.Locale.ROOT)
                            + (e.detail().isEmpty() ? "" : ": " + e.detail());
            case Event.AnswerStarted e -> "is answered '" + e.option() + "' to: " + e.question();
            case Event.AnswerEnded e ->
                    e.pressed() ? "answer given" : "not answered: " + e.detail();
            case Event.StopRequested e -> e.removeSite() ? "is being ended" : "is being stopped";
            case Event.TurnBroken _ -> "its turn is broken off";
            case Event.SessionEnded e -> "ended: " + StateName.detail(e.exit());
            case Event.SessionInterrupted e -> "interrupted: " + e.reason();
            case Event.SiteCleared e ->
                    (e.removed() ? "worktree removed" : "cleared")
                            + (e.detail().isEmpty() ? "" : ": " + e.detail());
            case Event.AgentRemoved _ -> "removed from the list";
            case Event.AgentRestored _ -> "back on the list";
            case Event.Noted e -> e.text();
        };
    }

    private static String activity(Finding finding) {
        String word = StateName.of(finding.activity()).word();
        String excerpt = finding.excerpt().isBlank() ? "" : ": " + finding.excerpt().strip();
        return word + excerpt + " (" + finding.rule() + ")";
    }
}
