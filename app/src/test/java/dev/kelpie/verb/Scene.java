package dev.kelpie.verb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kelpie.model.Activity;
import dev.kelpie.model.AgentId;
import dev.kelpie.model.AgentSpec;
import dev.kelpie.model.Command;
import dev.kelpie.model.Decision;
import dev.kelpie.model.Event;
import dev.kelpie.model.Exit;
import dev.kelpie.model.Finding;
import dev.kelpie.model.MessageId;
import dev.kelpie.model.PaneRef;
import dev.kelpie.model.Permissions;
import dev.kelpie.model.Reason;
import dev.kelpie.model.SessionId;
import dev.kelpie.model.Site;
import dev.kelpie.model.Stamped;
import dev.kelpie.model.Workplace;
import dev.kelpie.model.World;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A world with the agent "ann" in some state, told by events, and what a command decides in it.
final class Scene {
    static final Instant NOW = Instant.parse("2026-11-21T09:00:00Z");
    static final AgentId ANN = new AgentId("ann");
    static final SessionId FIRST = new SessionId("session1");
    static final SessionId SECOND = new SessionId("session2");
    static final MessageId HELLO = new MessageId("message1");
    static final PaneRef PANE = new PaneRef("%1", 100, 200);
    static final List<String> OPTIONS = List.of("Yes", "No");
    static final AgentSpec SPEC =
            new AgentSpec(
                    "claude",
                    new Workplace.Directory("/repo"),
                    Optional.empty(),
                    Permissions.DEFAULT,
                    Optional.empty(),
                    Optional.of("look"),
                    Map.of());

    private World world = World.EMPTY;

    static Scene empty() {
        return new Scene();
    }

    static Scene requested() {
        return empty().then(new Event.SessionRequested(ANN, FIRST, SPEC, false));
    }

    static Scene booting() {
        return requested()
                .then(
                        new Event.SessionStarted(
                                ANN,
                                FIRST,
                                PANE,
                                new Site("/repo", Optional.empty(), Optional.empty(), List.of())));
    }

    static Scene doing(Activity activity) {
        return booting().then(new Event.ActivityChanged(ANN, FIRST, finding(activity)));
    }

    static Scene waiting() {
        return doing(new Activity.Waiting(Activity.Why.TURN_DONE, "", List.of()));
    }

    static Scene working() {
        return doing(new Activity.Working("Bash"));
    }

    static Scene asking() {
        return doing(new Activity.Waiting(Activity.Why.PERMISSION, "May I?", OPTIONS));
    }

    static Scene stopping() {
        return waiting().then(new Event.StopRequested(ANN, FIRST, NOW, false));
    }

    static Scene ended() {
        return waiting().then(new Event.SessionEnded(ANN, FIRST, new Exit.Code(0)));
    }

    static Scene interrupted() {
        return waiting().then(new Event.SessionInterrupted(ANN, FIRST, "the server ended"));
    }

    Scene then(Event event) {
        world = world.after(new Stamped(world.seq() + 1, NOW, event));
        return this;
    }

    World world() {
        return world;
    }

    Decision.Accept accepts(Command command) {
        Decision decision = command.decide(world, NOW);
        assertThat(decision).isInstanceOf(Decision.Accept.class);
        return (Decision.Accept) decision;
    }

    void refuses(Command command, Reason reason) {
        assertThat(command.decide(world, NOW))
                .isInstanceOfSatisfying(
                        Decision.Refuse.class,
                        refusal -> {
                            assertThat(refusal.reason()).isEqualTo(reason);
                            assertThat(refusal.detail()).isNotBlank();
                        });
    }

    /// Accepted, and nothing comes of it.
    void ignores(Command command) {
        Decision.Accept accept = accepts(command);
        assertThat(accept.events()).isEmpty();
        assertThat(accept.effects()).isEmpty();
    }

    static Finding finding(Activity activity) {
        return new Finding(activity, Finding.Source.HOOK, "stop", NOW, "");
    }
}
