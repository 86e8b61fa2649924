package dev.kelpie.engine;

import dev.kelpie.model.Command;
import dev.kelpie.model.Decision;
import dev.kelpie.model.Effect;
import dev.kelpie.model.Event;
import dev.kelpie.model.Outcome;
import dev.kelpie.model.RequestId;
import dev.kelpie.model.Stamped;
import dev.kelpie.model.World;
import dev.kelpie.store.Store;
import dev.kelpie.store.StoreException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;

/// The one writer. A platform thread takes all that waits in the mailbox, decides each command in
/// the world that the one before left, writes the whole batch with one fsync, publishes the new
/// world, answers, and only then has the effects performed.
public final class Engine implements Kelpie {
    /// What may wait before callers have to: far above what a herd makes, small enough to stay
    /// cheap.
    private static final int MAILBOX_MAX = 1024;

    /// The longest that a caller waits for its turn; a disk that is this slow is broken.
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Store store;
    private final Clock clock;
    private final Performer performer;
    private final Lookup lookup;
    private final BlockingQueue<Work> mailbox = new ArrayBlockingQueue<>(MAILBOX_MAX);
    private final Publication publication;
    private final Thread thread;
    private volatile boolean closed;
    private volatile Optional<Throwable> bug = Optional.empty();

    /// What the engine thread does next.
    private sealed interface Work {
        record Decide(Request request) implements Work {}

        record Read(Consumer<Store> reading) implements Work {}

        record End() implements Work {}
    }

    public Engine(
            Store store,
            Clock clock,
            Function<Engine, Performer> performer,
            Function<Engine, Lookup> lookup) {
        this.store = store;
        this.clock = clock;
        this.publication = new Publication(store.load());
        this.performer = performer.apply(this);
        this.lookup = lookup.apply(this);
        this.thread = new Thread(this::run, "kelpie-engine");
    }

    /// Begins to serve.
    public Engine start() {
        thread.start();
        return this;
    }

    @Override
    public World world() {
        return publication.world();
    }

    @Override
    public Outcome execute(RequestId id, Command command) throws InterruptedException {
        var answer = new CompletableFuture<Outcome>();
        put(new Work.Decide(new Request(id, command, answer)));
        return await(answer);
    }

    @Override
    public Watch watch(long afterSeq, Consumer<Stamped> sink) {
        return publication.watch(afterSeq, sink, this::page);
    }

    @Override
    public <R> R ask(Query<R> query) throws InterruptedException {
        return lookup.answer(query, world());
    }

    /// A page of the log, read on the engine's thread because it alone owns the store.
    public List<Stamped> page(long afterSeq, int limit) throws InterruptedException {
        var answer = new CompletableFuture<List<Stamped>>();
        put(new Work.Read(s -> answer.complete(s.after(afterSeq, limit))));
        return await(answer);
    }

    /// Whether the engine has stopped because of a bug, and which.
    public Optional<Throwable> bug() {
        return bug;
    }

    private void put(Work work) throws InterruptedException {
        if (closed) {
            throw new StoreException("the engine is shutting down; try again in a moment");
        }
        if (!mailbox.offer(work, PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new StoreException(
                    "the engine did not take the request within "
                            + PATIENCE.toSeconds()
                            + " s; look at the disk, then try again");
        }
    }

    private static <T> T await(CompletableFuture<T> answer) throws InterruptedException {
        try {
            return answer.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof StoreException s) {
                throw new StoreException(s.getMessage() == null ? "" : s.getMessage(), s);
            }
            throw new IllegalStateException("the engine failed", e.getCause());
        } catch (java.util.concurrent.TimeoutException e) {
            throw new StoreException(
                    "the engine did not answer within " + PATIENCE.toSeconds() + " s", e);
        }
    }

