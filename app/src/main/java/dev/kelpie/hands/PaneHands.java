package dev.kelpie.hands;

import dev.kelpie.engine.Performer;
import dev.kelpie.hands.git.GitException;
import dev.kelpie.hands.runtime.AgentRuntime;
import dev.kelpie.hands.runtime.Launch;
import dev.kelpie.hands.runtime.LaunchRefused;
import dev.kelpie.hands.runtime.LaunchRequest;
import dev.kelpie.hands.runtime.SessionEye;
import dev.kelpie.home.HomeException;
import dev.kelpie.home.Umask;
import dev.kelpie.model.Agent;
import dev.kelpie.model.Effect;
import dev.kelpie.model.Exit;
import dev.kelpie.model.Message;
import dev.kelpie.model.SessionId;
import dev.kelpie.model.Site;
import dev.kelpie.model.State;
import dev.kelpie.model.Workplace;
import dev.kelpie.model.World;
import dev.kelpie.tmux.PaneId;
import dev.kelpie.tmux.PaneSpec;
import dev.kelpie.tmux.TmuxException;
import dev.kelpie.verb.Observed;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Effects on panes, a lane for each agent.
final class PaneHands implements Performer {
    private final Gear gear;
    private final Courier courier;
    private final Answerer answerer;
    private final AdoptedHands adopted;

    PaneHands(Gear gear) {
        this.gear = gear;
        this.courier = new Courier(gear.tmux(), gear.clock(), gear.pause());
        this.adopted = new AdoptedHands(gear);
        this.answerer = new Answerer(gear.tmux(), gear.pause());
    }

    @Override
    public void perform(Effect effect) {
        gear.lanes()
                .put(
                        effect.agent(),
                        () -> {
                            switch (effect) {
                                case Effect.Open open -> open(open);
                                case Effect.Deliver deliver -> deliver(deliver);
                                case Effect.Finish finish -> finish(finish);
                                case Effect.PressAnswer answer -> answer(answer);
                                case Effect.BreakTurn turn -> breakTurn(turn);
                                case Effect.End end -> end(end);
                                case Effect.Clear clear -> clear(clear);
                            }
                            gear.wake().run();
                        });
    }

    private Optional<Agent> agent(SessionId session) {
        return gear.engine().get().world().session(session);
    }

    /// Also one whose row was taken off meanwhile: its leftovers are cleared all the same.
    private Optional<Agent> known(SessionId session) {
        return agent(session)
                .or(() ->
                        gear.engine().get().world().removed().stream()
                                .filter(a -> a.session().equals(session))
                                .findFirst());
    }

    private void open(Effect.Open open) throws InterruptedException {
        Optional<Agent> agent =
                agent(open.session()).filter(a -> a.state() instanceof State.Requested);
        if (agent.isEmpty()) {
            return;
        }
        try {
            open(agent.get());
        } catch (GitException
                | SiteRefused
                | LaunchRefused
                | TmuxException
                | HomeException
                | UncheckedIOException e) {
            gear.reporter().report(new Observed.NotStarted(open.agent(), open.session(), words(e)));
        }
    }

    /// What failed, and why: the reason of a file that can't be written is in its cause.
    private static String words(RuntimeException e) {
        return e.getMessage() + (e.getCause() == null ? "" : ": " + e.getCause().getMessage());
    }

    private void open(Agent agent) throws InterruptedException {
        if (agent.adopted().isPresent()) {
            adopted.meet(agent, agent.adopted().get());
            return;
        }
        AgentRuntime runtime =
                gear.runtimes()
                        .named(agent.spec().runtime())
                        .orElseThrow(() ->
                                new SiteRefused(gear.runtimes().absence(agent.spec().runtime())));
        Site site = gear.sites().open(agent);
        Optional<Panes.Found> there = gear.panes().find(agent.session());
        if (there.isEmpty()) {
            Launch launch = runtime.launch(request(agent, site));
            gear.tmux().open(pane(agent, launch));
            if (launch.notice().isPresent()) {
                site = Sites.noticing(site, launch.notice().get());
                gear.reporter()
                        .report(
                                new Observed.Noted(
                                        agent.id(), agent.session(), launch.notice().get()));
            }
            if (launch.conversation().isPresent()) {
                gear.reporter()
                        .report(
                                new Observed.Conversation(
                                        agent.id(), agent.session(), launch.conversation().get()));
            }
            there = gear.panes().find(agent.session());
        }
        if (there.isEmpty()) {
            throw new TmuxException("the pane was gone as soon as it was opened");
        }
        adopt(agent, runtime, site, there.get());
    }

