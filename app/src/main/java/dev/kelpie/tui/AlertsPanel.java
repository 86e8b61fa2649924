package dev.kelpie.tui;

import dev.kelpie.model.AgentId;
import dev.kelpie.model.Alert;
import dev.kelpie.model.Attention;
import dev.kelpie.theme.Role;
import java.util.List;
import java.util.Optional;

/// What a person should know now, most urgent first. A row leads to its agent.
record AlertsPanel(ListCursor cursor) implements Panel<AlertsPanel> {
    @Override
    public String title(Scene scene) {
        return "5 Alerts " + Alert.of(scene.world()).size();
    }

    /// The agent of the row under the cursor.
    Optional<AgentId> chosen(Scene scene) {
        var alerts = Alert.of(scene.world());
        var here = cursor.on(ids(alerts), 1);
        return here.id().map(_ -> alerts.get(here.index()).agent());
    }

    @Override
    public Step<AlertsPanel> update(Msg msg, Scene scene, Size size) {
        var ids = ids(Alert.of(scene.world()));
        int height = size.rows();
        return Step.of(
                switch (msg) {
                    case Msg.Key key ->
                            cursor.key(key, ids, height).map(AlertsPanel::new).orElse(this);
                    case Msg.Wheel(_, _, int notches) ->
                            new AlertsPanel(cursor.moved(notches, ids, height));
                    case Msg.Click(_, int y, _) when cursor.top() + y < ids.size() ->
                            new AlertsPanel(cursor.at(ids, cursor.top() + y, height));
                    case Msg.Click _,
                            Msg.Paste _,
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
                            this;
                });
    }

    @Override
    public void render(Canvas canvas, Scene scene, boolean focused) {
        var alerts = Alert.of(scene.world());
        if (alerts.isEmpty()) {
            canvas.put(1, 0, Width.cut(quiet(scene), canvas.columns() - 1), Role.DIM);
            return;
        }
        var here = cursor.on(ids(alerts), canvas.rows());
        for (int y = 0; y < canvas.rows() && here.top() + y < alerts.size(); y++) {
            var alert = alerts.get(here.top() + y);
            int x =
                    canvas.put(
                            1,
                            y,
                            "%4s ".formatted(Words.age(scene.since(alert.since()))),
                            Role.DIM);
            canvas.put(
                    x, y, Width.cut(alert.text(), canvas.columns() - x), role(alert.attention()));
            if (focused && here.top() + y == here.index()) {
                canvas.tint(y, Role.SELECTED);
            }
        }
    }

    /// Who has finished a turn has no alert, but is counted among those who need somebody.
    private static String quiet(Scene scene) {
        long done =
                scene.world().agents().values().stream()
                        .filter(a -> Attention.of(a).needsYou())
                        .count();
        return done == 0 ? "Nobody needs you." : "Nothing is wrong; " + done + " finished: w";
    }

    private static Role role(Attention attention) {
        return switch (attention) {
            case ANSWER -> Role.STATE_WAITING;
            case TROUBLE -> Role.DANGER;
            case DOUBT -> Role.WARNING;
            case DONE_UNSEEN, BUSY, DONE_SEEN, OVER -> Role.TEXT;
        };
    }

    private static List<String> ids(List<Alert> alerts) {
        return alerts.stream().map(a -> a.agent() + " " + a.rule()).toList();
    }
}
