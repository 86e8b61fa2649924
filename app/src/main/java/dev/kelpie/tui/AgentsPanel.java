package dev.kelpie.tui;

import dev.kelpie.engine.Stranger;
import dev.kelpie.model.Agent;
import dev.kelpie.model.AgentId;
import dev.kelpie.model.Attention;
import dev.kelpie.model.StateName;
import dev.kelpie.theme.Role;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/// Every agent, ordered by who needs you. The order is frozen while somebody moves in it; it is
/// made anew on entry and on request.
///
/// @param order the agents as they were last sorted
/// @param filter a text that a row must contain
/// @param typing whether keys go into the filter
/// @param by what they are sorted by
record AgentsPanel(
        List<AgentId> order,
        ListCursor cursor,
        Set<AgentId> marked,
        Optional<AgentId> lastMark,
        Edit filter,
        boolean typing,
        Order by)
        implements Panel<AgentsPanel> {
    /// What a filter calls the agents that somebody must look at.
    static final String NEEDS_YOU = "needs you";

    static final AgentsPanel EMPTY =
            new AgentsPanel(
                    List.of(),
                    ListCursor.START,
                    Set.of(),
                    Optional.empty(),
                    Edit.EMPTY,
                    false,
                    Order.NEED);

    AgentsPanel {
        order = List.copyOf(order);
        marked = Set.copyOf(marked);
    }

    @Override
    public String title(Scene scene) {
        int all = scene.world().agents().size();
        int shown = shown(scene).size();
        var marks = marked.isEmpty() ? "" : " · " + marked.size() + " marked";
        var sorted = by == Order.NEED ? "" : " · by " + by.word();
        return "1 Agents "
                + (shown == all ? String.valueOf(all) : shown + "/" + all)
                + sorted
                + marks;
    }

    /// The agents of the rows, top to bottom.
    List<Agent> shown(Scene scene) {
        var needle = filter.text().strip().toLowerCase(Locale.ROOT);
        return order.stream()
                .flatMap(id -> scene.world().agent(id).stream())
                .filter(agent -> needle.isEmpty() || haystack(agent).contains(needle))
                .toList();
    }

    /// The marked agents that the filter does not show.
    Set<AgentId> hidden(Scene scene) {
        var hidden = new TreeSet<>(marked);
        shown(scene).forEach(agent -> hidden.remove(agent.id()));
        return hidden;
    }

    Optional<AgentId> chosen() {
        return cursor.id().filter(id -> !isForeign(id)).map(AgentId::new);
    }

    /// The name of a tmux socket and pane, as no agent is called.
    private static boolean isForeign(String id) {
        return id.contains(":");
    }

    /// The rows below them: agents that are not Kelpie's.
    List<Stranger> strangers(Scene scene) {
        var needle = filter.text().strip().toLowerCase(Locale.ROOT);
        return scene.around().strangers().stream()
                .filter(stranger -> StrangerRows.contains(stranger, needle))
                .toList();
    }

    /// The agents of this world in their frozen order, new ones at the end.
    AgentsPanel catchUp(Scene scene, int height) {
        var known = new ArrayList<>(order);
        known.removeIf(id -> scene.world().agent(id).isEmpty());
        var fresh =
                scene.world().agents().values().stream()
                        .filter(agent -> !known.contains(agent.id()))
                        .sorted(by.comparator())
                        .map(Agent::id)
                        .toList();
        known.addAll(fresh);
        var marks = new HashSet<>(marked);
        marks.retainAll(known);
        return with(known, marks).clamped(scene, height);
    }

    /// Sorted anew.
    AgentsPanel sorted(Scene scene, int height) {
        var order =
                scene.world().agents().values().stream()
                        .sorted(by.comparator())
                        .map(Agent::id)
                        .toList();
        return with(order, marked).clamped(scene, height);
    }

    /// The next agent that needs somebody, from the cursor on and around.
    Optional<AgentId> nextNeedy(Scene scene, int direction) {
        var rows = shown(scene);
        for (int i = 1; i <= rows.size(); i++) {
            var agent = rows.get(Math.floorMod(cursor.index() + direction * i, rows.size()));
            if (Attention.of(agent).needsYou()) {
                return Optional.of(agent.id());
            }
        }
        return Optional.empty();
    }

    AgentsPanel to(AgentId agent, Scene scene, int height) {
        return at(cursor.to(agent.value(), ids(scene), height));
    }

    AgentsPanel toggled(Scene scene, int height) {
        var here = chosen();
        if (here.isEmpty()) {
            return this;
        }
        var marks = new TreeSet<>(marked);
        if (!marks.remove(here.get())) {
            marks.add(here.get());
        }
        return new AgentsPanel(
                order, cursor.moved(1, ids(scene), height), marks, here, filter, typing, by);
    }

    AgentsPanel range(Scene scene) {
        var ids = shown(scene).stream().map(Agent::id).toList();
        int from = lastMark.map(ids::indexOf).orElse(-1);
        int to = chosen().map(ids::indexOf).orElse(-1);
        if (from < 0 || to < 0) {
            return this;
        }
        var marks = new TreeSet<>(marked);
        marks.addAll(ids.subList(Math.min(from, to), Math.max(from, to) + 1));
        return with(order, marks);
    }

    AgentsPanel sortedBy(Order next, Scene scene, int height) {
        return new AgentsPanel(order, cursor, marked, lastMark, filter, typing, next)
                .sorted(scene, height);
    }

    AgentsPanel filteredBy(String text, Scene scene, int height) {
        return refilter(Edit.of(text), false, scene, height);
    }

    AgentsPanel unmarked() {
        return with(order, Set.of());
    }

    AgentsPanel filtering() {
        return new AgentsPanel(order, cursor, marked, lastMark, filter, true, by);
    }

    AgentsPanel unfiltered(Scene scene, int height) {
        return new AgentsPanel(order, cursor, marked, lastMark, Edit.EMPTY, false, by)
                .clamped(scene, height);
    }

    boolean filtered() {
        return typing || !filter.text().isEmpty();
    }

    @Override
    public Step<AgentsPanel> update(Msg msg, Scene scene, Size size) {
        int height = rows(size, scene);
        return switch (msg) {
            case Msg.Key key when typing -> Step.of(typed(key, scene, height));
            case Msg.Paste(var text) when typing ->
                    Step.of(refilter(filter.pasted(text, false), true, scene, height));
            case Msg.Key key ->
                    Step.of(cursor.key(key, ids(scene), height).map(this::at).orElse(this));
            case Msg.Click(_, int y, _) -> Step.of(clicked(y, scene, height));
            case Msg.Wheel(_, _, int notches) ->
                    Step.of(at(cursor.moved(notches, ids(scene), height)));
            case Msg.Paste _,
                    Msg.Resize _,
                    Msg.HungUp _,
                    Msg.WorldChanged _,
                    Msg.PaneMoved _,
                    Msg.Tick _,
                    Msg.Painted _,
                    Msg.Past _,
                    Msg.Answered _,
                    Msg.Spawned _,
                    Msg.Offered _,
                    Msg.Looked _,
                    Msg.WayIn _,
                    Msg.CameBack _,
                    Msg.EngineLost _,
                    Msg.EngineBack _,
                    Msg.Around _,
                    Msg.Failed _,
                    Msg.Crashed _ ->
                    Step.of(this);
        };
    }

    private AgentsPanel clicked(int y, Scene scene, int height) {
        var here = cursor.on(ids(scene), height);
        int heading = heading(scene, here);
        int row = here.top() + (y > heading ? y - 1 : y);
        return y == heading || row >= Math.min(ids(scene).size(), here.top() + height)
                ? this
                : at(here.at(ids(scene), row, height));
    }

    /// The line between the agents and the strangers; beyond all lines where none is in view.
    private int heading(Scene scene, ListCursor here) {
        int ours = shown(scene).size() - here.top();
        return strangers(scene).isEmpty() || ours < 0 ? Integer.MAX_VALUE : ours;
    }

    private AgentsPanel typed(Msg.Key key, Scene scene, int height) {
        return switch (key.name()) {
            case "enter" -> refilter(filter, false, scene, height);
            case "esc" -> unfiltered(scene, height);
            case "up", "down" ->
                    at(cursor.moved(key.name().equals("up") ? -1 : 1, ids(scene), height));
            default -> refilter(filter.key(key), true, scene, height);
        };
    }

    private AgentsPanel refilter(Edit text, boolean stillTyping, Scene scene, int height) {
        return new AgentsPanel(order, cursor, marked, lastMark, text, stillTyping, by)
                .clamped(scene, height);
    }

    @Override
    public void render(Canvas canvas, Scene scene, boolean focused) {
        var rows = shown(scene);
        var strangers = strangers(scene);
        if (scene.world().agents().isEmpty() && strangers.isEmpty()) {
            Empty.render(
                    canvas, "No agents yet.", "Press n to start one,", "or run: kelpie spawn NAME");
            return;
        }
        int height = rows(canvas.size(), scene);
        if (rows.isEmpty() && strangers.isEmpty()) {
            canvas.put(1, 0, "No agent contains \"" + filter.text() + "\".", Role.DIM);
            canvas.put(1, 1, "Esc shows all.", Role.DIM);
        }
        var here = cursor.on(ids(scene), height);
        int nameWidth = AgentRow.nameWidth(rows, canvas.columns());
        int heading = heading(scene, here);
        if (heading < canvas.rows()) {
            StrangerRows.heading(canvas, heading, scene.world().agents().isEmpty());
        }
        int all = rows.size() + strangers.size();
        for (int i = here.top(); i < Math.min(all, here.top() + height); i++) {
            int y = i - here.top() + (i - here.top() >= heading ? 1 : 0);
            if (i < rows.size()) {
                AgentRow.render(canvas, y, rows.get(i), scene, nameWidth);
            } else {
                StrangerRows.render(canvas, y, strangers.get(i - rows.size()), scene);
            }
            if (i == here.index()) {
                var chosen = focused ? Role.SELECTED : Role.HEADER;
                canvas.tint(y, chosen, AgentRow::isQuiet);
                canvas.ground(y, chosen);
            }
        }
        int below = all - here.top() - height;
        if (below > 0) {
            canvas.putRight(rows(canvas.size()) - 1, " +" + below + " below", Role.DIM);
        }
        if (filtered()) {
            int y = canvas.rows() - 1;
            int x = canvas.put(0, y, "/", Role.KEY);
            filter.render(canvas.region(x, y, canvas.columns() - x, 1), typing, Role.INPUT);
        }
    }

    private int rows(Size size) {
        return Math.max(1, size.rows() - (filtered() ? 1 : 0));
    }

    /// Without the line between the agents and the strangers.
    private int rows(Size size, Scene scene) {
        return Math.max(1, rows(size) - (strangers(scene).isEmpty() ? 0 : 1));
    }

    private static String haystack(Agent agent) {
        return String.join(
                        "\n",
                        agent.id().value(),
                        StateName.of(agent).word(),
                        StateName.detail(agent),
                        Attention.of(agent).needsYou() ? NEEDS_YOU : "",
                        agent.spec().runtime(),
                        agent.spec().workplace().path(),
                        agent.site().flatMap(s -> s.branch()).orElse(""))
                .toLowerCase(Locale.ROOT);
    }

    private List<String> ids(Scene scene) {
        return Stream.concat(
                        shown(scene).stream().map(a -> a.id().value()),
                        strangers(scene).stream().map(Stranger::target))
                .toList();
    }

    private AgentsPanel clamped(Scene scene, int height) {
        return at(cursor.on(ids(scene), height));
    }

    private AgentsPanel at(ListCursor next) {
        return new AgentsPanel(order, next, marked, lastMark, filter, typing, by);
    }

    private AgentsPanel with(List<AgentId> ids, Set<AgentId> marks) {
        return new AgentsPanel(ids, cursor, marks, lastMark, filter, typing, by);
    }
}
