package dev.kelpie.store;

import dev.kelpie.model.Event;
import dev.kelpie.model.Outcome;
import dev.kelpie.model.RequestId;
import dev.kelpie.model.Stamped;
import dev.kelpie.model.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Ways to fill a store and to read it again.
final class Histories {
    /// Small, so that reading on is tried too.
    private static final int PAGE = 7;

    private Histories() {}

    /// An event of any kind.
    static Event event(long seed) {
        return new AnyValue(seed).of(Event.class);
    }

    static List<Event> events(long seed, int count) {
        var events = new ArrayList<Event>();
        for (int i = 0; i < count; i++) {
            events.add(event(seed * 1_000 + i));
        }
        return events;
    }

    static Store.Batch batch(List<Event> events) {
        return new Store.Batch(Optional.empty(), new Outcome.Done("", 0), events);
    }

    static Store.Batch batch(RequestId request, List<Event> events) {
        return new Store.Batch(Optional.of(request), new Outcome.Done(request.value(), 0), events);
    }

    static List<Stamped> all(Store store) {
        var all = new ArrayList<Stamped>();
        List<Stamped> page = store.after(0, PAGE);
        while (!page.isEmpty()) {
            all.addAll(page);
            page = store.after(page.getLast().seq(), PAGE);
        }
        return all;
    }

    static World replay(Store store) {
        World world = World.EMPTY;
        for (Stamped stamped : all(store)) {
            world = world.after(stamped);
        }
        return world;
    }
}
