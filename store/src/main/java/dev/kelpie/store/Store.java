package dev.kelpie.store;

import dev.kelpie.model.Event;
import dev.kelpie.model.Outcome;
import dev.kelpie.model.RequestId;
import dev.kelpie.model.Stamped;
import dev.kelpie.model.World;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The log of events and the world that it adds up to. One writer. All methods throw
/// [StoreException] when the disk or the file does not play along.
public interface Store extends AutoCloseable {
    /// The world as of the last event, read from the state tables.
    World load();

    /// All batches or none, on disk on return. Answers the stamped events in order. A batch with a
    /// request leaves the request's outcome under its id, with the number of its last event filled
    /// in.
    List<Stamped> append(List<Batch> batches, Instant at);

    /// The outcome that an earlier request with this id got.
    Optional<Outcome> outcome(RequestId request);

    /// The events after a number, oldest first, at most `limit`.
    List<Stamped> after(long seq, int limit);

    @Override
    void close();

    /// What one request makes true. `outcome` is what is answered to it; the number in a
    /// [Outcome.Done] is set by the store.
    record Batch(Optional<RequestId> request, Outcome outcome, List<Event> events) {
        public Batch {
            events = List.copyOf(events);
        }
    }
}
