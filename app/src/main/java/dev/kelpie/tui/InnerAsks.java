package dev.kelpie.tui;

import dev.kelpie.model.Agent;
import dev.kelpie.model.AgentId;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/// What the model asks of itself, so that a dialog can say it as it says what is wanted outside.
final class InnerAsks {
    private InnerAsks() {}

    static Step<Model> done(Model model, Ask.Inner ask) {
        var home = model.home();
        var scene = model.scene();
        return switch (ask) {
            case Ask.Run(var action) -> AgentActions.run(action, model);
            case Ask.Choose(var agent) -> Step.of(model.choosing(agent));
            case Ask.Sort(var by) ->
                    Step.of(
                            model.with(
                                    home.with(
                                            home.agents()
                                                    .sortedBy(
                                                            by,
                                                            scene,
                                                            home.rows(Spot.AGENTS, scene)))));
            case Ask.Filter(var text) ->
                    Step.of(
                            model.with(
                                    home.with(
                                            home.agents()
                                                    .filteredBy(
                                                            text,
                                                            scene,
                                                            home.rows(Spot.AGENTS, scene)))));
            case Ask.Toast(var level, var text) -> Step.of(model.saying(level, text));
            case Ask.Show(var shown) -> Step.of(model.with(Optional.of(shown)));
            case Ask.Killed(var agents) ->
                    Step.of(model.with(model.undo().killed(there(agents, scene))));
            case Ask.Stopped(var agents) ->
                    Step.of(model.with(model.undo().stopped(there(agents, scene))));
            case Ask.Seen(var hint) -> {
                var more = new HashSet<>(model.hinted());
                more.add(hint);
                yield Step.of(model.hinted(more), new Ask.Hinted(hint));
            }
        };
    }

    private static List<Agent> there(List<AgentId> agents, Scene scene) {
        return agents.stream().flatMap(id -> scene.world().agent(id).stream()).toList();
    }
}
