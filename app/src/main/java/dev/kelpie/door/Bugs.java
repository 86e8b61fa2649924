package dev.kelpie.door;

/// Where a bug of ours goes that comes to light while the door answers: the engine lives on.
public interface Bugs {
    /// Writes it down; answers the words for whoever met it.
    String written(Throwable bug);
}
