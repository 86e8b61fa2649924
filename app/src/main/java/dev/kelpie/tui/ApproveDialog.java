package dev.kelpie.tui;

import dev.kelpie.model.Activity;
import dev.kelpie.model.Agent;
import dev.kelpie.model.AgentId;
import dev.kelpie.theme.Role;
import dev.kelpie.verb.Answer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/// The question that an agent shows, with its options; several agents one after the other. If the
/// question changes while somebody reads, nothing is answered.
///
/// @param number which of the agents this is, from 1
/// @param since when it took the place of another; what was typed for that one must not answer it
/// @param top the first line of the question that is shown
record ApproveDialog(
        AgentId agent,
        Activity.Waiting waiting,
        ListCursor cursor,
        List<AgentId> rest,
        int number,
        Optional<Instant> since,
        int top)
        implements Overlay {
    /// Nobody reads a question and answers it sooner.
    private static final Duration UNREAD = Duration.ofMillis(500);

    /// An option that opens a line to write in, in the agent's own terminal.
    private static final Pattern OWN_TEXT =
            Pattern.compile("type something\\b.*", Pattern.CASE_INSENSITIVE);

    private static final int COLUMNS_MIN = 50;

    private static final String NO_OPTIONS = "No options can be seen; Enter attaches to answer.";

    /// A line of the dialog, and the option that it belongs to.
    private record Row(String text, OptionalInt option) {}

    ApproveDialog {
        rest = List.copyOf(rest);
    }

    /// For agents that all show a question.
    static ApproveDialog of(List<Agent> agents) {
        return of(agents, 1, Optional.empty());
    }

    private static ApproveDialog of(List<Agent> agents, int number, Optional<Instant> since) {
        var first = agents.getFirst();
        var waiting =
                PreviewHead.waiting(first)
                        .orElseThrow(
                                () -> new IllegalStateException(first.id() + " shows nothing"));
        return new ApproveDialog(
                first.id(),
                waiting,
                ListCursor.START.on(waiting.options(), waiting.options().size()),
                agents.subList(1, agents.size()).stream().map(Agent::id).toList(),
                number,
                since,
                0);
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
            return clicked(click, scene);
        }
        if (msg instanceof Msg.Wheel(_, _, int notches)) {
            return Turn.stay(scrolled(notches, scene));
        }
        return msg instanceof Msg.Key key ? key(key, scene) : Turn.stay(this);
    }

    @Override
    public Optional<String> question() {
        return Optional.of(agent + ": " + waiting);
    }

    private Turn clicked(Msg.Click click, Scene scene) {
        var view = view(scene);
        int y = click.y() - view.box().y();
        if (!view.box().has(click.x(), click.y()) || y >= view.rows().size()) {
            return Turn.stay(this);
        }
        var option = view.rows().get(y).option();
        return option.isPresent() ? answer(option.getAsInt(), scene) : Turn.stay(this);
    }

    private Turn key(Msg.Key key, Scene scene) {
        var options = waiting.options();
        boolean pages = key.name().equals("pgup") || key.name().equals("pgdn");
        if (pages && view(scene).left() > 0) {
            int page = Math.max(1, view(scene).asked() - 1);
            return Turn.stay(scrolled(key.name().equals("pgup") ? -page : page, scene));
        }
        var moved = cursor.key(key, options, options.size());
        if (moved.isPresent()) {
            return Turn.stay(
                    new ApproveDialog(agent, waiting, moved.get(), rest, number, since, top));
        }
        return switch (key.name()) {
            case "esc" -> Turn.close();
            case "enter" ->
                    options.isEmpty()
                            ? Turn.close(new Ask.Attach(agent))
                            : answer(cursor.index(), scene);
            default ->
                    digit(key)
                            .filter(n -> n < options.size())
                            .map(n -> answer(n, scene))
                            .orElse(Turn.stay(this));
        };
    }

    private Turn answer(int option, Scene scene) {
        if (since.map(scene::since).filter(age -> age.compareTo(UNREAD) < 0).isPresent()) {
            return say("this is the next question, " + place() + ": nothing is answered yet");
        }
        var chosen = waiting.options().get(option);
        if (OWN_TEXT.matcher(chosen).matches()) {
            return say("attach to " + agent + " to write an answer of your own");
        }
        var ask =
                new Ask.Do(
                        new Answer(agent, waiting.question(), chosen),
                        agent + ": \"" + Words.excerpt(chosen) + "\"");
        var next =
                rest.stream()
                        .flatMap(id -> scene.world().agent(id).stream())
                        .filter(a -> PreviewHead.waiting(a).isPresent())
                        .toList();
        return next.isEmpty()
                ? Turn.close(ask)
                : Turn.stay(of(next, number + 1, Optional.of(scene.now())), ask);
    }

    private Turn say(String text) {
        return Turn.stay(this, new Ask.Toast(Log.Level.INFO, text));
    }

    private static Optional<Integer> digit(Msg.Key key) {
        return key.name().matches("[1-9]")
                ? Optional.of(Integer.parseInt(key.name()) - 1)
                : Optional.empty();
    }

    private ApproveDialog scrolled(int by, Scene scene) {
        int to = Math.clamp((long) top + by, 0, view(scene).left());
        return new ApproveDialog(agent, waiting, cursor, rest, number, since, to);
    }

    private String place() {
        return number + " of " + (number + rest.size());
    }

    private String title() {
        return agent + " asks" + (number + rest.size() == 1 ? "" : ", " + place());
    }

    /// What is to be seen where: the options always, of a long question a part.
    ///
    /// @param asked how many rows the question has
    /// @param left how far it can be scrolled
    private record View(Layout.Rect box, List<Row> rows, int asked, int left) {}

    private View view(Scene scene) {
        int wide = waiting.options().stream().mapToInt(o -> Width.of(o) + 5).max().orElse(0);
        int columns = Overlay.place(scene.size(), Math.max(COLUMNS_MIN, wide), 1).columns();
        var question = new ArrayList<>(Wrap.lines(waiting.question(), columns));
        Marks.note(all(), scene)
                .ifPresent(note -> question.addAll(Wrap.lines("(" + note + ")", columns)));
        var options = options(columns);
        var box = Overlay.place(scene.size(), columns, question.size() + 1 + options.size());
        int asked = Math.max(1, box.rows() - 1 - options.size());
        if (question.size() <= asked) {
            asked = question.size();
        }
        int left = question.size() - asked;
        var rows = new ArrayList<Row>();
        int first = Math.min(top, left);
        question.subList(first, first + asked)
                .forEach(line -> rows.add(new Row(line, OptionalInt.empty())));
        rows.add(new Row(left == 0 ? "" : "+" + left + " lines · PgUp PgDn", OptionalInt.empty()));
        rows.addAll(shown(options, box.rows() - rows.size()));
        return new View(box, rows, asked, left);
    }

    private List<AgentId> all() {
        var all = new ArrayList<>(rest);
        all.add(agent);
        return all;
    }

    private List<Row> options(int columns) {
        if (waiting.options().isEmpty()) {
            return Wrap.lines(NO_OPTIONS, columns).stream()
                    .map(line -> new Row(line, OptionalInt.empty()))
                    .toList();
        }
        var rows = new ArrayList<Row>();
        for (int i = 0; i < waiting.options().size(); i++) {
            var lines = Wrap.lines(waiting.options().get(i), columns - 2);
            for (int line = 0; line < lines.size(); line++) {
                var number = line == 0 ? (i + 1) + " " : "  ";
                rows.add(new Row(number + lines.get(line), OptionalInt.of(i)));
            }
        }
        return rows;
    }

    /// As many options as fit, the current one among them.
    private List<Row> shown(List<Row> options, int room) {
        if (options.size() <= room || room <= 0) {
            return options.subList(0, Math.clamp(room, 0, options.size()));
        }
        int last =
                IntStream.range(0, options.size())
                        .filter(i -> options.get(i).option().equals(OptionalInt.of(cursor.index())))
                        .max()
                        .orElse(0);
        int from = Math.clamp(last - room + 1L, 0, options.size() - room);
        return options.subList(from, from + room);
    }

    @Override
    public void render(Canvas canvas, Scene scene) {
        var view = view(scene.size(canvas.size()));
        var box = Overlay.frame(canvas, title(), view.box().columns(), view.box().rows());
        for (int y = 0; y < view.rows().size(); y++) {
            var row = view.rows().get(y);
            var role =
                    row.option().isEmpty()
                            ? Role.DIALOG
                            : row.option().getAsInt() == cursor.index()
                                    ? Role.BUTTON_CURRENT
                                    : Role.BUTTON;
            box.put(0, y, row.text(), role);
        }
    }

    @Override
    public String hint() {
        return "digit or Enter answers · Esc leaves the question open";
    }
}
