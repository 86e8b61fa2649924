package dev.kelpie.tui;

import dev.kelpie.model.AgentId;
import dev.kelpie.model.Stamped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What happened and what was said, the newest last. Nothing that was shown in passing is lost.
record Log(List<Entry> entries, long seq) {
    /// How loud it is said.
    enum Level {
        INFO,
        GOOD,
        WARNING,
        ERROR
    }

    /// A line.
    record Entry(Instant at, Level level, Optional<AgentId> agent, String text) {}

    /// A screen shows what is recent; the engine keeps the rest.
    static final int ENTRIES_MAX = 1000;

    static final Log EMPTY = new Log(List.of(), 0);

    Log {
        entries = List.copyOf(entries);
    }

    /// With these events, each once, even where history and news overlap.
    Log with(List<Stamped> events) {
        var next = new ArrayList<>(entries);
        long last = seq;
        for (var stamped : events) {
            if (stamped.seq() <= last) {
                continue;
            }
            last = stamped.seq();
            var event = stamped.event();
            Words.of(event)
                    .ifPresent(said ->
                            next.add(
                                    new Entry(
                                            stamped.at(),
                                            said.level(),
                                            Optional.of(event.agent()),
                                            said.text())));
        }
        return new Log(tail(next), last);
    }

    Log with(Entry entry) {
        var next = new ArrayList<>(entries);
        next.add(entry);
        return new Log(tail(next), seq);
    }

    /// Only what is about this agent.
    List<Entry> about(AgentId agent) {
        return entries.stream().filter(e -> e.agent().equals(Optional.of(agent))).toList();
    }

    private static List<Entry> tail(List<Entry> all) {
        return all.size() <= ENTRIES_MAX ? all : all.subList(all.size() - ENTRIES_MAX, all.size());
    }
}
