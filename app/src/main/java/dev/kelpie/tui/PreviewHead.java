package dev.kelpie.tui;

import dev.kelpie.model.Activity;
import dev.kelpie.model.Agent;
import dev.kelpie.model.Site;
import dev.kelpie.model.StateName;
import dev.kelpie.model.Workplace;
import dev.kelpie.theme.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The lines above an agent's view: state, figures, place, question and the tabs. Whatever a narrow
/// row of the list leaves out stands here.
final class PreviewHead {
    private static final int TALL = 12;

    private PreviewHead() {}

    /// How many rows it takes on a view of this size.
    static int rows(Size size) {
        return size.rows() >= TALL ? 4 : 2;
    }

    static void render(Canvas canvas, Agent agent, PreviewPanel.Tab tab, Scene scene) {
        boolean tall = rows(canvas.size()) == 4;
        state(canvas, agent, scene);
        if (tall) {
            place(canvas, agent);
            question(canvas, 2, agent);
        }
        int y = rows(canvas.size()) - 1;
        int x = 1;
        for (var one : PreviewPanel.Tab.values()) {
            x = canvas.put(x, y, one.word(), one == tab ? Role.TAB_CURRENT : Role.TAB) + 2;
        }
    }

    private static void state(Canvas canvas, Agent agent, Scene scene) {
        var look = StateLook.of(agent);
        var usage = agent.usage();
        int x = canvas.put(1, 0, look.glyph() + " " + look.word(), look.role());
        x = canvas.put(x, 0, " " + Words.age(scene.since(agent.since())), Role.TEXT);
        x = canvas.put(x + 2, 0, "ctx ", Role.DIM);
        x = canvas.put(x, 0, StateLook.context(usage), StateLook.band(usage));
        x = canvas.put(x + 2, 0, agent.spec().runtime(), Role.TEXT);
        var model = usage.model().or(() -> agent.spec().model());
        var words = model.map(m -> " " + m).orElse("");
        x = canvas.put(x, 0, Width.cut(words, canvas.columns() - x), Role.DIM);
        var more = new ArrayList<String>();
        usage.tools().ifPresent(n -> more.add("tools ×" + n));
        usage.subagents().filter(n -> n > 0).ifPresent(n -> more.add(Words.count(n, "subagent")));
        if (!StateLook.todos(usage).isEmpty()) {
            more.add("todos " + StateLook.todos(usage));
        }
        more.add("up " + Words.age(scene.since(agent.begun())));
        if (!StateLook.cost(usage).isEmpty()) {
            more.add(StateLook.cost(usage));
        }
        canvas.put(
                x + 2, 0, Width.cut(String.join("  ", more), canvas.columns() - x - 2), Role.DIM);
    }

    private static void place(Canvas canvas, Agent agent) {
        var where =
                agent.adopted()
                        .map(p -> "in your own tmux, " + Words.target(p) + "  " + p.path())
                        .or(() -> sited(agent))
                        .orElse(wish(agent.spec().workplace()));
        int x = 1;
        var permissions = agent.spec().permissions();
        x =
                switch (permissions) {
                    case BYPASS -> canvas.put(x, 1, "bypass: asks nothing", Role.DANGER) + 2;
                    case ASK, ACCEPT_EDITS, AUTO ->
                            canvas.put(x, 1, permissions.word(), Role.DIM) + 2;
                    case DEFAULT -> x;
                };
        canvas.put(x, 1, Width.cut(where, canvas.columns() - x), Role.DIM);
    }

    private static Optional<String> sited(Agent agent) {
        return agent.site().map(s -> s.branch().map(b -> b + "  ").orElse("") + s.directory());
    }

    private static String wish(Workplace workplace) {
        return switch (workplace) {
            case Workplace.Worktree tree -> "worktree of " + tree.path();
            case Workplace.Directory directory -> directory.path();
            case Workplace.Adopted place -> place.path();
        };
    }

    private static void question(Canvas canvas, int y, Agent agent) {
        var waiting = waiting(agent);
        if (waiting.isPresent()) {
            int x = canvas.put(1, y, waiting.get().question() + " ", Role.WARNING);
            canvas.put(
                    x,
                    y,
                    Width.cut(options(waiting.get().options()), canvas.columns() - x),
                    Role.KEY);
            return;
        }
        var detail = StateName.detail(agent);
        var notices = agent.site().map(Site::notices).orElse(List.of());
        if (detail.isEmpty() && !notices.isEmpty()) {
            var text = "! " + String.join("; ", notices);
            canvas.put(1, y, Width.cut(text, canvas.columns() - 2), Role.WARNING);
            return;
        }
        canvas.put(1, y, Width.cut(detail, canvas.columns() - 2), Role.TEXT);
    }

    /// The dialog that the agent stands at, if it does.
    static Optional<Activity.Waiting> waiting(Agent agent) {
        return agent.activity()
                .filter(Activity.Waiting.class::isInstance)
                .map(Activity.Waiting.class::cast)
                .filter(w -> w.why() != Activity.Why.TURN_DONE);
    }

    private static String options(List<String> options) {
        var text = new StringBuilder();
        for (int i = 0; i < options.size(); i++) {
            text.append(i + 1).append(' ').append(options.get(i)).append("  ");
        }
        return text.toString().stripTrailing();
    }
}
