package dev.kelpie.tui;

import dev.kelpie.model.AgentId;
import dev.kelpie.model.Event;
import dev.kelpie.model.Stamped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// What happened and what was said, the newest last. Nothing that was shown in passing is lost.
///
/// @param doing what each agent was last said to be doing; the same is not said again
record Log(List<Entry> entries, long seq, Map<AgentId, Words.Said> doing) {
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

    static final Log EMPTY = new Log(List.of(), 0, Map.of());

    Log {
        entries = List.copyOf(entries);
        doing = Map.copyOf(doing);
    }

    /// With these events, each once, even where history and news overlap.
    Log with(List<Stamped> events) {
        var next = new ArrayList<>(entries);
        var now = new HashMap<>(doing);
        long last = seq;
        for (var stamped : events) {
            if (stamped.seq() <= last) {
                continue;
            }
            last = stamped.seq();
            news(stamped.event(), now)
                    .forEach(said ->
                            next.add(
                                    new Entry(
                                            stamped.at(),
                                            said.level(),
                                            Optional.of(stamped.event().agent()),
                                            said.text())));
        }
        return new Log(tail(next), last, now);
    }

    Log with(Entry entry) {
        var next = new ArrayList<>(entries);
        next.add(entry);
        return new Log(tail(next), seq, doing);
    }

    /// What there is to say of an event. An agent that goes on with what it was doing, by other
    /// evidence or with less said of it, is no news.
    private static List<Words.Said> news(Event event, Map<AgentId, Words.Said> doing) {
        var said = Words.of(event);
        if (event instanceof Event.ActivityChanged e) {
            var before = Optional.ofNullable(doing.get(e.agent()));
            var now = e.finding().activity();
            if (said.isEmpty()
                    || said.equals(before)
                    || before.filter(b -> Words.isLess(now, b)).isPresent()) {
                return List.of();
            }
            doing.put(e.agent(), said.get());
        } else if (event instanceof Event.SessionRequested
                || event instanceof Event.SessionEnded
                || event instanceof Event.SessionInterrupted) {
            doing.remove(event.agent());
        }
        return Stream.concat(said.stream(), Words.notices(event).stream()).toList();
    }

    /// Only what is about this agent.
    List<Entry> about(AgentId agent) {
        return entries.stream().filter(e -> e.agent().equals(Optional.of(agent))).toList();
    }

    private static List<Entry> tail(List<Entry> all) {
        return all.size() <= ENTRIES_MAX ? all : all.subList(all.size() - ENTRIES_MAX, all.size());
    }
}
