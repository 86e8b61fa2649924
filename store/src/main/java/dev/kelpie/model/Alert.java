package dev.kelpie.model;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// Something that a person should know now. Alerts are never stored: they follow from the world, so
/// that one goes when its cause goes, and there is never a second for the same (agent, rule).
public record Alert(AgentId agent, String rule, Attention attention, Instant since, String text) {
    /// All alerts of a world, the most urgent first, the oldest first among equals.
    public static List<Alert> of(World world) {
        return world.agents().values().stream()
                .flatMap(agent -> all(world, agent))
                .sorted(Comparator.comparing(Alert::attention).thenComparing(Alert::since))
                .toList();
    }

    private static Stream<Alert> all(World world, Agent agent) {
        return Stream.of(
                        Optional.of(about(agent)).filter(_ -> worthIt(agent)),
                        world.hold(agent.id()).map(hold -> held(agent, hold)),
                        agent.doubt().map(doubt -> unconfirmed(agent, doubt)))
                .flatMap(Optional::stream);
    }

    private static Alert held(Agent agent, Message.Hold hold) {
        return new Alert(
                agent.id(),
                "held",
                Attention.TROUBLE,
                hold.since(),
                agent.id() + " can't be given its message: " + hold.why());
    }

    /// Until somebody has looked at the agent.
    private static Alert unconfirmed(Agent agent, Agent.Doubt doubt) {
        return new Alert(
                agent.id(),
                "unconfirmed",
                Attention.DOUBT,
                doubt.since(),
                agent.id()
                        + " may not have got its message: "
                        + doubt.why()
                        + "; look there, it is not typed again");
    }

    private static boolean worthIt(Agent agent) {
        return switch (Attention.of(agent)) {
            case ANSWER, TROUBLE -> true;
            case DOUBT -> StateName.of(agent) == StateName.STALLED;
            case DONE_UNSEEN, BUSY, DONE_SEEN, OVER -> false;
        };
    }

    /// The alert that this agent's state amounts to, whether or not it is worth one.
    public static Alert about(Agent agent) {
        StateName name = StateName.of(agent);
        String rule =
                agent.activity()
                        .filter(Activity.Waiting.class::isInstance)
                        .map(a -> ((Activity.Waiting) a).why().name().toLowerCase(Locale.ROOT))
                        .orElse(name.word());
        String detail = StateName.detail(agent);
        return new Alert(
                agent.id(),
                rule,
                Attention.of(agent),
                agent.since(),
                agent.id() + " " + name.word() + (detail.isEmpty() ? "" : ": " + detail));
    }
}
