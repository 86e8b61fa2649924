package dev.kelpie.verb;

import static dev.kelpie.verb.Scene.ANN;
import static dev.kelpie.verb.Scene.FIRST;
import static dev.kelpie.verb.Scene.SECOND;
import static dev.kelpie.verb.Scene.SPEC;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kelpie.model.Decision;
import dev.kelpie.model.Effect;
import dev.kelpie.model.Event;
import dev.kelpie.model.Reason;
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
    void the_name_of_a_removed_agent_is_free() {
        Scene.ended().then(new Event.AgentRemoved(ANN)).accepts(new Spawn(ANN, SECOND, SPEC));
    }
}
