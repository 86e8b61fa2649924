package dev.kelpie.engine;

/// A running [Kelpie#watch]. After close no further event arrives.
public interface Watch extends AutoCloseable {
    /// False once the other side is gone; whoever still cares watches again from the last number.
    boolean open();

    /// Returns once it is over: closed, or the other side is gone.
    void await() throws InterruptedException;

    @Override
    void close();
}
