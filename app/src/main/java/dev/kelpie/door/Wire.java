package dev.kelpie.door;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kelpie.engine.Query;
import dev.kelpie.engine.RuntimeOffer;
import dev.kelpie.engine.Stranger;
import dev.kelpie.model.Agent;
import dev.kelpie.model.Command;
import dev.kelpie.model.Message;
import dev.kelpie.model.Outcome;
import dev.kelpie.model.RequestId;
import dev.kelpie.model.Stamped;
import dev.kelpie.model.World;
import dev.kelpie.store.Json;
import dev.kelpie.store.Kinds;
import dev.kelpie.verb.Adopt;
import dev.kelpie.verb.Answer;
import dev.kelpie.verb.BreakOff;
import dev.kelpie.verb.Kill;
import dev.kelpie.verb.MarkSeen;
import dev.kelpie.verb.Release;
import dev.kelpie.verb.Remove;
import dev.kelpie.verb.Restore;
import dev.kelpie.verb.Resume;
import dev.kelpie.verb.Send;
import dev.kelpie.verb.Spawn;
import dev.kelpie.verb.SpawnHerd;
import dev.kelpie.verb.Stop;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Commands, queries and worlds as JSON between two processes of the same Kelpie. What hands
/// observe is not on the wire: facts come from inside.
final class Wire {
    private static final Map<String, Class<? extends Command>> COMMANDS =
            Map.ofEntries(
                    Map.entry("spawn", Spawn.class),
                    Map.entry("spawn-herd", SpawnHerd.class),
                    Map.entry("adopt", Adopt.class),
                    Map.entry("release", Release.class),
                    Map.entry("resume", Resume.class),
                    Map.entry("send", Send.class),
                    Map.entry("answer", Answer.class),
                    Map.entry("break-off", BreakOff.class),
                    Map.entry("stop", Stop.class),
                    Map.entry("kill", Kill.class),
                    Map.entry("mark-seen", MarkSeen.class),
                    Map.entry("remove", Remove.class),
                    Map.entry("restore", Restore.class));

    private static final Kinds<Command> COMMAND_KINDS =
            new Kinds<>(Command.class, Wire::command, COMMANDS);

    @SuppressWarnings("rawtypes")
    private static final Kinds<Query> QUERY_KINDS =
            new Kinds<>(
                    Query.class,
                    Wire::query,
                    Map.ofEntries(
                            Map.entry("screen", Query.Screen.class),
                            Map.entry("transcript", Query.Transcript.class),
                            Map.entry("diff", Query.Diff.class),
                            Map.entry("explain", Query.Explain.class),
                            Map.entry("losses", Query.Losses.class),
                            Map.entry("objections", Query.Objections.class),
                            Map.entry("resume-objections", Query.ResumeObjections.class),
                            Map.entry("history", Query.History.class),
                            Map.entry("attach-command", Query.AttachCommand.class),
                            Map.entry("runtimes", Query.Runtimes.class),
                            Map.entry("doctor", Query.Doctor.class),
                            Map.entry("strangers", Query.Strangers.class)));

    private static final ObjectMapper JSON = Json.mapper(COMMAND_KINDS, QUERY_KINDS);

    private Wire() {}

    /// A command under its caller's id.
    record Execute(RequestId request, Command command) {}

    /// The answer to it.
    record Executed(Outcome outcome) {}

    /// A query.
    record Ask(Query<?> query) {}

    /// Something went wrong outside, in words.
    record Failure(String failure) {}

    /// Events of a page.
    record Page(List<Stamped> events) {}

    /// A world without its sorted maps, whose keys are in the values.
    record WorldForm(long seq, List<Agent> agents, List<Message> messages, List<Agent> removed) {
        static WorldForm of(World world) {
            return new WorldForm(
                    world.seq(),
                    List.copyOf(world.agents().values()),
                    List.copyOf(world.messages().values()),
                    world.removed());
        }

        World world() {
            var byName = new TreeMap<dev.kelpie.model.AgentId, Agent>();
            agents.forEach(a -> byName.put(a.id(), a));
            var byId = new TreeMap<dev.kelpie.model.MessageId, Message>();
            messages.forEach(m -> byId.put(m.id(), m));
            return new World(seq, byName, byId, removed);
        }
    }

    static String write(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("what is on the wire always prints", e);
        }
    }

    static <T> T read(byte[] json, Class<T> type) throws java.io.IOException {
        return JSON.readValue(json, type);
    }

    /// The answer of a query, in the query's own type.
    @SuppressWarnings("unchecked")
    static <R> R answer(Query<R> query, byte[] json) throws java.io.IOException {
        JavaType strings = JSON.getTypeFactory().constructCollectionType(List.class, String.class);
        return (R)
                switch (query) {
                    case Query.Screen _, Query.Diff _ -> JSON.readValue(json, String.class);
                    case Query.History _ -> JSON.readValue(json, Page.class).events();
                    case Query.Runtimes _ -> List.of(JSON.readValue(json, RuntimeOffer[].class));
                    case Query.Strangers _ -> List.of(JSON.readValue(json, Stranger[].class));
                    case Query.Transcript _,
                            Query.Explain _,
                            Query.Losses _,
                            Query.Objections _,
                            Query.ResumeObjections _,
                            Query.AttachCommand _,
                            Query.Doctor _ ->
                            JSON.readValue(json, strings);
                };
    }

    /// The form in which a query's answer is written.
    @SuppressWarnings("unchecked")
    static Object form(Query<?> query, Object answer) {
        return query instanceof Query.History ? new Page((List<Stamped>) answer) : answer;
    }

    private static String command(Command command) {
        return COMMANDS.entrySet().stream()
                .filter(e -> e.getValue().isInstance(command))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("not for the wire: " + command));
    }

    private static String query(Query<?> query) {
        return switch (query) {
            case Query.Screen _ -> "screen";
            case Query.Transcript _ -> "transcript";
            case Query.Diff _ -> "diff";
            case Query.Explain _ -> "explain";
            case Query.Losses _ -> "losses";
            case Query.Objections _ -> "objections";
            case Query.ResumeObjections _ -> "resume-objections";
            case Query.History _ -> "history";
            case Query.AttachCommand _ -> "attach-command";
            case Query.Runtimes _ -> "runtimes";
            case Query.Doctor _ -> "doctor";
            case Query.Strangers _ -> "strangers";
        };
    }
}
