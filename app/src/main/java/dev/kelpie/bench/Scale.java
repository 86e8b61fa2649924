package dev.kelpie.bench;

import java.time.Duration;

/// How large a measurement is.
///
/// @param runs of what takes seconds
/// @param presses of a key, and lines of an agent, where the hundredth counts
/// @param crowd agents of a full screen
/// @param busy agents of a busy herd
/// @param files of the repository in which agents are spawned
/// @param events of the log with which the engine is started again
/// @param sends messages of one run
/// @param window over which processor time is counted
record Scale(
        int runs,
        int presses,
        int crowd,
        int busy,
        int spawned,
        int files,
        int events,
        int sends,
        Duration window) {
    /// What the budgets are about.
    static final Scale FULL =
            new Scale(9, 150, 100, 30, 10, 2000, 100_000, 250, Duration.ofSeconds(3));

    /// The same sizes, a third of the runs.
    static final Scale QUICK =
            new Scale(3, 50, 100, 30, 10, 2000, 100_000, 100, Duration.ofSeconds(2));

    /// Whether everything works, in a minute; the figures say nothing.
    static final Scale TINY = new Scale(1, 2, 3, 2, 2, 20, 300, 3, Duration.ofMillis(300));
}
