package dev.kelpie.model;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A world that is told event by event, one a second, with the agent "fixer" in it.
final class Told {
    static final Instant START = Instant.parse("2026-11-21T09:00:00Z");
    static final AgentId FIXER = new AgentId("fixer");
    static final SessionId FIRST = new SessionId("session1");
    static final SessionId SECOND = new SessionId("session2");
    static final MessageId HELLO = new MessageId("message1");
    static final PaneRef PANE = new PaneRef("%1", 100, 200);
    static final Site SITE =
            new Site("/work/fixer", Optional.of("kelpie/fixer"), Optional.of("abc"), List.of());
    static final AgentSpec SPEC =
            new AgentSpec(
                    "claude",
                    new Workplace.Worktree("/repo", Optional.empty(), Optional.empty()),
                    Optional.empty(),
                    Permissions.DEFAULT,
                    Optional.empty(),
                    Optional.of("fix it"),
                    Map.of());
    static final Usage USED =
            new Usage(
                    Optional.of(40),
                    false,
                    Optional.of(80_000L),
                    Optional.of(200_000L),
                    Optional.of(1.25),
                    Optional.of("opus"),
                    Optional.of(7),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty());

    private World world = World.EMPTY;

    static Told of(Event... events) {
        return new Told().then(events);
    }

    static Told live() {
        return of(requested(FIRST, false), started(FIRST));
    }

    Told then(Event... events) {
        for (Event event : events) {
            long seq = world.seq() + 1;
            world = world.after(new Stamped(seq, at(seq), event));
        }
        return this;
    }

    World world() {
        return world;
    }

    Agent fixer() {
        return world.agent(FIXER).orElseThrow();
    }

    static Instant at(long seq) {
        return START.plusSeconds(seq);
    }

    static Event requested(SessionId session, boolean resume) {
        return new Event.SessionRequested(FIXER, session, SPEC, resume);
    }

    static Event started(SessionId session) {
        return new Event.SessionStarted(FIXER, session, PANE, SITE);
    }

    static Event does(SessionId session, Activity activity) {
        return new Event.ActivityChanged(FIXER, session, finding(activity));
    }

    static Event used(SessionId session) {
        return new Event.UsageSeen(FIXER, session, USED);
    }

    static Event ended(SessionId session) {
        return new Event.SessionEnded(FIXER, session, new Exit.Code(0));
    }

    static Event said() {
        return new Event.MessageAccepted(FIXER, FIRST, HELLO, "hello", false, false);
    }

    static Event fate(Message.Fate fate) {
        return new Event.DeliveryEnded(FIXER, FIRST, HELLO, fate, "");
    }

    static Finding finding(Activity activity) {
        return new Finding(activity, Finding.Source.HOOK, "stop", START, "");
    }
}
