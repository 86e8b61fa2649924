package dev.kelpie.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kelpie.model.Activity;
import dev.kelpie.model.Event;
import dev.kelpie.model.Exit;
import dev.kelpie.model.Outcome;
import dev.kelpie.model.SessionId;
import dev.kelpie.model.Stamped;
import dev.kelpie.model.State;
import dev.kelpie.model.Workplace;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The JSON of events, and the names of all the model's cases in it. What was once written is read
/// for ever: a name is never changed or given away. A new kind of event needs a new schema number,
/// so that an older Kelpie refuses the file instead of failing over a line of it.
public final class EventJson {
    static final Kinds<Event> EVENTS =
            new Kinds<>(
                    Event.class,
                    EventJson::kind,
                    Map.ofEntries(
                            Map.entry("session-requested", Event.SessionRequested.class),
                            Map.entry("session-started", Event.SessionStarted.class),
                            Map.entry("conversation-known", Event.ConversationKnown.class),
                            Map.entry("activity-changed", Event.ActivityChanged.class),
                            Map.entry("usage-seen", Event.UsageSeen.class),
                            Map.entry("seen", Event.Seen.class),
                            Map.entry("message-accepted", Event.MessageAccepted.class),
                            Map.entry("delivery-started", Event.DeliveryStarted.class),
                            Map.entry("delivery-ended", Event.DeliveryEnded.class),
                            Map.entry("answer-started", Event.AnswerStarted.class),
                            Map.entry("answer-ended", Event.AnswerEnded.class),
                            Map.entry("stop-requested", Event.StopRequested.class),
                            Map.entry("turn-broken", Event.TurnBroken.class),
                            Map.entry("session-ended", Event.SessionEnded.class),
                            Map.entry("session-interrupted", Event.SessionInterrupted.class),
                            Map.entry("site-cleared", Event.SiteCleared.class),
                            Map.entry("agent-removed", Event.AgentRemoved.class),
                            Map.entry("agent-restored", Event.AgentRestored.class),
                            Map.entry("noted", Event.Noted.class)));

    private static final Kinds<State> STATES =
            new Kinds<>(
                    State.class,
                    EventJson::kind,
                    Map.of(
                            "requested", State.Requested.class,
                            "live", State.Live.class,
                            "stopping", State.Stopping.class,
                            "interrupted", State.Interrupted.class,
                            "ended", State.Ended.class));

    private static final Kinds<Exit> EXITS =
            new Kinds<>(
                    Exit.class,
                    EventJson::kind,
                    Map.of(
                            "code", Exit.Code.class,
                            "signal", Exit.Signal.class,
                            "stopped", Exit.Stopped.class,
                            "lost", Exit.Lost.class,
                            "unseen", Exit.Unseen.class,
                            "released", Exit.Released.class,
                            "never-started", Exit.NeverStarted.class));

    private static final Kinds<Activity> ACTIVITIES =
            new Kinds<>(
                    Activity.class,
                    EventJson::kind,
                    Map.of(
                            "booting", Activity.Booting.class,
                            "setup", Activity.Setup.class,
                            "working", Activity.Working.class,
                            "waiting", Activity.Waiting.class,
                            "limited", Activity.Limited.class,
                            "failing", Activity.Failing.class,
                            "stalled", Activity.Stalled.class,
                            "broken-off", Activity.BrokenOff.class,
                            "zombie", Activity.Zombie.class,
                            "unclear", Activity.Unclear.class));

    private static final Kinds<Workplace> WORKPLACES =
            new Kinds<>(
                    Workplace.class,
                    EventJson::kind,
                    Map.of(
                            "worktree", Workplace.Worktree.class,
                            "directory", Workplace.Directory.class,
                            "adopted", Workplace.Adopted.class));

    private static final Kinds<Outcome> OUTCOMES =
            new Kinds<>(
                    Outcome.class,
                    EventJson::kind,
                    Map.of("done", Outcome.Done.class, "refused", Outcome.Refused.class));

    static final List<Kinds<?>> ALL =
            List.of(EVENTS, STATES, EXITS, ACTIVITIES, WORKPLACES, OUTCOMES);

    private static final ObjectMapper MAPPER = Json.mapper();

    private EventJson() {}

    /// The event as one line.
    public static String write(Event event) {
        return text(event);
    }

    /// The event that the line tells of.
    public static Event read(String json) {
        return value(json, Event.class);
    }

    /// An event with its number and time, as one line: `seq`, `at`, `event`.
    public static String line(Stamped stamped) {
        return text(stamped);
    }

    /// The same for readers outside: with the version of its form in front, as `schema_version`.
    public static String line(Stamped stamped, int version) {
        ObjectNode line = MAPPER.createObjectNode().put("schema_version", version);
        line.setAll(MAPPER.<ObjectNode>valueToTree(stamped));
        return text(line);
    }

