package dev.kelpie.tui;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kelpie.model.Agent;
import dev.kelpie.model.AgentId;
import dev.kelpie.model.Decision;
import dev.kelpie.model.Exit;
import dev.kelpie.model.Outcome;
import dev.kelpie.model.State;
import dev.kelpie.model.Usage;
import dev.kelpie.verb.Stop;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InKeysTest {
    private static final AgentId GONE = new AgentId("f1");

    private static final Agent ENDED =
            Herd.agent("f1", new State.Ended(new Exit.Code(0), false), 5, Usage.NONE);

    @Test
    void a_refusal_names_the_key_on_the_screen_and_the_command_at_a_shell() {
        var world = Herd.world(ENDED);
        if (!(new Stop(GONE).decide(world, Herd.NOW) instanceof Decision.Refuse refuse)) {
            throw new AssertionError("a stop of what has ended is refused");
        }
        assertThat(refuse.detail()).contains("`kelpie resume f1`");
        var player = new Player(Herd.model(world, 80, 24));
        player.send(
                new Msg.Answered(
                        new Stop(GONE), "", new Outcome.Refused(refuse.reason(), refuse.detail())));
        assertThat(player.said()).isEqualTo("f1 has ended; R on f1 goes on with it");
    }

    @Test
    void the_form_for_a_new_agent_and_failures_name_keys_too() {
        var player = new Player(Herd.model(Herd.world(ENDED), 80, 24));
        player.send(new Msg.Failed("f1 cannot be resumed: free its name by `kelpie kill f1`"));
        assertThat(player.said()).isEqualTo("f1 cannot be resumed: free its name by D on f1");
        player.press("n").type("f1");
        player.send(
                new Msg.Spawned(
                        GONE,
                        List.of("go on by `kelpie resume f1`, or `kelpie kill --remove f1`")));
        assertThat(player.picture()).contains("✗ go on by R on f1, or D on f1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    VIM    | start one by `kelpie spawn NAME`  | start one by n
                    VIM    | `kelpie attach ann` shows it      | Enter on ann shows it
                    ARROWS | `kelpie attach ann` shows it      | e on ann shows it
                    VIM    | `kelpie worktree remove ann` does | `kelpie worktree remove ann` does
                    VIM    | `kelpie doctor` says more         | `kelpie doctor` says more
                    VIM    | nothing to type                   | nothing to type
                    """)
    void each_scheme_has_its_own_keys_and_what_has_none_stays(
            Keymap keymap, String at, String here) {
        assertThat(InKeys.said(at, keymap)).isEqualTo(here);
    }
}
