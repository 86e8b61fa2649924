package dev.kelpie.tui;

import dev.kelpie.model.Activity;
import dev.kelpie.model.Agent;
import dev.kelpie.model.AgentId;
import dev.kelpie.theme.Role;
import dev.kelpie.verb.Answer;
import java.util.List;
import java.util.Optional;

/// The question that an agent shows, with its options; several agents one after the other. If the
/// question changes while somebody reads, nothing is answered.
record ApproveDialog(AgentId agent, Activity.Waiting waiting, ListCursor cursor, List<AgentId> rest)
        implements Overlay {
    ApproveDialog {
        rest = List.copyOf(rest);
    }

    /// For agents that all show a question.
    static ApproveDialog of(List<Agent> agents) {
        var first = agents.getFirst();
        var waiting =
                PreviewHead.waiting(first)
                        .orElseThrow(
                                () -> new IllegalStateException(first.id() + " shows nothing"));
        return new ApproveDialog(
                first.id(),
                waiting,
                ListCursor.START.on(waiting.options(), waiting.options().size()),
                agents.subList(1, agents.size()).stream().map(Agent::id).toList());
    }

    @Override
    public Turn update(Msg msg, Scene scene) {
        var now = scene.world().agent(agent).flatMap(PreviewHead::waiting);
        if (!now.equals(Optional.of(waiting))) {
            return Turn.close(
                    new Ask.Toast(
                            Log.Level.WARNING, agent + " shows another screen now; look again"));
        }
        if (msg instanceof Msg.Click click) {
            var box = Overlay.place(scene.size(), columns(scene.size()), rows(scene.size()));
            int option = click.y() - box.y() - question(scene.size()).size() - 1;
            boolean on = box.has(click.x(), click.y()) && option >= 0;
            return on && option < waiting.options().size()
                    ? answer(option, scene)
                    : Turn.stay(this);
        }
        if (!(msg instanceof Msg.Key key)) {
            return Turn.stay(this);
        }
        var options = waiting.options();
        var moved = cursor.key(key, options, options.size());
        if (moved.isPresent()) {
            return Turn.stay(new ApproveDialog(agent, waiting, moved.get(), rest));
        }
        return switch (key.name()) {
            case "esc" -> Turn.close();
            case "enter" -> options.isEmpty() ? Turn.close() : answer(cursor.index(), scene);
            default ->
                    digit(key)
                            .filter(n -> n < options.size())
                            .map(n -> answer(n, scene))
                            .orElse(Turn.stay(this));
        };
    }

    private Turn answer(int option, Scene scene) {
        var chosen = waiting.options().get(option);
        var ask =
                new Ask.Do(
                        new Answer(agent, waiting.question(), chosen),
                        agent + ": \"" + Words.excerpt(chosen) + "\"");
        var next =
                rest.stream()
                        .flatMap(id -> scene.world().agent(id).stream())
                        .filter(a -> PreviewHead.waiting(a).isPresent())
                        .toList();
        return next.isEmpty() ? Turn.close(ask) : Turn.stay(of(next), ask);
    }

    private static Optional<Integer> digit(Msg.Key key) {
        return key.name().matches("[1-9]")
                ? Optional.of(Integer.parseInt(key.name()) - 1)
                : Optional.empty();
    }

    private int columns(Size screen) {
        int wide = waiting.options().stream().mapToInt(o -> Width.of(o) + 5).max().orElse(0);
        return Math.min(screen.columns() - 6, Math.max(50, wide));
    }

    private List<String> question(Size screen) {
        return Wrap.lines(waiting.question(), columns(screen));
    }

    private int rows(Size screen) {
        return question(screen).size() + 1 + Math.max(1, waiting.options().size());
    }

    @Override
    public void render(Canvas canvas, Scene scene) {
        var options = waiting.options();
        int columns = columns(canvas.size());
        var question = question(canvas.size());
        var more = rest.isEmpty() ? "" : " (then " + rest.size() + " more)";
        var box = Overlay.frame(canvas, agent + " asks" + more, columns, rows(canvas.size()));
        int y = 0;
        for (var line : question) {
            box.put(0, y++, line, Role.DIALOG);
        }
        y++;
        if (options.isEmpty()) {
            box.put(0, y, "No options can be seen; attach with Enter to answer.", Role.DIALOG);
        }
        for (int i = 0; i < options.size(); i++) {
            var role = i == cursor.index() ? Role.BUTTON_CURRENT : Role.BUTTON;
            box.put(0, y + i, (i + 1) + " " + options.get(i), role);
        }
    }

    @Override
    public String hint() {
        return "digit or Enter answers · Esc leaves the question open";
    }
}