    /// Takes a pane that runs as the session's, whether it was opened just now or before a crash.
    void adopt(Agent agent, AgentRuntime runtime, Site site, Panes.Found found)
            throws InterruptedException {
        Optional<String> paste = runtime.promptToPaste(agent.spec(), agent.resumed());
        gear.reporter()
                .report(
                        new Observed.Started(
                                agent.id(), agent.session(), found.ref(), site, paste));
        Optional<Exit> exit = found.pane().dead() ? Panes.exit(found.pane()) : Optional.empty();
        if (exit.isPresent()) {
            gear.reporter().report(new Observed.Died(agent.id(), agent.session(), exit.get()));
        }
    }

    private LaunchRequest request(Agent agent, Site site) {
        return new LaunchRequest(
                agent.id(),
                agent.session(),
                gear.home().session(agent.session()),
                Path.of(site.directory()),
                agent.spec(),
                agent.conversation(),
                gear.tokens().issue(agent.session()),
                gear.home().door());
    }

    private PaneSpec pane(Agent agent, Launch launch) {
        return new PaneSpec(
                Panes.name(agent),
                agent.session().value(),
                launch.workdir(),
                launch.environment(),
                Umask.wrap(launch.argv(), gear.environment()),
                gear.columns(),
                gear.rows());
    }

    private void deliver(Effect.Deliver deliver) throws InterruptedException {
        Message message = gear.engine().get().world().messages().get(deliver.message());
        if (message == null) {
            return;
        }
        Courier.Report report = hand(deliver, message);
        if (report.fate() == Message.Fate.HELD) {
            gear.holdBack().held(deliver.session(), gear.clock().instant());
        } else {
            gear.holdBack().free(deliver.session());
        }
        gear.reporter()
                .report(
                        new Observed.Delivered(
                                deliver.agent(),
                                deliver.session(),
                                deliver.message(),
                                report.fate(),
                                report.detail()));
    }

    /// Whether what kept the agent's message back still does. Looks, and touches nothing.
    boolean stillHeld(World world, Agent agent) {
        return world.hold(agent.id()).map(Message.Hold::why).equals(hindrance(agent));
    }

    private Optional<String> hindrance(Agent agent) {
        String name = agent.spec().runtime();
        Optional<AgentRuntime> runtime = gear.runtimes().named(name);
        return runtime.isEmpty()
                ? Optional.of(gear.runtimes().absence(name))
                : gear.eyes()
                        .on(agent)
                        .flatMap(eye -> courier.hindrance(pane(agent), runtime.get(), eye));
    }

    private Courier.Report hand(Effect.Deliver deliver, Message message)
            throws InterruptedException {
        Optional<Agent> agent =
                agent(deliver.session()).filter(a -> a.state() instanceof State.Live);
        Optional<SessionEye> eye = agent.flatMap(gear.eyes()::on);
        Optional<AgentRuntime> runtime =
                agent.flatMap(a -> gear.runtimes().named(a.spec().runtime()));
        if (agent.isPresent() && runtime.isEmpty()) {
            return new Courier.Report(
                    Message.Fate.HELD, gear.runtimes().absence(agent.get().spec().runtime()));
        }
        if (agent.isEmpty() || eye.isEmpty()) {
            return new Courier.Report(Message.Fate.HELD, "it does not run");
        }
        try {
            return courier.hand(
                    pane(agent.get()), runtime.get(), eye.get(), message.text(), message.force());
        } catch (TmuxException e) {
            // Nobody knows how far it got: it may have been typed, so it is never typed again.
            return new Courier.Report(Message.Fate.UNCONFIRMED, String.valueOf(e.getMessage()));
        }
    }

    private void finish(Effect.Finish finish) throws InterruptedException {
        Message message = gear.engine().get().world().messages().get(finish.message());
        if (message == null) {
            return;
        }
        Courier.Report report = finish(finish.session(), message.text());
        gear.reporter()
                .report(
                        new Observed.Delivered(
                                finish.agent(),
                                finish.session(),
                                finish.message(),
                                report.fate(),
                                report.detail()));
    }

