package dev.kelpie.tui;

import dev.kelpie.model.Agent;
import dev.kelpie.model.AgentId;
import dev.kelpie.model.PaneRef;
import dev.kelpie.model.SessionId;
import dev.kelpie.theme.Role;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The chosen agent: who it is, and its screen, transcript, changes or history.
///
/// @param agent whose view this is
/// @param picture the newest cells of its followed pane
/// @param text what was looked up last
/// @param asked about what a look-up was begun that has not been answered
/// @param back how far it is scrolled away from where it starts
/// @param past the screen as it was when somebody began to look back in it
/// @param deaf until when keys are not the screen's: live mode has just ended under them
record PreviewPanel(
        Optional<AgentId> agent,
        Tab tab,
        Optional<Canvas> picture,
        Optional<Text> text,
        Optional<Subject> asked,
        int back,
        boolean live,
        Instant deaf,
        Optional<LookBack> past)
        implements Panel<PreviewPanel> {
    /// The views one may cycle through.
    enum Tab {
        SCREEN,
        TRANSCRIPT,
        DIFF,
        TIMELINE;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        Tab next() {
            var tabs = List.of(values());
            return tabs.get((tabs.indexOf(this) + 1) % tabs.size());
        }
    }

    /// The agent as it was when something was looked up: its session, and since when its state.
    record Subject(SessionId session, Instant since) {
        static Subject of(Agent agent) {
            return new Subject(agent.session(), agent.since());
        }

        /// Another session's screen is nothing of its own.
        boolean is(Agent agent) {
            return session.equals(agent.session());
        }
    }

    /// Lines that were looked up, about whom and when.
    record Text(Topic topic, Subject subject, List<String> lines, Instant at) {
        Text {
            lines = List.copyOf(lines);
        }
    }

    /// A transcript or a diff of a working agent is looked up again no sooner.
    static final Duration STALE = Duration.ofSeconds(5);

    /// The screen of an adopted agent is not followed, only looked at again.
    static final Duration AGED = Duration.ofSeconds(1);

    /// Who types into an agent does not stop at once when it ends, and each key here is an action.
    static final Duration DEAF = Duration.ofSeconds(1);

    /// More rows than any pane keeps.
    private static final int FAR = 1_000_000;

    static final PreviewPanel EMPTY = blank(Optional.empty(), Tab.SCREEN);

    @Override
    public String title(Scene scene) {
        var name = agent.map(AgentId::value).orElse("");
        if (live) {
            return "LIVE: every key goes to " + name + " · ctrl-q ends";
        }
        return ("2 " + name).strip()
                + past.map(p -> " · " + (p.whole() ? back : "…") + " rows back · Esc").orElse("");
    }

    /// The view of this agent, anew if it is another one.
    PreviewPanel on(Optional<AgentId> chosen) {
        return chosen.equals(agent) ? this : blank(chosen, tab).deaf(deaf);
    }

    private static PreviewPanel blank(Optional<AgentId> agent, Tab tab) {
        return new PreviewPanel(
                agent,
                tab,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                0,
                false,
                Instant.EPOCH,
                Optional.empty());
    }

    PreviewPanel tab(Tab next) {
        return new PreviewPanel(
                agent,
                next,
                picture,
                Optional.empty(),
                Optional.empty(),
                0,
                live,
                deaf,
                Optional.empty());
    }

    PreviewPanel live(boolean on) {
        return new PreviewPanel(
                agent, Tab.SCREEN, picture, text, asked, 0, on, Instant.EPOCH, Optional.empty());
    }

    /// Live mode has ended by itself: what is typed next was meant for the agent.
    PreviewPanel cutOff(Instant now) {
        return live(false).deaf(now.plus(DEAF));
    }

    private PreviewPanel deaf(Instant until) {
        return new PreviewPanel(agent, tab, picture, text, asked, back, live, until, past);
    }

    /// The screen as it is now, if somebody looked back.
    PreviewPanel now() {
        return past.isEmpty() ? this : back(0).past(Optional.empty());
    }

    private PreviewPanel past(Optional<LookBack> next) {
        return new PreviewPanel(agent, tab, picture, text, asked, back, live, deaf, next);
    }

    private PreviewPanel back(int rows) {
        return new PreviewPanel(agent, tab, picture, text, asked, rows, live, deaf, past);
    }

    /// What has to be looked up for this view, if it is missing or old.
    Optional<Topic> missing(Scene scene) {
        var subject = agent.flatMap(scene.world()::agent);
        var topic = subject.flatMap(this::topic);
        if (topic.isEmpty() || asked.isPresent()) {
            return Optional.empty();
        }
        if (text.isEmpty() || text.get().topic() != topic.get()) {
            return topic;
        }
        var at = text.get().at();
        boolean old = scene.since(at).compareTo(STALE) >= 0;
        boolean moves = subject.get().pane().isPresent() || subject.get().since().isAfter(at);
        boolean another = !text.get().subject().equals(Subject.of(subject.get()));
        boolean aged =
                subject.get().foreignPane().isPresent() && scene.since(at).compareTo(AGED) >= 0;
        return (topic.get() == Topic.SCREEN ? another || aged : old && moves)
                ? topic
                : Optional.empty();
    }

    PreviewPanel asking(Scene scene) {
        var subject = agent.flatMap(scene.world()::agent).map(Subject::of);
        return new PreviewPanel(agent, tab, picture, text, subject, back, live, deaf, past);
    }

    /// Whether its pane is what one looks at.
    boolean followsPane() {
        return tab == Tab.SCREEN;
    }

    private Optional<Topic> topic(Agent subject) {
        return switch (tab) {
            case SCREEN ->
                    subject.pane().isPresent() ? Optional.empty() : Optional.of(Topic.SCREEN);
            case TRANSCRIPT -> Optional.of(Topic.TRANSCRIPT);
            case DIFF -> Optional.of(Topic.DIFF);
            case TIMELINE -> Optional.empty();
        };
    }

    @Override
    public Step<PreviewPanel> update(Msg msg, Scene scene, Size size) {
        int page = Math.max(1, size.rows() - 5);
        var after =
                switch (msg) {
                    case Msg.Key(var name) ->
                            switch (name) {
                                case "up" -> scrolled(1, scene, size);
                                case "down" -> scrolled(-1, scene, size);
                                case "pgup" -> scrolled(page, scene, size);
                                case "pgdn" -> scrolled(-page, scene, size);
                                case "home" -> scrolled(Integer.MAX_VALUE / 2, scene, size);
                                case "end" -> scrolled(-Integer.MAX_VALUE / 2, scene, size);
                                default -> this;
                            };
                    case Msg.Wheel(_, _, int notches) -> scrolled(-3 * notches, scene, size);
                    case Msg.PaneMoved(var next) ->
                            new PreviewPanel(agent, tab, next, text, asked, back, live, deaf, past);
                    case Msg.Past(var pane, var found)
                            when past.filter(p -> p.pane().equals(pane)).isPresent() ->
                            whole(past.get(), found, size);
                    case Msg.Looked(var who, var topic, var lines)
                            when agent.equals(Optional.of(who)) && wanted(topic) ->
                            answered(topic, lines, scene);
                    case Msg.Click(int x, int y, _) -> clicked(x, y, size);
                    case Msg.Looked _,
                            Msg.Paste _,
                            Msg.Resize _,
                            Msg.HungUp _,
                            Msg.WorldChanged _,
                            Msg.Tick _,
                            Msg.Painted _,
                            Msg.Past _,
                            Msg.Answered _,
                            Msg.Spawned _,
                            Msg.Offered _,
                            Msg.WayIn _,
                            Msg.CameBack _,
                            Msg.EngineLost _,
                            Msg.EngineBack _,
                            Msg.Around _,
                            Msg.Failed _,
                            Msg.Crashed _ ->
                            this;
                };
        return past.isEmpty() && after.past().isPresent()
                ? Step.of(after, new Ask.LookBack(after.past().get().pane()))
                : Step.of(after);
    }

    /// What was on top stays on top.
    private PreviewPanel whole(LookBack begun, Optional<Canvas> found, Size size) {
        var all = found.map(begun::with).orElse(begun.complete());
        int to = back + found.map(begun::movedIn).orElse(0);
        int room = Math.max(1, size.rows() - PreviewHead.rows(size));
        int end = Math.max(0, all.rows() - room);
        return end == 0 ? now() : past(Optional.of(all)).back(Math.min(to, end));
    }

    private PreviewPanel answered(Topic topic, List<String> lines, Scene scene) {
        var now = agent.flatMap(scene.world()::agent).map(Subject::of);
        var found = asked.or(() -> now).map(who -> new Text(topic, who, lines, scene.now()));
        return new PreviewPanel(
                agent, tab, picture, found, Optional.empty(), back, live, deaf, past);
    }

    private boolean wanted(Topic topic) {
        return switch (topic) {
            case SCREEN -> tab == Tab.SCREEN;
            case TRANSCRIPT -> tab == Tab.TRANSCRIPT;
            case DIFF -> tab == Tab.DIFF;
            case LOSSES -> false;
        };
    }

    private PreviewPanel clicked(int x, int y, Size size) {
        if (y != PreviewHead.rows(size) - 1) {
            return this;
        }
        int left = 1;
        for (var one : Tab.values()) {
            int right = left + one.word().length();
            if (x >= left && x < right) {
                return tab(one);
            }
            left = right + 2;
        }
        return this;
    }

    private PreviewPanel scrolled(int by, Scene scene, Size size) {
        var pane = agent.flatMap(scene.world()::agent).flatMap(Agent::pane);
        if (tab == Tab.SCREEN && (past.isPresent() || (pane.isPresent() && picture.isPresent()))) {
            return lookedBack(by, pane, size);
        }
        int room = Math.max(1, size.rows() - PreviewHead.rows(size));
        int end = Math.max(0, length(scene, size.columns()) - room);
        // A diff begins at its top, everything else at its newest line.
        int direction = tab == Tab.DIFF ? -by : by;
        return back(Math.clamp((long) back + direction, 0, end));
    }

    /// Before all of the past has come nobody knows how far one may go.
    private PreviewPanel lookedBack(int by, Optional<PaneRef> pane, Size size) {
        var begun = past.or(() -> pane.map(p -> new LookBack(p, picture.orElseThrow(), false)));
        int room = Math.max(1, size.rows() - PreviewHead.rows(size));
        int end = begun.filter(LookBack::whole).map(p -> p.rows() - room).orElse(FAR);
        int to = Math.clamp((long) back + by, 0, Math.max(0, end));
        return to == 0 ? now() : past(begun).back(to);
    }

    /// What the view holds, as plain lines; empty where there is nothing.
    String text(Scene scene) {
        var pane = agent.flatMap(scene.world()::agent).flatMap(Agent::pane);
        boolean cells = tab == Tab.SCREEN && (past.isPresent() || pane.isPresent());
        var lines =
                switch (tab) {
                    case SCREEN, TRANSCRIPT, DIFF ->
                            cells
                                    ? past.map(LookBack::picture)
                                            .or(() -> picture)
                                            .map(Canvas::picture)
                                            .orElse("")
                                    : text.map(t -> String.join("\n", t.lines())).orElse("");
                    case TIMELINE ->
                            agent.map(a -> LogPanel.text(scene.log().about(a), scene)).orElse("");
                };
        return lines.stripTrailing();
    }

    private int length(Scene scene, int columns) {
        return switch (tab) {
            case SCREEN, TRANSCRIPT, DIFF -> lines(columns).size();
            case TIMELINE -> agent.map(a -> scene.log().about(a).size()).orElse(0);
        };
    }

    /// What was looked up, as it is shown: a transcript's answers are long lines.
    private List<String> lines(int columns) {
        var lines = text.map(Text::lines).orElse(List.of());
        return tab == Tab.TRANSCRIPT
                ? lines.stream().flatMap(line -> Wrap.whole(line, columns - 1).stream()).toList()
                : lines;
    }

    @Override
    public void render(Canvas canvas, Scene scene, boolean focused) {
        var subject = agent.flatMap(scene.world()::agent);
        if (subject.isEmpty() && scene.around().chosen().isPresent()) {
            StrangerRows.page(canvas, scene.around().chosen().get(), scene);
            return;
        }
        if (subject.isEmpty()) {
            Empty.render(canvas, "Nothing to look at.", "The chosen agent's screen will be here.");
            return;
        }
        int head = PreviewHead.rows(canvas.size());
        PreviewHead.render(canvas, subject.get(), tab, scene);
        var body = canvas.region(0, head, canvas.columns(), canvas.rows() - head);
        switch (tab) {
            case SCREEN -> screen(body, subject.get());
            case TRANSCRIPT, DIFF -> text(body, subject.get());
            case TIMELINE -> timeline(body, subject.get(), scene);
        }
    }

    private void screen(Canvas body, Agent subject) {
        if (past.isPresent()) {
            PaneScreen.render(body, past.get().picture(), back);
        } else if (subject.pane().isEmpty()) {
            text(body, subject);
        } else if (picture.isPresent()) {
            PaneScreen.render(body, picture.get(), back);
        } else {
            body.put(1, 0, "…", Role.DIM);
        }
    }

    private void text(Canvas body, Agent of) {
        if (text.filter(t -> t.topic() != Topic.SCREEN || t.subject().is(of)).isEmpty()) {
            body.put(1, 0, "…", Role.DIM);
            return;
        }
        var lines = lines(body.columns());
        if (lines.isEmpty()) {
            body.put(1, 0, "There is no " + tab.word() + ".", Role.DIM);
            return;
        }
        int from = tab == Tab.DIFF ? back : Math.max(0, lines.size() - body.rows() - back);
        for (int y = 0; y < body.rows() && from + y < lines.size(); y++) {
            var line = lines.get(from + y);
            body.put(1, y, line, tab == Tab.DIFF ? DiffLook.of(line) : Role.TEXT);
        }
    }

    private void timeline(Canvas body, Agent subject, Scene scene) {
        var entries = scene.log().about(subject.id());
        int to = Math.max(0, entries.size() - back);
        int from = Math.max(0, to - body.rows());
        LogPanel.lines(body, entries.subList(from, to), scene.settings().zone(), false);
    }
}
