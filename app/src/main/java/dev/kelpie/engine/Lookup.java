package dev.kelpie.engine;

import dev.kelpie.model.World;

/// Answers the queries that the engine itself can't, from the outside. Read-only.
public interface Lookup {
    <R> R answer(Query<R> query, World world) throws InterruptedException;
}