    private Courier.Report finish(SessionId session, String text) throws InterruptedException {
        Optional<Agent> agent = agent(session).filter(a -> a.state() instanceof State.Live);
        Optional<SessionEye> eye = agent.flatMap(gear.eyes()::on);
        if (agent.isEmpty() || eye.isEmpty()) {
            return new Courier.Report(Message.Fate.UNSURE, "it does not run any more");
        }
        try {
            return courier.finish(pane(agent.get()), eye.get(), text);
        } catch (TmuxException e) {
            return new Courier.Report(Message.Fate.UNSURE, String.valueOf(e.getMessage()));
        }
    }

    private static PaneId pane(Agent agent) {
        return new PaneId(agent.pane().orElseThrow().pane());
    }

    private void answer(Effect.PressAnswer answer) throws InterruptedException {
        Optional<Agent> agent =
                agent(answer.session()).filter(a -> a.state() instanceof State.Live);
        Optional<SessionEye> eye = agent.flatMap(gear.eyes()::on);
        Answerer.Report report = new Answerer.Report(false, "it does not run");
        if (agent.isPresent() && eye.isPresent()) {
            try {
                report =
                        answerer.press(
                                pane(agent.get()), eye.get(), answer.question(), answer.option());
            } catch (TmuxException e) {
                report = new Answerer.Report(false, String.valueOf(e.getMessage()));
            }
        }
        gear.reporter()
                .report(
                        new Observed.Answered(
                                answer.agent(),
                                answer.session(),
                                report.pressed(),
                                report.detail()));
    }

    private void breakTurn(Effect.BreakTurn turn) throws InterruptedException {
        Optional<Agent> agent = agent(turn.session()).filter(a -> a.state() instanceof State.Live);
        if (agent.isEmpty()) {
            return;
        }
        try {
            gear.tmux().press(pane(agent.get()), List.of("Escape"));
        } catch (TmuxException e) {
            gear.reporter()
                    .report(
                            new Observed.Noted(
                                    turn.agent(),
                                    turn.session(),
                                    "the turn was not broken off: " + e.getMessage()));
        }
    }

    private void end(Effect.End end) throws InterruptedException {
        var pane = new PaneId(end.pane().pane());
        Optional<Workplace.Adopted> place = known(end.session()).flatMap(Agent::adopted);
        if (place.isPresent()) {
            adopted.end(end, place.get());
            return;
        }
        try {
            boolean same =
                    gear.panes()
                            .find(end.session())
                            .filter(found -> found.pane().id().equals(pane))
                            .isPresent();
            if (same) {
                keepOutput(end, end.session(), pane);
                gear.tmux().kill(pane);
            }
        } catch (TmuxException e) {
            gear.reporter()
                    .report(
                            new Observed.Noted(
                                    end.agent(), end.session(), "not ended: " + e.getMessage()));
            return;
        }
        gear.reporter().report(new Observed.Died(end.agent(), end.session(), new Exit.Stopped()));
    }

    /// Without room for its last words it is ended all the same.
    private void keepOutput(Effect about, SessionId session, PaneId pane)
            throws InterruptedException {
        try {
            gear.panes().keepOutput(session, pane);
        } catch (UncheckedIOException e) {
            gear.reporter().report(new Observed.Noted(about.agent(), session, words(e)));
        }
    }

    private void clear(Effect.Clear clear) throws InterruptedException {
        Optional<Agent> agent = known(clear.session()).filter(Agent::over);
        if (agent.isEmpty()) {
            return;
        }
        gear.tokens().withdraw(clear.session());
        try {
            Optional<Panes.Found> left = gear.panes().find(clear.session());
            if (left.isPresent()) {
                keepOutput(clear, clear.session(), left.get().pane().id());
                gear.tmux().kill(left.get().pane().id());
            }
            gear.leftovers().sweep(clear.session());
            gear.sites().takeOff(agent.get());
            if (clear.removeSite()) {
                removeSite(agent.get());
            }
        } catch (TmuxException | GitException | UncheckedIOException e) {
            gear.reporter()
                    .report(
                            new Observed.Noted(
                                    clear.agent(), clear.session(), "not cleared: " + words(e)));
        }
    }

    private void removeSite(Agent agent) throws InterruptedException {
        Sites.Gone gone =
                gear.sites()
                        .remove(agent, Sites.others(gear.engine().get().world(), agent))
                        .orElse(Sites.Gone.NOTHING);
        gear.reporter()
                .report(
                        new Observed.Cleared(
                                agent.id(), agent.session(), gone.removed(), gone.detail()));
    }
}
