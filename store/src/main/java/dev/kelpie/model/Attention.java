package dev.kelpie.model;

/// How much an agent needs a person, the most urgent first. The home view is ordered by it.
public enum Attention {
    /// Stands at a question, a permission, a plan or a start-up dialog.
    ANSWER,
    /// Something went wrong: error, limit, interruption, crash, zombie.
    TROUBLE,
    /// Finished its turn, and nobody has looked.
    DONE_UNSEEN,
    /// No progress for long, or nothing is known.
    DOUBT,
    /// Works.
    BUSY,
    /// Finished its turn, and somebody has looked.
    DONE_SEEN,
    /// Over.
    OVER;

    /// Whether the key for "next that needs me" stops here.
    public boolean needsYou() {
        return compareTo(DONE_UNSEEN) <= 0;
    }

    public static Attention of(Agent agent) {
        return switch (agent.state()) {
            case State.Requested _, State.Stopping _ -> BUSY;
            case State.Interrupted _ -> agent.seen() ? OVER : TROUBLE;
            case State.Ended ended -> ended(ended.exit(), agent.seen());
            case State.Live live -> of(live.finding().activity(), agent.seen());
        };
    }

    private static Attention ended(Exit exit, boolean seen) {
        return switch (exit) {
            case Exit.Stopped _, Exit.Released _ -> OVER;
            case Exit.Code code when code.status() == 0 -> seen ? OVER : DONE_UNSEEN;
            case Exit.Unseen _ -> seen ? OVER : DONE_UNSEEN;
            case Exit.Code _, Exit.Signal _, Exit.Lost _, Exit.NeverStarted _ ->
                    seen ? OVER : TROUBLE;
        };
    }

    private static Attention of(Activity activity, boolean seen) {
        return switch (activity) {
            case Activity.Waiting w when w.why() == Activity.Why.TURN_DONE ->
                    seen ? DONE_SEEN : DONE_UNSEEN;
            case Activity.Waiting _, Activity.Setup _ -> ANSWER;
            case Activity.Limited _, Activity.Failing _, Activity.Zombie _ -> TROUBLE;
            case Activity.BrokenOff _ -> seen ? DONE_SEEN : DONE_UNSEEN;
            case Activity.Stalled _, Activity.Unclear _ -> DOUBT;
            case Activity.Booting _, Activity.Working _ -> BUSY;
        };
    }
}
