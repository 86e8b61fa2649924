package dev.kelpie.store;

import dev.kelpie.model.Agent;
import dev.kelpie.model.AgentId;
import dev.kelpie.model.Event;
import dev.kelpie.model.Message;
import dev.kelpie.model.MessageId;
import dev.kelpie.model.Outcome;
import dev.kelpie.model.RequestId;
import dev.kelpie.model.SessionId;
import dev.kelpie.model.Stamped;
import dev.kelpie.model.World;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The rows: how events, outcomes and the world lie in the tables.
record Tables(Database database) {
    /// As many events as are read at once when all are read.
    private static final int PAGE_MAX = 1_000;

    /// The number of the last event.
    long seq() throws SQLException {
        return one("SELECT value FROM meta WHERE name = 'seq'");
    }

    /// The last number that the log itself shows.
    long lastRow() throws SQLException {
        return one("SELECT coalesce(max(seq), 0) FROM events");
    }

    private long one(String sql) throws SQLException {
        return database.read(sql, row -> row.getLong(1)).getFirst();
    }

    World world() throws SQLException {
        var agents = new TreeMap<AgentId, Agent>();
        for (Agent agent : bodies("SELECT body FROM agents", Agent.class)) {
            agents.put(agent.id(), agent);
        }
        var messages = new TreeMap<MessageId, Message>();
        for (Message message : bodies("SELECT body FROM messages", Message.class)) {
            messages.put(message.id(), message);
        }
        List<Agent> removed = bodies("SELECT body FROM removed ORDER BY place", Agent.class);
        return new World(seq(), agents, messages, removed);
    }

    private <T> List<T> bodies(String sql, Class<T> type) throws SQLException {
        return database.read(sql, row -> body(row.getString(1), type));
    }

    /// What cannot be read was not written by us in this form: half a page is zeros, for one.
    private static <T> T body(String json, Class<T> type) throws SQLException {
        try {
            return EventJson.value(json, type);
        } catch (StoreException e) {
            throw new SQLException(e.getMessage(), "", Trouble.CORRUPT, e);
        }
    }

    List<Stamped> events(long after, int limit) throws SQLException {
        return database.read(
                "SELECT seq, at, body FROM events WHERE seq > ? ORDER BY seq LIMIT ?",
                row ->
                        new Stamped(
                                row.getLong(1),
                                instant(row.getLong(2)),
                                body(row.getString(3), Event.class)),
                after,
                limit);
    }

    Optional<Outcome> outcome(RequestId request) throws SQLException {
        return database
                .read(
                        "SELECT outcome FROM requests WHERE id = ?",
                        row -> body(row.getString(1), Outcome.class),
                        request.value())
                .stream()
                .findFirst();
    }

    void add(Stamped stamped) throws SQLException {
        Event event = stamped.event();
        Optional<SessionId> session = EventJson.session(event);
        database.write(
                "INSERT INTO events (seq, at, agent, session, kind, body)"
                        + " VALUES (?, ?, ?, nullif(?, ''), ?, ?)",
                stamped.seq(),
                micros(stamped.at()),
                event.agent().value(),
                session.map(SessionId::value).orElse(""),
                EventJson.kind(event),
                EventJson.write(event));
        if (event instanceof Event.UsageSeen usage) {
            forgetUsageBefore(stamped.seq(), usage);
        }
    }

    /// The last usage of a session stands for those before it, but only as far back as none of them
    /// can have been copied: into a resumed session, or into the list of removed agents.
    private void forgetUsageBefore(long seq, Event.UsageSeen usage) throws SQLException {
        database.write(
                """
                DELETE FROM events
                WHERE kind = 'usage-seen' AND agent = ?1 AND session = ?2 AND seq < ?3
                  AND seq > (SELECT coalesce(max(seq), 0) FROM events WHERE agent = ?1 AND kind IN
                             ('session-requested', 'agent-removed', 'agent-restored'))
                """,
                usage.agent().value(),
                usage.session().value(),
                seq);
    }

    /// Answers false if the request has an outcome already.
    boolean add(RequestId request, Outcome outcome, Instant at) throws SQLException {
        return database.write(
                        "INSERT INTO requests (id, at, outcome) VALUES (?, ?, ?)"
                                + " ON CONFLICT (id) DO NOTHING",
                        request.value(),
                        micros(at),
                        EventJson.text(outcome))
                == 1;
    }

    int forgetRequests(Instant before) throws SQLException {
        return database.write("DELETE FROM requests WHERE at < ?", micros(before));
    }

    /// Writes what is different between two worlds.
    void change(World before, World after) throws SQLException {
        for (Agent agent : changed(before.agents(), after.agents())) {
            database.write(
                    "INSERT INTO agents (id, session, body) VALUES (?1, ?2, ?3)"
                            + " ON CONFLICT (id) DO UPDATE SET session = ?2, body = ?3",
                    agent.id().value(),
                    agent.session().value(),
                    EventJson.text(agent));
        }
        for (AgentId gone : gone(before.agents(), after.agents())) {
            database.write("DELETE FROM agents WHERE id = ?", gone.value());
        }
        for (Message message : changed(before.messages(), after.messages())) {
            database.write(
                    "INSERT INTO messages (id, agent, body) VALUES (?1, ?2, ?3)"
                            + " ON CONFLICT (id) DO UPDATE SET agent = ?2, body = ?3",
                    message.id().value(),
                    message.agent().value(),
                    EventJson.text(message));
        }
        for (MessageId gone : gone(before.messages(), after.messages())) {
            database.write("DELETE FROM messages WHERE id = ?", gone.value());
        }
        if (!before.removed().equals(after.removed())) {
            removed(after.removed());
        }
        if (before.seq() != after.seq()) {
            database.write("UPDATE meta SET value = ? WHERE name = 'seq'", after.seq());
        }
    }

    /// Replaces the state by what the log adds up to.
    void addUp() throws SQLException {
        World next = World.EMPTY;
        List<Stamped> page = events(0, PAGE_MAX);
        while (!page.isEmpty()) {
            for (Stamped stamped : page) {
                next = next.after(stamped);
            }
            page = events(next.seq(), PAGE_MAX);
        }
        database.run("DELETE FROM agents");
        database.run("DELETE FROM messages");
        change(World.EMPTY, next);
        removed(next.removed());
    }

    private void removed(List<Agent> agents) throws SQLException {
        database.write("DELETE FROM removed");
        for (int place = 0; place < agents.size(); place++) {
            database.write(
                    "INSERT INTO removed (place, body) VALUES (?, ?)",
                    place,
                    EventJson.text(agents.get(place)));
        }
    }

    private static <K, V> List<V> changed(Map<K, V> before, Map<K, V> after) {
        return after.entrySet().stream()
                .filter(entry -> !entry.getValue().equals(before.get(entry.getKey())))
                .map(Map.Entry::getValue)
                .toList();
    }

    private static <K> List<K> gone(Map<K, ?> before, Map<K, ?> after) {
        return before.keySet().stream().filter(key -> !after.containsKey(key)).toList();
    }

    /// What the log keeps of a time.
    static Instant kept(Instant at) {
        return at.truncatedTo(ChronoUnit.MICROS);
    }

    private static long micros(Instant at) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, at);
    }

    private static Instant instant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }
}
