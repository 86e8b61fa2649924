package dev.kelpie.tui;

import dev.kelpie.model.Agent;
import dev.kelpie.model.Permissions;
import dev.kelpie.model.StateName;
import dev.kelpie.theme.Paint;
import dev.kelpie.theme.Role;
import java.util.ArrayList;
import java.util.List;

/// One line about an agent. Name and state are always there; the others come as there is room, and
/// cost goes first.
final class AgentRow {
    /// The optional columns in the order in which they come, with their columns.
    private enum Extra {
        AGE(4),
        CONTEXT(5),
        TODOS(5),
        RUNTIME(8),
        TOOLS(5),
        MODEL(10),
        SUBAGENTS(3),
        BRANCH(16),
        COST(7);

        private final int width;

        Extra(int width) {
            this.width = width;
        }
    }

    /// Below this a state and what it waits for cannot be told apart; a wide row gives more.
    private static final int STATE_MIN = 16;

    private static final int STATE_MAX = 40;

    private static final int NAME_MIN = 8;
    private static final int NAME_MAX = 20;

    private AgentRow() {}

    static void render(Canvas row, int y, Agent agent, Scene scene, int nameWidth) {
        var look = StateLook.of(agent);
        boolean marked = scene.marked().contains(agent.id());
        int x = row.put(0, y, marked ? "*" : " ", Role.MARKED);
        x = row.put(x, y, look.glyph() + " ", look.role());
        boolean bypass = agent.spec().permissions() == Permissions.BYPASS;
        var name = Width.fit(agent.id().value(), nameWidth);
        var nameRole = bypass ? Role.DANGER : Role.STRONG;
        row.put(x, y, name, nameRole);
        x = row.put(x + nameWidth, y, bypass ? "!" : " ", nameRole);
        var extras =
                extras(row.columns() - x, Math.clamp(row.columns() * 2L / 5, STATE_MIN, STATE_MAX));
        int right = row.columns();
        for (int i = extras.size() - 1; i >= 0; i--) {
            var extra = extras.get(i);
            right -= extra.width;
            var text = text(extra, agent, scene);
            row.put(right + extra.width - Width.of(text), y, text, role(extra, agent));
            right--;
        }
        int room = right - x;
        var detail = detail(agent);
        int after = row.put(x, y, Width.cut(look.word(), room), look.role());
        if (!detail.isEmpty() && right - after > 2) {
            row.put(after + 1, y, Width.cut(detail, right - after - 1), Role.TEXT);
        }
    }

    /// What there is to say besides the word; a question without its kind, which the glyph tells.
    private static String detail(Agent agent) {
        return PreviewHead.waiting(agent)
                .map(waiting -> waiting.question().strip())
                .filter(question -> !question.isEmpty())
                .orElse(StateName.detail(agent));
    }

    /// Room for the longest of the names, within reason.
    static int nameWidth(List<Agent> agents, int columns) {
        int longest = agents.stream().mapToInt(a -> a.id().value().length()).max().orElse(0);
        return Math.clamp(longest, NAME_MIN, Math.max(NAME_MIN, Math.min(NAME_MAX, columns / 4)));
    }

    /// Whether the row of the cursor may recolour it; a state and a danger keep their own.
    static boolean isQuiet(Paint paint) {
        return paint == Role.TEXT || paint == Role.STRONG || paint == Role.DIM;
    }

    private static List<Extra> extras(int room, int state) {
        var chosen = new ArrayList<Extra>();
        int left = room - state;
        for (var extra : Extra.values()) {
            if (left < extra.width + 1) {
                break;
            }
            left -= extra.width + 1;
            chosen.add(extra);
        }
        return chosen;
    }

    private static String text(Extra extra, Agent agent, Scene scene) {
        var usage = agent.usage();
        return switch (extra) {
            case AGE -> Words.age(scene.since(agent.since()));
            case CONTEXT -> StateLook.context(usage);
            case TODOS -> StateLook.todos(usage);
            case RUNTIME -> Width.cut(agent.spec().runtime(), Extra.RUNTIME.width);
            case TOOLS -> usage.tools().map(n -> "×" + n).orElse("");
            case MODEL ->
                    Width.cut(
                            usage.model().or(() -> agent.spec().model()).orElse(""),
                            Extra.MODEL.width);
            case SUBAGENTS -> usage.subagents().filter(n -> n > 0).map(n -> "+" + n).orElse("");
            case BRANCH ->
                    Width.cut(agent.site().flatMap(s -> s.branch()).orElse(""), Extra.BRANCH.width);
            case COST -> StateLook.cost(usage);
        };
    }

    private static Role role(Extra extra, Agent agent) {
        return switch (extra) {
            case CONTEXT -> StateLook.band(agent.usage());
            case AGE, TODOS, RUNTIME, TOOLS, MODEL, SUBAGENTS, BRANCH, COST -> Role.DIM;
        };
    }
}
