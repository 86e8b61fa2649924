package dev.kelpie.store;

import dev.kelpie.model.Activity;
import dev.kelpie.model.AgentId;
import dev.kelpie.model.AgentSpec;
import dev.kelpie.model.Event;
import dev.kelpie.model.Exit;
import dev.kelpie.model.Finding;
import dev.kelpie.model.Message;
import dev.kelpie.model.MessageId;
import dev.kelpie.model.PaneRef;
import dev.kelpie.model.Permissions;
import dev.kelpie.model.SessionId;
import dev.kelpie.model.Site;
import dev.kelpie.model.Usage;
import dev.kelpie.model.Workplace;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The events of `events-v1.jsonl`, line by line. What is here stays; new ones come at the end.
final class Samples {
    static final AgentSpec SPEC =
            new AgentSpec(
                    "claude",
                    new Workplace.Worktree("/repo", Optional.of("fix"), Optional.empty()),
                    Optional.of("opus"),
                    Permissions.ACCEPT_EDITS,
                    Optional.empty(),
                    Optional.of("fix „it“\n🐾"),
                    Map.of("B", "2", "A", ""));

    private static final AgentSpec SHELL =
            new AgentSpec(
                    "shell",
                    new Workplace.Directory("/tmp"),
                    Optional.empty(),
                    Permissions.DEFAULT,
                    Optional.of("top"),
                    Optional.empty(),
                    Map.of());

    private static final AgentId FIXER = new AgentId("fixer");
    private static final SessionId SESSION = new SessionId("session1");
    private static final MessageId MESSAGE = new MessageId("message1");
    private static final Instant TIME = Instant.parse("2026-11-21T09:00:00.123456789Z");

    private Samples() {}

    static List<Event> events() {
        var events = new ArrayList<Event>();
        events.add(new Event.SessionRequested(new AgentId("top"), SESSION, SHELL, false));
        events.add(new Event.SessionRequested(FIXER, SESSION, SPEC, true));
        events.add(
                new Event.SessionStarted(
                        FIXER,
                        SESSION,
                        new PaneRef("%7", 1_700_000_000_123L, 4242),
                        new Site(
                                "/w/fixer",
                                Optional.of("fix"),
                                Optional.of("abc"),
                                List.of("dirty"))));
        events.add(new Event.ConversationKnown(FIXER, SESSION, "c-1"));
        activities()
                .forEach(activity ->
                        events.add(new Event.ActivityChanged(FIXER, SESSION, activity)));
        events.add(new Event.UsageSeen(FIXER, SESSION, Usage.NONE));
        events.add(
                new Event.UsageSeen(
                        FIXER,
                        SESSION,
                        new Usage(
                                Optional.of(40),
                                true,
                                Optional.of(80_000L),
                                Optional.of(200_000L),
                                Optional.of(1.25),
                                Optional.of("opus"),
                                Optional.of(7),
                                Optional.of(2),
                                Optional.of(3),
                                Optional.of(5))));
        events.add(new Event.Seen(FIXER, SESSION));
        events.add(new Event.MessageAccepted(FIXER, SESSION, MESSAGE, "go on", true, false));
        events.add(new Event.DeliveryStarted(FIXER, SESSION, MESSAGE));
        for (Message.Fate fate : Message.Fate.values()) {
            events.add(new Event.DeliveryEnded(FIXER, SESSION, MESSAGE, fate, "so"));
        }
        events.add(new Event.AnswerStarted(FIXER, SESSION, "May I?", "Yes"));
        events.add(new Event.AnswerEnded(FIXER, SESSION, true, ""));
        events.add(new Event.StopRequested(FIXER, SESSION, TIME, true));
        events.add(new Event.TurnBroken(FIXER, SESSION));
        for (Exit exit :
                List.of(
                        new Exit.Code(3),
                        new Exit.Signal(9),
                        new Exit.Stopped(),
                        new Exit.Lost(),
                        new Exit.NeverStarted("no such directory"))) {
            events.add(new Event.SessionEnded(FIXER, SESSION, exit));
        }
        events.add(new Event.SessionInterrupted(FIXER, SESSION, "the server died"));
        events.add(new Event.SiteCleared(FIXER, SESSION, false, "kept: 2 files changed"));
        events.add(new Event.AgentRemoved(FIXER));
        events.add(new Event.AgentRestored(FIXER));
        events.add(new Event.Noted(FIXER, "half a pair \ud83d and \u0000"));
        return events;
    }

    /// The events of `events-v3.jsonl`: what came with adopted agents.
    static List<Event> adopted() {
        var spec =
                new AgentSpec(
                        "claude",
                        new Workplace.Adopted(
                                "/w", "/tmp/tmux-1/default", "%3", 4711, 99, Optional.of(TIME)),
                        Optional.empty(),
                        Permissions.DEFAULT,
                        Optional.empty(),
                        Optional.empty(),
                        Map.of());
        return List.of(
                new Event.SessionRequested(FIXER, SESSION, spec, false),
                new Event.SessionEnded(FIXER, SESSION, new Exit.Unseen()),
                new Event.SessionEnded(FIXER, SESSION, new Exit.Released()));
    }

    private static List<Finding> activities() {
        var findings = new ArrayList<Finding>();
        List<Activity> activities =
                List.of(
                        new Activity.Booting(),
                        new Activity.Setup("trust"),
                        new Activity.Working("tests"),
                        new Activity.Waiting(Activity.Why.TURN_DONE, "", List.of()),
                        new Activity.Waiting(Activity.Why.QUESTION, "Which?", List.of("a", "")),
                        new Activity.Waiting(Activity.Why.PERMISSION, "May I?", List.of("Yes")),
                        new Activity.Waiting(Activity.Why.PLAN, "This?", List.of()),
                        new Activity.Limited(Optional.of(TIME), "5 hours"),
                        new Activity.Limited(Optional.empty(), ""),
                        new Activity.Failing("overloaded"),
                        new Activity.Stalled("10 minutes"),
                        new Activity.BrokenOff(),
                        new Activity.Zombie("no process"),
                        new Activity.Unclear());
        Finding.Source[] sources = Finding.Source.values();
        for (Activity activity : activities) {
            Finding.Source source = sources[findings.size() % sources.length];
            findings.add(new Finding(activity, source, "rule", TIME, "words"));
        }
        return findings;
    }
}
