package dev.kelpie.verb;

import static dev.kelpie.verb.Scene.ANN;
import static dev.kelpie.verb.Scene.FIRST;
import static dev.kelpie.verb.Scene.HELLO;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kelpie.model.Decision;
import dev.kelpie.model.Effect;
import dev.kelpie.model.Event;
import dev.kelpie.model.MessageId;
import dev.kelpie.model.Reason;
import org.junit.jupiter.api.Test;

final class SendTest {
    private static final Send SEND = new Send(ANN, HELLO, "hello", false);
    private static final Send FORCED = new Send(ANN, HELLO, "hello", true);
    private static final Event ACCEPTED =
            new Event.MessageAccepted(ANN, FIRST, HELLO, "hello", false, false);

    @Test
    void one_that_waits_gets_it_at_once_with_a_mark_before_the_first_key() {
        Decision.Accept accept = Scene.waiting().accepts(SEND);
        assertThat(accept.events())
                .containsExactly(ACCEPTED, new Event.DeliveryStarted(ANN, FIRST, HELLO));
        assertThat(accept.effects()).containsExactly(new Effect.Deliver(ANN, FIRST, HELLO));
    }

    @Test
    void one_that_works_boots_or_asks_gets_it_later() {
        for (Scene scene :
                new Scene[] {Scene.requested(), Scene.booting(), Scene.working(), Scene.asking()}) {
            Decision.Accept accept = scene.accepts(SEND);
            assertThat(accept.events()).containsExactly(ACCEPTED);
            assertThat(accept.effects()).isEmpty();
        }
    }

    @Test
    void force_goes_into_a_turn_and_never_to_a_dialog() {
        assertThat(Scene.working().accepts(FORCED).effects())
                .containsExactly(new Effect.Deliver(ANN, FIRST, HELLO));
        assertThat(Scene.asking().accepts(FORCED).effects()).isEmpty();
        assertThat(Scene.booting().accepts(FORCED).effects()).isEmpty();
    }

    @Test
    void one_is_typed_at_a_time() {
        Scene scene = Scene.waiting();
        scene.accepts(SEND).events().forEach(scene::then);
        var next = new Send(ANN, new MessageId("message2"), "and more", false);
        assertThat(scene.accepts(next).effects()).isEmpty();
    }

    @Test
    void who_is_not_there_or_does_not_run_gets_nothing() {
        Scene.empty().refuses(SEND, Reason.UNKNOWN_AGENT);
        Scene.ended().refuses(SEND, Reason.NOT_RUNNING);
        Scene.stopping().refuses(SEND, Reason.NOT_RUNNING);
        Scene.interrupted().refuses(SEND, Reason.NOT_RUNNING);
    }

    @Test
    void nothing_and_too_much_are_refused() {
        Scene.waiting().refuses(new Send(ANN, HELLO, " \n", false), Reason.INVALID);
        Scene.waiting()
                .refuses(
                        new Send(ANN, HELLO, "x".repeat(Send.TEXT_MAX + 1), false), Reason.INVALID);
    }
}
