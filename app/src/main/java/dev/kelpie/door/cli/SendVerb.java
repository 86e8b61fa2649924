package dev.kelpie.door.cli;

import dev.kelpie.model.AgentId;
import dev.kelpie.model.Event;
import dev.kelpie.model.Message;
import dev.kelpie.model.MessageId;
import dev.kelpie.model.Outcome;
import dev.kelpie.model.SessionId;
import dev.kelpie.model.Stamped;
import dev.kelpie.model.StateName;
import dev.kelpie.model.World;
import dev.kelpie.verb.ExitCode;
import dev.kelpie.verb.Param;
import dev.kelpie.verb.Send;
import dev.kelpie.verb.Verb;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Gives an agent a text.
final class SendVerb implements CliVerb {
    private static final Duration CONFIRM_PATIENCE = Duration.ofSeconds(20);

    @Override
    public Verb verb() {
        return new Verb(
                "send",
                "give an agent a text as its next prompt",
                List.of(
                        "The text is kept and arrives whole, once: at once when the agent waits,"
                                + " after its turn when it works, and after the answer when it"
                                + " shows a dialog. With --force it goes into a running turn."
                                + " With --wait the answer comes when the text has arrived."),
                "kelpie send fix-login 'now run the tests'",
                List.of(
                        Param.positional("NAME", "the agent"),
                        Param.maybe("TEXT", "the text, or '-' for standard input"),
                        Param.option("--file", "F", "a file with the text"),
                        Param.flag("--force", "don't wait for the end of the turn"),
                        Param.flag("--wait", "wait until it has arrived"),
                        Param.option(
                                "--timeout",
                                "T",
                                "how long to wait; default 20s, with --wait 10m")),
                Verb.Need.ENGINE,
                true);
    }

    @Override
    public ExitCode run(Call call) throws InterruptedException {
        String text =
                Prompt.of(call, "TEXT")
                        .orElseThrow(() ->
                                new UsageException(
                                        "give the text as an argument, by --file, or by" + " '-'"));
        AgentId agent = call.agent();
        var message = new MessageId(call.freshId());
        long before = call.kelpie().world().seq();
        Outcome outcome = call.execute(new Send(agent, message, text, call.flag("--force")));
        return switch (outcome) {
            case Outcome.Refused refused -> call.refuse(refused);
            case Outcome.Done _ -> follow(call, agent, message, before);
        };
    }

    private static ExitCode follow(Call call, AgentId agent, MessageId message, long before)
            throws InterruptedException {
        boolean wait = call.flag("--wait");
        Duration patience =
                call.duration("--timeout", wait ? Duration.ofMinutes(10) : CONFIRM_PATIENCE);
        Optional<Event.DeliveryEnded> end =
                Waiting.event(
                        call,
                        patience,
                        before,
                        stamped -> {
                            Optional<Event.DeliveryEnded> ended =
                                    stamped.map(Stamped::event).flatMap(e -> ended(e, message));
                            if (ended.filter(e -> e.fate() != Message.Fate.HELD).isPresent()) {
                                return ended;
                            }
                            return !wait && queued(call, message)
                                    ? Optional.of(held(agent, call, message))
                                    : Optional.empty();
                        });
        return end.map(e -> report(call, agent, message, e))
                .orElseGet(() ->
                        call.fail(
                                ExitCode.WAITED,
                                "timeout",
                                "it has not arrived yet: "
                                        + Text.clean(why(call, agent))
                                        + "; it is kept, and `kelpie events` will tell"));
    }

    private static Optional<Event.DeliveryEnded> ended(Event event, MessageId message) {
        return event instanceof Event.DeliveryEnded e && e.message().equals(message)
                ? Optional.of(e)
                : Optional.empty();
    }

    private static boolean queued(Call call, MessageId message) {
        Message open = call.kelpie().world().messages().get(message);
        return open != null && open.phase() == Message.Phase.QUEUED;
    }

    private static Event.DeliveryEnded held(AgentId agent, Call call, MessageId message) {
        return new Event.DeliveryEnded(
                agent,
                new SessionId("held0000"),
                message,
                Message.Fate.HELD,
                why(call, agent) + "; the text is kept for it");
    }

    /// What it waits for.
    private static String why(Call call, AgentId agent) {
        World world = call.kelpie().world();
        return world.hold(agent)
                .map(Message.Hold::why)
                .or(() -> world.agent(agent).map(a -> "it is " + StateName.of(a).word()))
                .orElse("the agent is gone");
    }

    private static ExitCode report(
            Call call, AgentId agent, MessageId message, Event.DeliveryEnded end) {
        String word =
                end.fate() == Message.Fate.HELD
                        ? "queued"
                        : end.fate().name().toLowerCase(Locale.ROOT);
        var data =
                Shape.object()
                        .put("agent", agent.value())
                        .put("message", message.value())
                        .put("result", word)
                        .put("detail", end.detail());
        return switch (end.fate()) {
            case DELIVERED, HELD -> call.answer(data, word + ": " + Text.clean(end.detail()));
            case UNCONFIRMED, UNSURE, UNDELIVERABLE ->
                    call.fail(
                            ExitCode.WAITED,
                            word,
                            word + ": " + Text.clean(end.detail()) + "; it is not typed again");
        };
    }
}
