package dev.kelpie.verb;

import dev.kelpie.model.Activity;
import dev.kelpie.model.Agent;
import dev.kelpie.model.AgentId;
import dev.kelpie.model.Command;
import dev.kelpie.model.Decision;
import dev.kelpie.model.Effect;
import dev.kelpie.model.Event;
import dev.kelpie.model.Reason;
import dev.kelpie.model.State;
import dev.kelpie.model.World;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Choose an option of the dialog that an agent shows. `question` is what the person saw: if the
/// dialog has changed since, nothing is pressed.
public record Answer(AgentId agent, String question, String option) implements Command {
    @Override
    public Decision decide(World world, Instant now) {
        Optional<Agent> found = world.agent(agent);
        if (found.isEmpty()) {
            return Refusals.unknown(world, agent);
        }
        if (found.get().adopted().isPresent() && !found.get().over()) {
            return Refusals.handsOff(found.get());
        }
        if (!(found.get().state() instanceof State.Live live)) {
            return Refusals.notRunning(found.get());
        }
        if (!(live.finding().activity() instanceof Activity.Waiting waiting)
                || waiting.why() == Activity.Why.TURN_DONE) {
            return Decision.refuse(Reason.NO_DIALOG, agent + " shows no question now");
        }
        if (!waiting.question().equals(question)) {
            return Decision.refuse(
                    Reason.DIALOG_CHANGED, agent + " asks something else now; look again");
        }
        if (!waiting.options().contains(option)) {
            return Decision.refuse(
                    Reason.INVALID,
                    waiting.options().isEmpty()
                            ? "its choices can't be read from its screen; answer it there: `kelpie"
                                    + " attach "
                                    + agent
                                    + "`"
                            : "the choices are: " + String.join(" | ", waiting.options()));
        }
        return new Decision.Accept(
                found.get().session().value(),
                List.of(new Event.AnswerStarted(agent, found.get().session(), question, option)),
                List.of(new Effect.PressAnswer(agent, found.get().session(), question, option)));
    }
}
