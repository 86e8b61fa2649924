package dev.kelpie.model;

import static dev.kelpie.model.Told.FIRST;
import static dev.kelpie.model.Told.FIXER;
import static dev.kelpie.model.Told.HELLO;
import static dev.kelpie.model.Told.SECOND;
import static dev.kelpie.model.Told.at;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AlertTest {
    private static final Activity READY =
            new Activity.Waiting(Activity.Why.TURN_DONE, "", List.of());

    /// A message is typed to an agent that waits, and this is what came of it.
    private static Told told(Message.Fate fate, String why) {
        return Told.live()
                .then(
                        Told.does(FIRST, READY),
                        Told.said(),
                        new Event.DeliveryStarted(FIXER, FIRST, HELLO),
                        new Event.DeliveryEnded(FIXER, FIRST, HELLO, fate, why));
    }

    @Test
    void a_message_that_is_held_is_one_alert_with_what_to_do() {
        Told told = told(Message.Fate.HELD, "unsent text; send it");

        assertThat(Alert.of(told.world()))
                .containsExactly(
                        new Alert(
                                FIXER,
                                "held",
                                Attention.TROUBLE,
                                at(6),
                                "fixer can't be given its message: unsent text; send it"));
    }

    @Test
    void it_goes_with_its_cause() {
        Told works =
                told(Message.Fate.HELD, "unsent text")
                        .then(Told.does(FIRST, new Activity.Working("")));
        assertThat(Alert.of(works.world())).isEmpty();

        Told arrived =
                told(Message.Fate.HELD, "unsent text")
                        .then(
                                new Event.DeliveryStarted(FIXER, FIRST, HELLO),
                                Told.fate(Message.Fate.DELIVERED));
        assertThat(Alert.of(arrived.world())).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"UNCONFIRMED", "UNSURE"})
    void a_message_that_may_not_have_arrived_is_one_until_somebody_has_looked(Message.Fate fate) {
        Told told = told(fate, "nothing shows that it was taken");
        assertThat(told.fixer().seen()).isFalse();
        assertThat(Alert.of(told.world()))
                .containsExactly(
                        new Alert(
                                FIXER,
                                "unconfirmed",
                                Attention.DOUBT,
                                at(6),
                                "fixer may not have got its message: nothing shows that it was"
                                        + " taken; look there, it is not typed again"));

        told.then(Told.does(FIRST, new Activity.Working("")));
        assertThat(Alert.of(told.world())).hasSize(1);

        told.then(new Event.Seen(FIXER, FIRST), Told.does(FIRST, READY));
        assertThat(Alert.of(told.world())).isEmpty();
    }

    @Test
    void the_next_session_begins_without_the_doubts_of_the_last() {
        Told told = told(Message.Fate.UNSURE, "so").then(Told.requested(SECOND, true));

        assertThat(Alert.of(told.world())).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"DELIVERED", "UNDELIVERABLE"})
    void what_is_known_to_have_ended_is_none(Message.Fate fate) {
        assertThat(Alert.of(told(fate, "").world())).isEmpty();
    }
}
