package dev.kelpie.verb;

import static dev.kelpie.verb.Scene.ANN;
import static dev.kelpie.verb.Scene.FIRST;
import static dev.kelpie.verb.Scene.NOW;
import static dev.kelpie.verb.Scene.PANE;
import static dev.kelpie.verb.Scene.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kelpie.model.Activity;
import dev.kelpie.model.AgentId;
import dev.kelpie.model.AgentSpec;
import dev.kelpie.model.Decision;
import dev.kelpie.model.Effect;
import dev.kelpie.model.Event;
import dev.kelpie.model.Exit;
import dev.kelpie.model.Permissions;
import dev.kelpie.model.Reason;
import dev.kelpie.model.Site;
import dev.kelpie.model.State;
import dev.kelpie.model.StateName;
import dev.kelpie.model.Workplace;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Agents that a person started by hand: taken into the herd, and let go.
final class AdoptTest {
    private static final AgentId BEN = new AgentId("ben");
    private static final Workplace.Adopted PLACE =
            new Workplace.Adopted("/repo", "/tmp/tmux-1/default", "%3", 4711, 99, Optional.of(NOW));
    private static final Adopt ADOPT = new Adopt(ANN, FIRST, "claude", PLACE);
    private static final AgentSpec SPEC =
            new AgentSpec(
                    "claude",
                    PLACE,
                    Optional.empty(),
                    Permissions.DEFAULT,
                    Optional.empty(),
                    Optional.empty(),
                    Map.of());

    private static Scene met() {
        return Scene.empty()
                .then(new Event.SessionRequested(ANN, FIRST, SPEC, false))
                .then(
                        new Event.SessionStarted(
                                ANN,
                                FIRST,
                                PANE,
                                new Site("/repo", Optional.empty(), Optional.empty(), List.of())));
    }

    private static Scene asking() {
        return met().then(
                        new Event.ActivityChanged(
                                ANN,
                                FIRST,
                                Scene.finding(
                                        new Activity.Waiting(
                                                Activity.Why.PERMISSION,
                                                "May I?",
                                                Scene.OPTIONS))));
    }

    private static Scene over(Exit exit) {
        return met().then(new Event.SessionEnded(ANN, FIRST, exit));
    }

    @Test
    void an_adoption_is_written_down_and_then_looked_for() {
        Decision.Accept accept = Scene.empty().accepts(ADOPT);

        assertThat(accept.events())
                .containsExactly(new Event.SessionRequested(ANN, FIRST, SPEC, false));
        assertThat(accept.effects()).containsExactly(new Effect.Open(ANN, FIRST));
    }

    @Test
    void what_it_does_is_unknown_until_somebody_has_looked_and_its_pane_is_none_of_ours() {
        var agent = met().world().agent(ANN).orElseThrow();

        assertThat(StateName.of(agent)).isEqualTo(StateName.UNCLEAR);
        assertThat(agent.pane()).isEmpty();
        assertThat(agent.foreignPane()).contains(PANE);
        assertThat(Scene.booting().world().agent(ANN).orElseThrow().foreignPane()).isEmpty();
    }

    @Test
    void the_same_one_is_adopted_once_and_again_when_it_was_let_go() {
        met().refuses(new Adopt(BEN, SECOND, "claude", PLACE), Reason.ADOPTED);
        var moved = new Workplace.Adopted("/x", PLACE.socket(), "%3", 4711, 99, Optional.empty());
        met().refuses(new Adopt(BEN, SECOND, "claude", moved), Reason.ADOPTED);
        var later = new Workplace.Adopted("/repo", PLACE.socket(), "%3", 4711, 100, PLACE.since());
        assertThat(met().accepts(new Adopt(BEN, SECOND, "claude", later)).events()).hasSize(1);
        assertThat(over(new Exit.Released()).accepts(new Adopt(BEN, SECOND, "claude", PLACE)))
                .isNotNull();
    }

