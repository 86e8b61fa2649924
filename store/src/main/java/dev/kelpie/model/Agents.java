package dev.kelpie.model;

import java.time.Instant;
import java.util.Optional;

/// One agent's next value for each kind of event. Only [World] calls these.
final class Agents {
    private Agents() {}

    static Agent requested(Optional<Agent> before, Event.SessionRequested e, Instant at) {
        boolean resumed = e.resume() && before.isPresent();
        return new Agent(
                e.agent(),
                e.session(),
                e.spec(),
                new State.Requested(),
                resumed ? before.get().site() : Optional.empty(),
                resumed ? before.get().conversation() : Optional.empty(),
                resumed ? before.get().usage() : Usage.NONE,
                at,
                at,
                true,
                before.map(Agent::sessions).orElse(0) + 1,
                Optional.empty());
    }

    /// One that was ended while it was being opened does not begin to live by that; but where it
    /// was opened is known from then on.
    static Agent started(Agent a, Event.SessionStarted e, Instant at) {
        return switch (a.state()) {
            case State.Requested _ -> live(a, e, at);
            case State.Live _, State.Stopping _ -> a;
            case State.Interrupted _, State.Ended _ ->
                    a.site().isPresent() ? a : as(a, Optional.of(e.site()), a.state());
        };
    }

    private static Agent live(Agent a, Event.SessionStarted e, Instant at) {
        var found =
                a.adopted().isPresent()
                        ? new Finding(
                                new Activity.Unclear(), Finding.Source.NONE, "adopted", at, "")
                        : new Finding(
                                new Activity.Booting(), Finding.Source.TMUX, "pane-opened", at, "");
        return a.with(Optional.of(e.site()), new State.Live(e.pane(), found), at, true);
    }

    static Agent conversation(Agent a, String conversation) {
        return a.with(Optional.of(conversation), a.usage());
    }

    /// Only a live session does anything; a late finding about one that is being ended is dropped.
    static Agent activity(Agent a, Finding finding, Instant at) {
        return a.state() instanceof State.Live live
                ? a.with(new State.Live(live.pane(), finding), at)
                : a;
    }

    static Agent usage(Agent a, Usage usage) {
        return a.with(a.conversation(), usage);
    }

    static Agent seen(Agent a) {
        return a.with(true, Optional.empty());
    }

    /// Somebody has to look whether a message arrived.
    static Agent doubted(Agent a, String why, Instant at) {
        return a.with(false, Optional.of(new Agent.Doubt(why, at)));
    }

    /// Of one that has ended only the wish is kept that its worktree goes.
    static Agent stopping(Agent a, Event.StopRequested e, Instant at) {
        return switch (a.state()) {
            case State.Live live ->
                    a.with(new State.Stopping(live.pane(), e.deadline(), e.removeSite()), at);
            case State.Stopping stopping ->
                    a.with(
                            new State.Stopping(
                                    stopping.pane(),
                                    e.deadline(),
                                    stopping.removeSite() || e.removeSite()),
                            at);
            case State.Ended(Exit exit, boolean removeSite) ->
                    as(a, a.site(), new State.Ended(exit, removeSite || e.removeSite()));
            case State.Requested _, State.Interrupted _ -> a;
        };
    }

    /// Ends it, once. What never started leaves nothing behind, so its worktree is to go; that of a
    /// session which could not be gone on with was there before and is nobody's to take.
    static Agent ended(Agent a, Exit exit, Instant at) {
        return switch (a.state()) {
            case State.Requested _, State.Live _, State.Interrupted _ ->
                    a.with(
                            new State.Ended(
                                    exit, exit instanceof Exit.NeverStarted && !a.resumed()),
                            at);
            case State.Stopping stopping ->
                    a.with(new State.Ended(exit, stopping.removeSite()), at);
            case State.Ended _ -> a;
        };
    }

    /// Only what has a pane can lose it.
    static Agent interrupted(Agent a, String reason, Instant at) {
        return a.pane().isPresent() ? a.with(new State.Interrupted(reason), at) : a;
    }

    /// The clean-up was there; what it left, it left for good.
    static Agent cleared(Agent a, boolean removed) {
        State state =
                a.state() instanceof State.Ended ended
                        ? new State.Ended(ended.exit(), false)
                        : a.state();
        return as(a, removed ? Optional.empty() : a.site(), state);
    }

    private static Agent as(Agent a, Optional<Site> site, State state) {
        return a.with(site, state, a.since(), a.seen());
    }
}
