package dev.kelpie.model;

import java.time.Instant;
import java.util.Optional;

/// An agent with its present (or last) session. `conversation` is the runtime's own id of the
/// conversation, by which it is resumed. `since` is when the state or activity last changed; `seen`
/// whether a person has looked since; `sessions` how many it has had, the present one among them;
/// `doubt` a message of which nobody knows whether it arrived, until somebody has looked.
public record Agent(
        AgentId id,
        SessionId session,
        AgentSpec spec,
        State state,
        Optional<Site> site,
        Optional<String> conversation,
        Usage usage,
        Instant spawned,
        Instant since,
        boolean seen,
        int sessions,
        Optional<Doubt> doubt) {
    /// Why nobody knows, and since when.
    public record Doubt(String why, Instant since) {}

    /// The same agent, asked for otherwise.
    public Agent with(AgentSpec asked) {
        return new Agent(
                id,
                session,
                asked,
                state,
                site,
                conversation,
                usage,
                spawned,
                since,
                seen,
                sessions,
                doubt);
    }

    Agent with(State next, Instant at) {
        return with(site, next, at, false);
    }

    Agent with(Optional<Site> place, State next, Instant at, boolean looked) {
        return new Agent(
                id,
                session,
                spec,
                next,
                place,
                conversation,
                usage,
                spawned,
                at,
                looked,
                sessions,
                doubt);
    }

    Agent with(Optional<String> known, Usage used) {
        return new Agent(
                id, session, spec, state, site, known, used, spawned, since, seen, sessions, doubt);
    }

    Agent with(boolean looked, Optional<Doubt> left) {
        return new Agent(
                id,
                session,
                spec,
                state,
                site,
                conversation,
                usage,
                spawned,
                since,
                looked,
                sessions,
                left);
    }

    /// Whether its session goes on with one before it: its first prompt is never repeated.
    public boolean resumed() {
        return sessions > 1;
    }

    /// The pane in Kelpie's own tmux server, if it has one. The pane of one that was adopted is the
    /// person's, and never among these.
    public Optional<PaneRef> pane() {
        return adopted().isPresent() ? Optional.empty() : place();
    }

    /// The pane in a server of the person's own, while it is there.
    public Optional<PaneRef> foreignPane() {
        return adopted().isPresent() ? place() : Optional.empty();
    }

    /// Where it was adopted, if it was not started by Kelpie.
    public Optional<Workplace.Adopted> adopted() {
        return spec.workplace() instanceof Workplace.Adopted adopted
                ? Optional.of(adopted)
                : Optional.empty();
    }

    /// Since when it runs: one that was adopted began before it came into the herd.
    public Instant begun() {
        return adopted().flatMap(Workplace.Adopted::since).orElse(spawned);
    }

    private Optional<PaneRef> place() {
        return switch (state) {
            case State.Live live -> Optional.of(live.pane());
            case State.Stopping stopping -> Optional.of(stopping.pane());
            case State.Requested _, State.Interrupted _, State.Ended _ -> Optional.empty();
        };
    }

    /// What it does, if it lives.
    public Optional<Activity> activity() {
        return state instanceof State.Live live
                ? Optional.of(live.finding().activity())
                : Optional.empty();
    }

    /// Whether its name is free for a new session.
    public boolean over() {
        return switch (state) {
            case State.Ended _, State.Interrupted _ -> true;
            case State.Requested _, State.Live _, State.Stopping _ -> false;
        };
    }
}
