package dev.kelpie.model;

/// What to do about a session when the engine starts, by what was recorded and what is seen.
public final class Recovery {
    private Recovery() {}

    /// What the log says of the session.
    public enum Recorded {
        REQUESTED,
        LIVE,
        STOPPING,
        /// Over, and its worktree is still to be removed.
        TO_CLEAR,
        GONE
    }

    /// What tmux shows of it.
    public enum Seen {
        NO_PANE,
        ALIVE,
        DEAD
    }

    /// What follows.
    public enum Action {
        OPEN,
        ADOPT,
        RECORD_EXIT,
        RECORD_LOST,
        KILL,
        CLEAR,
        NOTHING
    }

    /// The whole table; every pair has its row.
    public static Action action(Recorded recorded, Seen seen) {
        return switch (recorded) {
            case REQUESTED ->
                    switch (seen) {
                        case NO_PANE -> Action.OPEN;
                        case ALIVE -> Action.ADOPT;
                        case DEAD -> Action.RECORD_EXIT;
                    };
            case LIVE ->
                    switch (seen) {
                        case NO_PANE -> Action.RECORD_LOST;
                        case ALIVE -> Action.ADOPT;
                        case DEAD -> Action.RECORD_EXIT;
                    };
            case STOPPING ->
                    switch (seen) {
                        case NO_PANE -> Action.RECORD_LOST;
                        case ALIVE -> Action.KILL;
                        case DEAD -> Action.RECORD_EXIT;
                    };
            case TO_CLEAR ->
                    switch (seen) {
                        case NO_PANE -> Action.CLEAR;
                        case ALIVE, DEAD -> Action.KILL;
                    };
            case GONE ->
                    switch (seen) {
                        case NO_PANE -> Action.NOTHING;
                        case ALIVE, DEAD -> Action.KILL;
                    };
        };
    }

    /// How a state counts for the table.
    public static Recorded recorded(State state) {
        return switch (state) {
            case State.Requested _ -> Recorded.REQUESTED;
            case State.Live _ -> Recorded.LIVE;
            case State.Stopping _ -> Recorded.STOPPING;
            case State.Ended ended when ended.removeSite() -> Recorded.TO_CLEAR;
            case State.Interrupted _, State.Ended _ -> Recorded.GONE;
        };
    }
}
