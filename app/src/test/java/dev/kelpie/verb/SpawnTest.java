package dev.kelpie.verb;

import static dev.kelpie.verb.Scene.ANN;
import static dev.kelpie.verb.Scene.FIRST;
import static dev.kelpie.verb.Scene.SECOND;
import static dev.kelpie.verb.Scene.SPEC;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kelpie.model.AgentId;
import dev.kelpie.model.AgentSpec;
import dev.kelpie.model.Decision;
import dev.kelpie.model.Effect;
import dev.kelpie.model.Event;
import dev.kelpie.model.Exit;
import dev.kelpie.model.Reason;
import dev.kelpie.model.SessionId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class SpawnTest {
    @Test
    void a_free_name_gets_a_session_that_is_opened() {
        Decision.Accept accept = Scene.empty().accepts(new Spawn(ANN, FIRST, SPEC));
        assertThat(accept.events())
                .containsExactly(new Event.SessionRequested(ANN, FIRST, SPEC, false));
        assertThat(accept.effects()).containsExactly(new Effect.Open(ANN, FIRST));
    }

    @Test
    void a_name_on_the_list_is_taken_even_by_one_that_has_ended() {
        var spawn = new Spawn(ANN, SECOND, SPEC);
        Scene.requested().refuses(spawn, Reason.NAME_TAKEN);
        Scene.waiting().refuses(spawn, Reason.NAME_TAKEN);
        Scene.ended().refuses(spawn, Reason.NAME_TAKEN);
    }

    @Test
    void one_that_never_started_does_not_hold_its_name() {
        Scene scene =
                Scene.requested()
                        .then(
                                new Event.SessionEnded(
                                        ANN, FIRST, new Exit.NeverStarted("no such place")));

        assertThat(scene.accepts(new Spawn(ANN, SECOND, SPEC)).events())
                .containsExactly(
                        new Event.AgentRemoved(ANN),
                        new Event.SessionRequested(ANN, SECOND, SPEC, false));
    }

    @Test
    void one_that_was_and_did_not_start_again_keeps_its_name() {
        Scene.ended()
                .then(new Event.SessionRequested(ANN, SECOND, SPEC, true))
                .then(new Event.SessionEnded(ANN, SECOND, new Exit.NeverStarted("no room")))
                .refuses(new Spawn(ANN, new SessionId("session3"), SPEC), Reason.NAME_TAKEN);
    }

    @Test
    void a_herd_starts_whom_it_lacks_or_nobody() {
        var ben = new AgentId("ben");
        var both =
                new SpawnHerd(List.of(new Spawn(ANN, SECOND, SPEC), new Spawn(ben, SECOND, SPEC)));

        assertThat(Scene.waiting().accepts(both).events())
                .containsExactly(new Event.SessionRequested(ben, SECOND, SPEC, false));
        Scene.waiting()
                .refuses(
                        new SpawnHerd(
                                List.of(
                                        new Spawn(ben, SECOND, SPEC),
                                        new Spawn(ANN, SECOND, otherwise()))),
                        Reason.NAME_TAKEN);
    }

    private static AgentSpec otherwise() {
        return new AgentSpec(
                SPEC.runtime(),
                SPEC.workplace(),
                SPEC.model(),
                SPEC.permissions(),
                SPEC.command(),
                SPEC.prompt(),
                Map.of("A", "b"));
    }

    @Test
    void the_name_of_a_removed_agent_is_free() {
        Scene.ended().then(new Event.AgentRemoved(ANN)).accepts(new Spawn(ANN, SECOND, SPEC));
    }
}
