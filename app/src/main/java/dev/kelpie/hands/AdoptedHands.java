package dev.kelpie.hands;

import dev.kelpie.model.Agent;
import dev.kelpie.model.Effect;
import dev.kelpie.model.Exit;
import dev.kelpie.model.PaneRef;
import dev.kelpie.model.Workplace;
import dev.kelpie.tmux.TmuxException;
import dev.kelpie.verb.Observed;
import java.io.UncheckedIOException;
import java.util.Optional;

/// Effects on adopted agents: to meet one where it runs, and to end it when a person says so.
final class AdoptedHands {
    private final Gear gear;

    AdoptedHands(Gear gear) {
        this.gear = gear;
    }

    /// Opens its session by looking: it runs already.
    void meet(Agent agent, Workplace.Adopted place) throws InterruptedException {
        Optional<PaneRef> there = gear.abroad().find(place);
        gear.reporter()
                .report(
                        there.isPresent()
                                ? new Observed.Started(
                                        agent.id(),
                                        agent.session(),
                                        there.get(),
                                        gear.sites().open(agent),
                                        Optional.empty())
                                : new Observed.NotStarted(
                                        agent.id(), agent.session(), "it is not there any more"));
    }

    void end(Effect.End end, Workplace.Adopted place) throws InterruptedException {
        try {
            keepOutput(end, place);
            if (!gear.abroad().end(place) && Abroad.lives(place)) {
                throw new TmuxException("its tmux server does not show it");
            }
        } catch (TmuxException e) {
            note(end, "not ended: " + e.getMessage());
            return;
        }
        gear.reporter().report(new Observed.Died(end.agent(), end.session(), new Exit.Stopped()));
    }

    /// Without room for its last words it is ended all the same.
    private void keepOutput(Effect.End end, Workplace.Adopted place) throws InterruptedException {
        try {
            gear.panes()
                    .keep(end.session(), gear.abroad().capture(place, Panes.HISTORY_MAX, false));
        } catch (UncheckedIOException e) {
            note(end, e.getMessage() + ": " + e.getCause());
        }
    }

    private void note(Effect.End end, String text) throws InterruptedException {
        gear.reporter().report(new Observed.Noted(end.agent(), end.session(), text));
    }
}