    private void run() {
        try {
            boolean more = true;
            while (more) {
                more = serve(mailbox.take());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error e) {
            bug = Optional.of(e);
            throw e;
        } finally {
            closed = true;
            publication.close();
            refuseWhatWaits();
        }
    }

    private void refuseWhatWaits() {
        var rest = new ArrayList<Work>();
        mailbox.drainTo(rest);
        for (Work work : rest) {
            if (work instanceof Work.Decide(Request request)) {
                request.answer()
                        .completeExceptionally(new StoreException("the engine has stopped"));
            }
        }
    }

    /// Serves the first and all that has come up behind it. False when it is time to end.
    private boolean serve(Work first) {
        var waiting = new ArrayList<Work>();
        waiting.add(first);
        mailbox.drainTo(waiting);
        var requests = new ArrayList<Request>();
        boolean more = true;
        for (Work work : waiting) {
            switch (work) {
                case Work.Decide(Request request) -> requests.add(request);
                case Work.Read(Consumer<Store> reading) -> reading.accept(store);
                case Work.End _ -> more = false;
            }
        }
        if (!requests.isEmpty()) {
            decide(requests);
        }
        return more;
    }

    private void decide(List<Request> requests) {
        Instant now = clock.instant();
        World world = publication.world();
        var fresh = new LinkedHashMap<Request, Decided>();
        var earlier = new LinkedHashMap<Request, Outcome>();
        Map<RequestId, Outcome> byId = new HashMap<>();
        for (Request request : requests) {
            Optional<Outcome> known = store.outcome(request.id());
            Outcome twin = byId.get(request.id());
            if (known.isPresent()) {
                request.answer().complete(known.get());
            } else if (twin != null) {
                earlier.put(request, twin);
            } else {
                Decided decided = Decided.of(request.command().decide(world, now), world, now);
                fresh.put(request, decided);
                byId.put(request.id(), decided.outcome());
                world = decided.world();
            }
        }
        try {
            publication.publish(world, append(fresh, now));
        } catch (StoreException e) {
            settle(fresh, e);
            earlier.keySet().forEach(request -> request.answer().completeExceptionally(e));
            return;
        }
        fresh.forEach((request, decided) -> request.answer().complete(decided.outcome()));
        earlier.forEach((request, outcome) -> request.answer().complete(outcome));
        fresh.values().forEach(decided -> decided.effects().forEach(performer::perform));
    }

    /// A failed write means unknown: it is looked up what is on disk, and only that counts. What
    /// did not get there is answered with the failure; its caller may repeat it under the same id.
    private void settle(Map<Request, Decided> fresh, StoreException failure) {
        World before = publication.world();
        try {
            World kept = store.load();
            if (kept.seq() > before.seq()) {
                publication.publish(kept, store.after(before.seq(), Integer.MAX_VALUE));
            }
            for (var entry : fresh.entrySet()) {
                Optional<Outcome> outcome = store.outcome(entry.getKey().id());
                if (outcome.isPresent()) {
                    entry.getKey().answer().complete(outcome.get());
                    entry.getValue().effects().forEach(performer::perform);
                }
            }
        } catch (StoreException e) {
            failure.addSuppressed(e);
        }
        fresh.keySet().forEach(request -> request.answer().completeExceptionally(failure));
    }

    private List<Stamped> append(Map<Request, Decided> fresh, Instant now) {
        var batches = new ArrayList<Store.Batch>();
        fresh.forEach((request, decided) -> {
            if (!decided.events().isEmpty()) {
                batches.add(
                        new Store.Batch(
                                Optional.of(request.id()), decided.outcome(), decided.events()));
            }
        });
        return batches.isEmpty() ? List.of() : store.append(batches, now);
    }

    /// A decision, the world that follows from it, and the answer to its request.
    private record Decided(World world, Outcome outcome, List<Event> events, List<Effect> effects) {
        static Decided of(Decision decision, World before, Instant now) {
            return switch (decision) {
                case Decision.Refuse(var reason, var detail) ->
                        new Decided(
                                before, new Outcome.Refused(reason, detail), List.of(), List.of());
                case Decision.Accept(var subject, var events, var effects) -> {
                    World world = before;
                    for (Event event : events) {
                        world = world.after(new Stamped(world.seq() + 1, now, event));
                    }
                    yield new Decided(
                            world, new Outcome.Done(subject, world.seq()), events, effects);
                }
            };
        }
    }

    /// Ends after all that waits was served. Agents live on.
    @Override
    public void close() {
        if (!closed && thread.isAlive()) {
            mailbox.add(new Work.End());
        }
        try {
            thread.join(PATIENCE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        store.close();
    }
}
