package dev.kelpie.hands;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kelpie.hands.runtime.PaneFacts;
import dev.kelpie.model.AgentId;
import dev.kelpie.model.AgentSpec;
import dev.kelpie.model.Event;
import dev.kelpie.model.Permissions;
import dev.kelpie.model.SessionId;
import dev.kelpie.model.Stamped;
import dev.kelpie.model.Workplace;
import dev.kelpie.model.World;
import dev.kelpie.tmux.PaneId;
import dev.kelpie.tmux.PaneInfo;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class SamplerTest {
    private static final Instant NOW = Instant.parse("2026-11-21T09:00:00Z");
    private static final AgentId ANN = new AgentId("ann");

    @Test
    void an_adopted_agent_that_a_script_runs_is_no_shell_that_stands_where_it_was() {
        var place =
                new Workplace.Adopted(
                        "/repo", "/tmp/tmux-1/default", "%3", 4711, 99, Optional.empty());
        var spec =
                new AgentSpec(
                        "claude",
                        place,
                        Optional.empty(),
                        Permissions.DEFAULT,
                        Optional.empty(),
                        Optional.empty(),
                        Map.of());
        var asked = new Event.SessionRequested(ANN, new SessionId("session1"), spec, false);
        World world = World.EMPTY.after(new Stamped(1, NOW, asked));

        PaneFacts facts = Sampler.facts(world.agent(ANN).orElseThrow(), script());

        assertThat(facts.command()).isEqualTo("claude");
        assertThat(facts.pid()).isEqualTo(4711);
    }

    /// A shell without job control stays in the foreground while its program runs.
    private static PaneInfo script() {
        return new PaneInfo(
                new PaneId("%3"),
                "mine",
                "",
                false,
                OptionalInt.empty(),
                OptionalInt.empty(),
                4700,
                "bash",
                "/repo",
                "",
                NOW,
                false,
                false,
                0,
                0,
                80,
                24,
                0,
                0);
    }
}
