package dev.kelpie.verb;

import dev.kelpie.model.Agent;
import dev.kelpie.model.AgentId;
import dev.kelpie.model.Command;
import dev.kelpie.model.Decision;
import dev.kelpie.model.Event;
import dev.kelpie.model.MessageId;
import dev.kelpie.model.Reason;
import dev.kelpie.model.Stamped;
import dev.kelpie.model.State;
import dev.kelpie.model.World;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Give an agent a text as its next prompt. It is kept until the agent can take it: after the turn
/// (with `force` in the middle of it), and never at a dialog.
public record Send(AgentId agent, MessageId message, String text, boolean force)
        implements Command {
    /// A megabyte arrives whole; more than this is a file, not a prompt.
    public static final int TEXT_MAX = 4 * 1024 * 1024;

    @Override
    public Decision decide(World world, Instant now) {
        Optional<Agent> found = world.agent(agent);
        if (found.isEmpty()) {
            return Refusals.unknown(world, agent);
        }
        if (found.get().adopted().isPresent() && !found.get().over()) {
            return Refusals.handsOff(found.get());
        }
        if (text.isBlank()) {
            return Decision.refuse(Reason.INVALID, "the message is empty");
        }
        if (text.length() > TEXT_MAX) {
            return Decision.refuse(
                    Reason.INVALID, "the message is longer than 4 MiB; name a file in it instead");
        }
        return switch (found.get().state()) {
            case State.Requested _, State.Live _ -> accept(world, found.get(), now);
            case State.Stopping _, State.Interrupted _, State.Ended _ ->
                    Refusals.notRunning(found.get());
        };
    }

    private Decision accept(World world, Agent to, Instant now) {
        var accepted = new Event.MessageAccepted(agent, to.session(), message, text, force, false);
        World with = world.after(new Stamped(world.seq() + 1, now, accepted));
        var events = new ArrayList<Event>(List.of(accepted));
        Outbox.Step step = Outbox.next(with, agent);
        events.addAll(step.events());
        return new Decision.Accept(message.value(), events, step.effects());
    }
}
