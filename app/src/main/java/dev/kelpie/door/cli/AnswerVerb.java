package dev.kelpie.door.cli;

import dev.kelpie.model.Activity;
import dev.kelpie.model.Agent;
import dev.kelpie.model.AgentId;
import dev.kelpie.model.Event;
import dev.kelpie.model.Outcome;
import dev.kelpie.verb.Answer;
import dev.kelpie.verb.ExitCode;
import dev.kelpie.verb.Param;
import dev.kelpie.verb.Verb;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Answers the dialog that an agent shows.
final class AnswerVerb implements CliVerb {
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    @Override
    public Verb verb() {
        return new Verb(
                "answer",
                "choose an option of the question that an agent shows",
                List.of(
                        "Without OPTION it prints the question and its options. OPTION is an"
                                + " option's text or its number. Nothing is pressed when the"
                                + " question has changed meanwhile."),
                "kelpie answer fix-login 1",
                List.of(
                        Param.positional("NAME", "the agent"),
                        Param.maybe("OPTION", "the option's number or text")),
                Verb.Need.ENGINE,
                false);
    }

    @Override
    public ExitCode run(Call call) throws InterruptedException {
        AgentId id = call.agent();
        Waiting.until(
                call,
                PATIENCE,
                world -> world.agent(id).filter(a -> Waiting.unread(a, call.now())).isEmpty());
        Optional<Agent> agent = call.kelpie().world().agent(id);
        if (agent.isEmpty()) {
            return StatusVerb.unknown(call);
        }
        if (!(agent.get().activity().orElse(null) instanceof Activity.Waiting waiting)
                || waiting.why() == Activity.Why.TURN_DONE) {
            return call.fail(
                    ExitCode.REFUSED, "no_dialog", agent.get().id() + " shows no question now");
        }
        Optional<String> wanted = call.value("OPTION");
        return wanted.isEmpty()
                ? show(call, agent.get(), waiting)
                : press(call, agent.get(), waiting, wanted.get());
    }

    private static ExitCode show(Call call, Agent agent, Activity.Waiting waiting) {
        var words = new StringBuilder(Text.clean(waiting.question())).append('\n');
        for (int i = 0; i < waiting.options().size(); i++) {
            words.append("  ")
                    .append(i + 1)
                    .append("  ")
                    .append(Text.clean(waiting.options().get(i)))
                    .append('\n');
        }
        return call.answer(Shape.agent(agent, call.now()).path("waiting"), words.toString());
    }

    private static ExitCode press(Call call, Agent agent, Activity.Waiting waiting, String wanted)
            throws InterruptedException {
        String option = wanted;
        if (wanted.matches("[1-9]") && Integer.parseInt(wanted) <= waiting.options().size()) {
            option = waiting.options().get(Integer.parseInt(wanted) - 1);
        }
        long before = call.kelpie().world().seq();
        Outcome outcome = call.execute(new Answer(agent.id(), waiting.question(), option));
        if (outcome instanceof Outcome.Refused refused) {
            return call.refuse(refused);
        }
        Optional<Event.AnswerEnded> end =
                Waiting.event(
                        call,
                        PATIENCE,
                        before,
                        stamped ->
                                stamped.map(s -> s.event())
                                        .filter(Event.AnswerEnded.class::isInstance)
                                        .map(Event.AnswerEnded.class::cast)
                                        .filter(e -> e.session().equals(agent.session())));
        if (end.isEmpty()) {
            return call.fail(ExitCode.WAITED, "timeout", "nothing tells whether it was answered");
        }
        if (!end.get().pressed()) {
            return call.fail(ExitCode.REFUSED, "not_pressed", end.get().detail());
        }
        return call.answer(
                Shape.object().put("agent", agent.id().value()).put("answered", option),
                "answered: " + Text.clean(option));
    }
}