    /// Reads such a line.
    public static Stamped stamped(String line) {
        return value(line, Stamped.class);
    }

    static String text(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a value of the model has no JSON: " + value, e);
        }
    }

    static <T> T value(String json, Class<T> type) {
        try {
            return Optional.ofNullable(MAPPER.readValue(json, type))
                    .orElseThrow(() -> new StoreException(unreadable(type)));
        } catch (JsonProcessingException e) {
            throw new StoreException(unreadable(type), e);
        }
    }

    private static String unreadable(Class<?> type) {
        return "no " + type.getSimpleName() + " can be read from what is stored";
    }

    /// The stable name of this kind of event.
    public static String kind(Event event) {
        return switch (event) {
            case Event.SessionRequested _ -> "session-requested";
            case Event.SessionStarted _ -> "session-started";
            case Event.ConversationKnown _ -> "conversation-known";
            case Event.ActivityChanged _ -> "activity-changed";
            case Event.UsageSeen _ -> "usage-seen";
            case Event.Seen _ -> "seen";
            case Event.MessageAccepted _ -> "message-accepted";
            case Event.DeliveryStarted _ -> "delivery-started";
            case Event.DeliveryEnded _ -> "delivery-ended";
            case Event.AnswerStarted _ -> "answer-started";
            case Event.AnswerEnded _ -> "answer-ended";
            case Event.StopRequested _ -> "stop-requested";
            case Event.TurnBroken _ -> "turn-broken";
            case Event.SessionEnded _ -> "session-ended";
            case Event.SessionInterrupted _ -> "session-interrupted";
            case Event.SiteCleared _ -> "site-cleared";
            case Event.AgentRemoved _ -> "agent-removed";
            case Event.AgentRestored _ -> "agent-restored";
            case Event.Noted _ -> "noted";
        };
    }

    /// The session that the event is about, where it is about one.
    static Optional<SessionId> session(Event event) {
        return switch (event) {
            case Event.SessionRequested e -> Optional.of(e.session());
            case Event.SessionStarted e -> Optional.of(e.session());
            case Event.ConversationKnown e -> Optional.of(e.session());
            case Event.ActivityChanged e -> Optional.of(e.session());
            case Event.UsageSeen e -> Optional.of(e.session());
            case Event.Seen e -> Optional.of(e.session());
            case Event.MessageAccepted e -> Optional.of(e.session());
            case Event.DeliveryStarted e -> Optional.of(e.session());
            case Event.DeliveryEnded e -> Optional.of(e.session());
            case Event.AnswerStarted e -> Optional.of(e.session());
            case Event.AnswerEnded e -> Optional.of(e.session());
            case Event.StopRequested e -> Optional.of(e.session());
            case Event.TurnBroken e -> Optional.of(e.session());
            case Event.SessionEnded e -> Optional.of(e.session());
            case Event.SessionInterrupted e -> Optional.of(e.session());
            case Event.SiteCleared e -> Optional.of(e.session());
            case Event.AgentRemoved _, Event.AgentRestored _, Event.Noted _ -> Optional.empty();
        };
    }

    private static String kind(State state) {
        return switch (state) {
            case State.Requested _ -> "requested";
            case State.Live _ -> "live";
            case State.Stopping _ -> "stopping";
            case State.Interrupted _ -> "interrupted";
            case State.Ended _ -> "ended";
        };
    }

    private static String kind(Exit exit) {
        return switch (exit) {
            case Exit.Code _ -> "code";
            case Exit.Signal _ -> "signal";
            case Exit.Stopped _ -> "stopped";
            case Exit.Lost _ -> "lost";
            case Exit.Unseen _ -> "unseen";
            case Exit.Released _ -> "released";
            case Exit.NeverStarted _ -> "never-started";
        };
    }

    private static String kind(Activity activity) {
        return switch (activity) {
            case Activity.Booting _ -> "booting";
            case Activity.Setup _ -> "setup";
            case Activity.Working _ -> "working";
            case Activity.Waiting _ -> "waiting";
            case Activity.Limited _ -> "limited";
            case Activity.Failing _ -> "failing";
            case Activity.Stalled _ -> "stalled";
            case Activity.BrokenOff _ -> "broken-off";
            case Activity.Zombie _ -> "zombie";
            case Activity.Unclear _ -> "unclear";
        };
    }

    private static String kind(Workplace workplace) {
        return switch (workplace) {
            case Workplace.Worktree _ -> "worktree";
            case Workplace.Directory _ -> "directory";
            case Workplace.Adopted _ -> "adopted";
        };
    }

    private static String kind(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Done _ -> "done";
            case Outcome.Refused _ -> "refused";
        };
    }
}
