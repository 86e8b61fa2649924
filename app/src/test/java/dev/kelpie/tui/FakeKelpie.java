package dev.kelpie.tui;

import dev.kelpie.engine.Kelpie;
import dev.kelpie.engine.Query;
import dev.kelpie.engine.Stranger;
import dev.kelpie.engine.Watch;
import dev.kelpie.model.Command;
import dev.kelpie.model.Decision;
import dev.kelpie.model.Event;
import dev.kelpie.model.Outcome;
import dev.kelpie.model.RequestId;
import dev.kelpie.model.Stamped;
import dev.kelpie.model.World;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/// Kelpie without an outside: commands are decided, events are true at once.
final class FakeKelpie implements Kelpie {
    final List<Command> commands = new CopyOnWriteArrayList<>();
    private final List<FakeWatch> watches = new CopyOnWriteArrayList<>();
    private final List<Stamped> events = new ArrayList<>();
    private final ReentrantLock lock = new ReentrantLock();
    volatile List<Stranger> strangers = List.of();
    private volatile boolean ended;
    private volatile World world;

    FakeKelpie(World world) {
        this.world = world;
    }

    void happen(Event event) {
        lock.lock();
        try {
            var stamped = new Stamped(world.seq() + 1, Herd.NOW, event);
            world = world.after(stamped);
            events.add(stamped);
            watches.forEach(watch -> watch.sink.accept(stamped));
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Outcome execute(RequestId id, Command command) {
        commands.add(command);
        return switch (command.decide(world, Herd.NOW)) {
            case Decision.Accept accept -> {
                accept.events().forEach(this::happen);
                yield new Outcome.Done(accept.subject(), world.seq());
            }
            case Decision.Refuse refuse -> new Outcome.Refused(refuse.reason(), refuse.detail());
        };
    }

    @Override
    public World world() {
        return world;
    }

    boolean watched() {
        return !watches.isEmpty();
    }

    /// Ends as an engine does: watches break off, and nothing answers.
    void end() {
        ended = true;
        watches.forEach(FakeWatch::close);
    }

    void comeBack() {
        ended = false;
    }

    @Override
    public Watch watch(long afterSeq, Consumer<Stamped> sink) {
        if (ended) {
            throw new IllegalArgumentException("it is not there");
        }
        lock.lock();
        try {
            events.stream().filter(e -> e.seq() > afterSeq).forEach(sink);
            var watch = new FakeWatch(sink);
            watches.add(watch);
            return watch;
        } finally {
            lock.unlock();
        }
    }

    private final class FakeWatch implements Watch {
        private final Consumer<Stamped> sink;
        private final CountDownLatch closed = new CountDownLatch(1);

        FakeWatch(Consumer<Stamped> sink) {
            this.sink = sink;
        }

        @Override
        public boolean open() {
            return closed.getCount() > 0;
        }

        @Override
        public void await() throws InterruptedException {
            closed.await();
        }

        @Override
        public void close() {
            closed.countDown();
            watches.remove(this);
        }
    }

    @Override
    @SuppressWarnings("unchecked") // each query is answered by its own type
    public <R> R ask(Query<R> query) {
        return (R)
                switch (query) {
                    case Query.Screen _ -> "the kept screen";
                    case Query.Transcript _ -> List.of("you: hello", "agent: hi");
                    case Query.Diff _ -> "diff --git a/x b/x\n@@ -1 +1 @@\n-old\n+new\n";
                    case Query.History _ -> new ArrayList<Stamped>();
                    case Query.Losses _ -> List.of("1 file is not committed");
                    case Query.AttachCommand(var agent) -> List.of("attach", agent.value());
                    case Query.Explain _,
                            Query.Objections _,
                            Query.ResumeObjections _,
                            Query.Doctor _,
                            Query.Runtimes _ ->
                            List.of();
                    case Query.Strangers _ -> strangers;
                };
    }

    @Override
    public void close() {}
}
