package dev.kelpie.model;

import java.util.Locale;

/// The one word for an agent's state that rows, `--json` and `wait --until` share.
public enum StateName {
    BOOTING,
    SETUP,
    WORKING,
    WAITING,
    LIMITED,
    ERROR,
    STALLED,
    INTERRUPTED,
    ZOMBIE,
    UNCLEAR,
    CLEANING,
    ENDED;

    /// The word as users read and write it.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static StateName of(Agent agent) {
        return switch (agent.state()) {
            case State.Requested _ -> BOOTING;
            case State.Live live -> of(live.finding().activity());
            case State.Stopping _ -> CLEANING;
            case State.Interrupted _ -> INTERRUPTED;
            case State.Ended _ -> ENDED;
        };
    }

    public static StateName of(Activity activity) {
        return switch (activity) {
            case Activity.Booting _ -> BOOTING;
            case Activity.Setup _ -> SETUP;
            case Activity.Working _ -> WORKING;
            case Activity.Waiting _ -> WAITING;
            case Activity.Limited _ -> LIMITED;
            case Activity.Failing _ -> ERROR;
            case Activity.Stalled _ -> STALLED;
            case Activity.BrokenOff _ -> INTERRUPTED;
            case Activity.Zombie _ -> ZOMBIE;
            case Activity.Unclear _ -> UNCLEAR;
        };
    }

    /// What there is to say besides the word: why it waits, what it does, how it ended. May be
    /// empty.
    public static String detail(Agent agent) {
        return switch (agent.state()) {
            case State.Requested _ -> "is being started";
            case State.Live live -> detail(live.finding().activity());
            case State.Stopping _ -> "is being stopped";
            case State.Interrupted i -> i.reason();
            case State.Ended ended -> detail(ended.exit());
        };
    }

    private static String detail(Activity activity) {
        return switch (activity) {
            case Activity.Booting _ -> "";
            case Activity.Setup setup -> setup.dialog();
            case Activity.Working working -> working.doing();
            case Activity.Waiting waiting ->
                    switch (waiting.why()) {
                        case TURN_DONE -> "turn done";
                        case QUESTION -> "asks: " + waiting.question();
                        case PERMISSION -> "permission: " + waiting.question();
                        case PLAN -> "plan: " + waiting.question();
                    };
            case Activity.Limited limited -> limited.text();
            case Activity.Failing failing -> failing.text();
            case Activity.Stalled stalled -> stalled.text();
            case Activity.BrokenOff _ -> "turn broken off";
            case Activity.Zombie zombie -> zombie.reason();
            case Activity.Unclear _ -> "no evidence";
        };
    }

    /// How a session ended, in words.
    public static String detail(Exit exit) {
        return switch (exit) {
            case Exit.Code code -> "exit " + code.status();
            case Exit.Signal signal -> "killed by signal " + signal.number();
            case Exit.Stopped _ -> "stopped";
            case Exit.Lost _ -> "its pane is gone";
            case Exit.Unseen _ -> "its program is gone";
            case Exit.Released _ -> "released; it runs on";
            case Exit.NeverStarted never -> "never started: " + never.why();
        };
    }
}