    @Test
    void a_name_belongs_to_one_agent_and_is_free_when_an_adopted_one_is_over() {
        Scene.working().refuses(ADOPT, Reason.NAME_TAKEN);
        Scene.ended().refuses(ADOPT, Reason.NAME_TAKEN);
        var again = new Adopt(ANN, SECOND, "claude", PLACE);
        Scene scene = over(new Exit.Unseen());
        assertThat(scene.accepts(again).events())
                .containsExactly(
                        new Event.AgentRemoved(ANN),
                        new Event.SessionRequested(ANN, SECOND, SPEC, false));
        assertThat(Adopt.freeName(met().world(), "claude")).isEqualTo(new AgentId("claude"));
        assertThat(Adopt.freeName(met().world(), "ann")).isEqualTo(new AgentId("ann-2"));
        assertThat(Adopt.freeName(met().world(), "-My_Agent")).isEqualTo(new AgentId("myagent"));
        assertThat(Adopt.freeName(met().world(), "…")).isEqualTo(new AgentId("agent"));
        met().refuses(new Spawn(ANN, SECOND, Scene.SPEC), Reason.NAME_TAKEN);
    }

    @Test
    void nothing_is_typed_or_pressed_where_a_person_types() {
        asking().refuses(new Send(ANN, Scene.HELLO, "hello", true), Reason.ADOPTED);
        asking().refuses(new Answer(ANN, "May I?", "Yes"), Reason.ADOPTED);
        asking().refuses(new BreakOff(ANN), Reason.ADOPTED);
        asking().refuses(new Stop(ANN), Reason.ADOPTED);
        for (var command :
                List.of(
                        new Send(ANN, Scene.HELLO, "hello", false),
                        new Answer(ANN, "May I?", "Yes"),
                        new BreakOff(ANN))) {
            assertThat(command.decide(asking().world(), NOW).toString())
                    .contains("kelpie attach ann");
        }
    }

    @Test
    void one_that_was_started_by_hand_is_neither_resumed_nor_spawned() {
        over(new Exit.Unseen()).refuses(new Resume(ANN, SECOND), Reason.NOT_RESUMABLE);
        Scene.empty().refuses(new Spawn(ANN, FIRST, SPEC), Reason.INVALID);
        Scene.empty().refuses(new SpawnHerd(List.of(new Spawn(ANN, FIRST, SPEC))), Reason.INVALID);
    }

    @Test
    void a_release_ends_the_row_and_nothing_else() {
        Decision.Accept accept = met().accepts(new Release(ANN));

        assertThat(accept.events())
                .containsExactly(new Event.SessionEnded(ANN, FIRST, new Exit.Released()));
        assertThat(accept.effects()).containsExactly(new Effect.Clear(ANN, FIRST, false));
        over(new Exit.Released()).refuses(new Release(ANN), Reason.NOT_RUNNING);
        Scene.working().refuses(new Release(ANN), Reason.INVALID);
        Scene.empty().refuses(new Release(ANN), Reason.UNKNOWN_AGENT);
    }

    @Test
    void one_that_was_let_go_before_it_was_met_is_not_ended_by_being_found() {
        Scene scene = Scene.empty().then(new Event.SessionRequested(ANN, FIRST, SPEC, false));
        scene.refuses(new Kill(ANN), Reason.NOT_RUNNING);
        scene.accepts(new Release(ANN)).events().forEach(scene::then);
        var site = new Site("/repo", Optional.empty(), Optional.empty(), List.of());

        scene.ignores(new Observed.Started(ANN, FIRST, PANE, site, Optional.empty()));
    }

    @Test
    void a_kill_ends_it_where_it_runs_and_a_lost_server_of_ours_is_none_of_its() {
        assertThat(met().accepts(new Kill(ANN)).effects())
                .containsExactly(new Effect.End(ANN, FIRST, PANE));
        assertThat(met().accepts(new Observed.ServerLost(PANE.server())).events()).isEmpty();
        Scene interrupted = met().then(new Event.SessionInterrupted(ANN, FIRST, "gone"));
        assertThat(interrupted.world().agent(ANN).orElseThrow().state())
                .isInstanceOf(State.Live.class);
    }

    @Test
    void one_that_is_not_there_is_said_so_and_holds_no_name() {
        Scene scene = Scene.empty().then(new Event.SessionRequested(ANN, FIRST, SPEC, false));
        scene.accepts(new Observed.NotStarted(ANN, FIRST, "gone")).events().forEach(scene::then);

        assertThat(scene.accepts(new Spawn(ANN, SECOND, Scene.SPEC)).events()).hasSize(2);
    }
}
