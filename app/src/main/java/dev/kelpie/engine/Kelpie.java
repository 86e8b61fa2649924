package dev.kelpie.engine;

import dev.kelpie.model.Command;
import dev.kelpie.model.Outcome;
import dev.kelpie.model.RequestId;
import dev.kelpie.model.Stamped;
import dev.kelpie.model.World;
import java.util.function.Consumer;

/// Kelpie, from whichever side of the socket. CLI, screen and tools hold one of these and nothing
/// more.
public interface Kelpie extends AutoCloseable {
    /// Decides the command; an accepted one is on disk on return. The same id again gets the first
    /// answer if that was a yes; a refusal changed nothing and is decided anew.
    Outcome execute(RequestId id, Command command) throws InterruptedException;

    /// All that is true now.
    World world();

    /// Every event after the number, in order, once, without a gap, on a thread of its own.
    Watch watch(long afterSeq, Consumer<Stamped> sink);

    /// Looks something up that is no part of the world.
    <R> R ask(Query<R> query) throws InterruptedException;

    @Override
    void close();
}
