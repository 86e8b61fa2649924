package dev.kelpie.tui;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kelpie.model.AgentId;
import dev.kelpie.model.MessageId;
import dev.kelpie.model.Outcome;
import dev.kelpie.model.Reason;
import dev.kelpie.verb.Send;
import java.util.List;
import org.junit.jupiter.api.Test;

class MessageDialogTest {
    private static final AgentId WEB = new AgentId("web-2");
    private static final AgentId API = new AgentId("api-1");

    private final Player player = new Player(Herd.model(Herd.eight(), 80, 24));

    @Test
    void a_refused_text_comes_back_with_the_reason() {
        player.press("m").type("a long thought").press("ctrl-s");
        assertThat(player.model().overlay()).as("nobody waits for the answer").isEmpty();
        player.send(refused(WEB, "a long thought", "web-2 has ended; `kelpie resume web-2` first"));
        assertThat(player.picture()).contains("Message to web-2", "a long thought", "✗ web-2 has");
        player.asked();
        player.type("!").press("ctrl-s");
        assertThat(player.asked()).containsExactly(new Ask.Send(WEB, "a long thought!", false));
        assertThat(player.model().overlay()).isEmpty();
    }

    @Test
    void of_many_only_those_who_refused_are_asked_again() {
        player.press("space", "space", "space", "m").type("stop").press("ctrl-s");
        player.asked();
        player.send(refused(WEB, "stop", "web-2 has ended"));
        player.send(refused(API, "stop", "api-1 has ended"));
        assertThat(player.picture())
                .contains("Message to 2 agents", "✗ web-2 has ended", "✗ api-1 has ended");
        assertThat(player.press("ctrl-s").asked())
                .containsExactly(
                        new Ask.Send(WEB, "stop", false), new Ask.Send(API, "stop", false));
    }

    @Test
    void a_text_that_comes_back_gives_way_to_what_was_open_meanwhile() {
        player.press("m").type("stop").press("ctrl-s", "n").type("new-one");
        player.send(refused(WEB, "stop", "web-2 has ended"));
        assertThat(player.picture()).contains("Message to web-2");
        assertThat(player.press("esc").picture()).contains("New agent", "new-one");
    }

    @Test
    void what_somebody_would_miss_is_not_dropped_by_one_key() {
        player.press("m").type("short").press("esc");
        assertThat(player.model().overlay()).isEmpty();
        player.press("m").type("a text of twenty signs or more").press("ctrl-c");
        assertThat(player.picture())
                .contains("a text of twenty signs", "Esc again drops this text");
        assertThat(player.type("!").picture()).contains("more!").doesNotContain("Esc again");
        player.press("esc", "esc");
        assertThat(player.model().overlay()).isEmpty();
    }

    @Test
    void every_dialog_says_who_is_meant_though_the_filter_hides_it() {
        player.press("space", "/").type("core").press("enter");
        for (var key : List.of("m", "D", "x", "a")) {
            assertThat(player.press(key).picture().replaceAll("[│\\s]+", " "))
                    .as(key)
                    .contains("web-2 is marked, and hidden by the filter; core is not meant");
            player.press("esc");
        }
        player.press("esc", "space", "/").type("core").press("enter");
        assertThat(player.press("D").picture()).contains("1 of them is hidden by the filter");
    }

    private static Msg refused(AgentId agent, String text, String why) {
        return new Msg.Answered(
                send(agent, text), "message", new Outcome.Refused(Reason.NOT_RUNNING, why));
    }

    private static Send send(AgentId agent, String text) {
        return new Send(agent, new MessageId("message000000001"), text, false);
    }
}
