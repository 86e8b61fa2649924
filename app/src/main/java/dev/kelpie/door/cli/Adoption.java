package dev.kelpie.door.cli;

import dev.kelpie.engine.Stranger;
import dev.kelpie.model.Agent;
import dev.kelpie.model.AgentId;
import dev.kelpie.model.Exit;
import dev.kelpie.model.Finding;
import dev.kelpie.model.Outcome;
import dev.kelpie.model.SessionId;
import dev.kelpie.model.State;
import dev.kelpie.model.StateName;
import dev.kelpie.model.World;
import dev.kelpie.verb.Adopt;
import dev.kelpie.verb.ExitCode;
import dev.kelpie.verb.Release;
import dev.kelpie.verb.Remove;
import java.time.Duration;
import java.util.Optional;

/// Takes an agent that was started by hand into the herd, and lets it go again.
public final class Adoption {
    /// Its server is asked once; one that hangs is given up after a second.
    private static final Duration MEET_PATIENCE = Duration.ofSeconds(20);

    /// The first look at its screen follows at once; of some nothing can be said even then.
    private static final Duration LOOK_PATIENCE = Duration.ofSeconds(2);

    private Adoption() {}

    public static ExitCode adopt(Call call, Stranger stranger) throws InterruptedException {
        AgentId name =
                call.flag("--name")
                        ? Call.agent(call.value("--name").orElse(""))
                        : Adopt.freeName(call.kelpie().world(), stranger.runtime());
        var session = new SessionId(call.freshId());
        Outcome outcome =
                call.execute(new Adopt(name, session, stranger.runtime(), stranger.place()));
        return switch (outcome) {
            case Outcome.Refused refused -> call.refuse(refused);
            case Outcome.Done _ -> met(call, name, stranger);
        };
    }

    private static ExitCode met(Call call, AgentId name, Stranger stranger)
            throws InterruptedException {
        if (!Waiting.until(call, MEET_PATIENCE, world -> decided(world, name))) {
            return call.fail(
                    ExitCode.WAITED,
                    "timeout",
                    "it was not met yet; see `kelpie status " + name + "`");
        }
        Waiting.until(call, LOOK_PATIENCE, world -> looked(world, name));
        Optional<Agent> agent = call.kelpie().world().agent(name);
        if (agent.isEmpty()
                || agent.get().state() instanceof State.Ended(Exit.NeverStarted _, boolean _)) {
            if (agent.isPresent()) {
                call.execute(new Remove(name));
            }
            return call.fail(ExitCode.REFUSED, "gone", "it is not there any more");
        }
        return call.answer(
                Shape.agent(agent.get(), call.now()),
                name
                        + " is "
                        + StateName.of(agent.get()).word()
                        + " at "
                        + Text.clean(stranger.target())
                        + ", where it runs on; `kelpie attach "
                        + name
                        + "` goes there\n");
    }

    private static boolean decided(World world, AgentId name) {
        return world.agent(name).filter(a -> a.state() instanceof State.Requested).isEmpty();
    }

    /// Whether more is known than that it is there.
    private static boolean looked(World world, AgentId name) {
        return world.agent(name)
                .filter(a ->
                        a.state() instanceof State.Live live
                                && live.finding().source() == Finding.Source.NONE)
                .isEmpty();
    }

    public static ExitCode release(Call call, AgentId name) throws InterruptedException {
        return switch (call.execute(new Release(name))) {
            case Outcome.Refused refused -> call.refuse(refused);
            case Outcome.Done _ ->
                    call.answer(
                            call.kelpie()
                                    .world()
                                    .agent(name)
                                    .map(a -> Shape.agent(a, call.now()))
                                    .orElse(Shape.object()),
                            name + " is released; it runs on\n");
        };
    }
}
