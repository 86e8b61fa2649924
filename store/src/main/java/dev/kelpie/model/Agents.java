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
                resumed && before.get().prompted(),
                before.map(Agent::sessions).orElse(0) + 1);
    }

    static Agent started(Agent a, Event.SessionStarted e, Instant at) {
        var booting =
                new Finding(new Activity.Booting(), Finding.Source.TMUX, "pane-opened", at, "");
        return new Agent(
                a.id(),
                a.session(),
                a.spec(),
                new State.Live(e.pane(), booting),
                Optional.of(e.site()),
                a.conversation(),
                a.usage(),
                a.spawned(),
                at,
                true,
                true,
                a.sessions());
    }

    static Agent conversation(Agent a, String conversation) {
        return new Agent(
                a.id(),
                a.session(),
                a.spec(),
                a.state(),
                a.site(),
                Optional.of(conversation),
                a.usage(),
                a.spawned(),
                a.since(),
                a.seen(),
                a.prompted(),
                a.sessions());
    }

    /// Only a live session does anything; a late finding about one that is being ended is dropped.
    static Agent activity(Agent a, Finding finding, Instant at) {
        return a.state() instanceof State.Live live
                ? a.with(new State.Live(live.pane(), finding), at)
                : a;
    }

    static Agent usage(Agent a, Usage usage) {
        return new Agent(
                a.id(),
                a.session(),
                a.spec(),
                a.state(),
                a.site(),
                a.conversation(),
                usage,
                a.spawned(),
                a.since(),
                a.seen(),
                a.prompted(),
                a.sessions());
    }

    static Agent seen(Agent a) {
        return new Agent(
                a.id(),
                a.session(),
                a.spec(),
                a.state(),
                a.site(),
                a.conversation(),
                a.usage(),
                a.spawned(),
                a.since(),
                true,
                a.prompted(),
                a.sessions());
    }

    static Agent stopping(Agent a, Event.StopRequested e, Instant at) {
        return a.pane()
                .map(pane -> a.with(new State.Stopping(pane, e.deadline(), e.removeSite()), at))
                .orElse(a);
    }

    static Agent siteless(Agent a) {
        return new Agent(
                a.id(),
                a.session(),
                a.spec(),
                a.state(),
                Optional.empty(),
                a.conversation(),
                a.usage(),
                a.spawned(),
                a.since(),
                a.seen(),
                a.prompted(),
                a.sessions());
    }
}
