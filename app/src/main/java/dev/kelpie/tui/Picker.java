package dev.kelpie.tui;

import dev.kelpie.theme.Role;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// A list in which one finds a thing by typing parts of its name: the palette, and the themes.
record Picker(String title, List<Item> items, Edit query, ListCursor cursor) implements Overlay {
    /// Something to pick.
    ///
    /// @param words what else finds it
    /// @param off why it cannot be picked now
    record Item(
            String id,
            String label,
            String key,
            String words,
            Optional<String> off,
            List<Ask> asks) {}

    private static final int ROWS = 14;
    private static final int COLUMNS = 72;

    Picker {
        items = List.copyOf(items);
    }

    /// Everything that can be done now, every agent, every theme.
    static Picker palette(Model model) {
        var items = new ArrayList<Item>();
        var keymap = model.scene().settings().keymap();
        for (var action : Action.values()) {
            boolean offered =
                    switch (action.context()) {
                        case HOME, AGENTS -> action != Action.PALETTE && action != Action.BACK;
                        case MOVING, DIALOG, LIVE -> false;
                    };
            if (offered) {
                var binding = Binding.of(action, keymap, AgentActions.off(action, model));
                items.add(
                        new Item(
                                action.name(),
                                action.label() + " — " + action.help(),
                                binding.key(),
                                action.words(),
                                binding.off(),
                                List.of(new Ask.Run(action))));
            }
        }
        for (var agent : model.scene().world().agents().values()) {
            items.add(
                    new Item(
                            "agent " + agent.id(),
                            "go to " + agent.id(),
                            "",
                            StateLook.of(agent).word(),
                            Optional.empty(),
                            List.of(new Ask.Choose(agent.id()))));
        }
        items.addAll(themeItems(model.scene().settings()));
        return of("Commands", items);
    }

    static Picker themes(Settings settings) {
        return of("Theme", themeItems(settings));
    }

    static Picker of(String title, List<Item> items) {
        return new Picker(title, items, Edit.EMPTY, ListCursor.START).caughtUp();
    }

    private static List<Item> themeItems(Settings settings) {
        return settings.themes().stream()
                .map(name ->
                        new Item(
                                "theme " + name,
                                "theme " + name,
                                "",
                                "colours",
                                Optional.empty(),
                                List.of(new Ask.UseTheme(name))))
                .toList();
    }

    @Override
    public Turn update(Msg msg, Scene scene) {
        return switch (msg) {
            case Msg.Key key -> key(key);
            case Msg.Paste(var text) -> Turn.stay(with(query.pasted(text, false)));
            case Msg.Wheel(_, _, int notches) -> Turn.stay(at(cursor.moved(notches, ids(), ROWS)));
            case Msg.Click(int x, int y, _) -> clicked(x, y, scene.size());
            case Msg.Resize _,
                    Msg.HungUp _,
                    Msg.WorldChanged _,
                    Msg.PaneMoved _,
                    Msg.Painted _,
                    Msg.Past _,
                    Msg.Tick _,
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
                    Turn.stay(this);
        };
    }

    private Turn key(Msg.Key key) {
        switch (key.name()) {
            case "esc" -> {
                return Turn.close();
            }
            case "enter" -> {
                return pick();
            }
            case "up", "down", "pgup", "pgdn" -> {
                return Turn.stay(cursor.key(key, ids(), ROWS).map(this::at).orElse(this));
            }
            default -> {
                return Turn.stay(with(query.key(key)));
            }
        }
    }

    private Turn clicked(int x, int y, Size screen) {
        var box = Overlay.place(screen, COLUMNS, ROWS + 2);
        int row = cursor.on(ids(), box.rows() - 2).top() + y - box.y() - 2;
        boolean on = box.has(x, y) && y >= box.y() + 2 && row < found().size();
        return on ? pick(row) : Turn.stay(this);
    }

    private Turn pick() {
        return found().isEmpty() ? Turn.stay(this) : pick(cursor.on(ids(), ROWS).index());
    }

    private Turn pick(int row) {
        var item = found().get(row);
        return item.off().isPresent()
                ? Turn.stay(this, new Ask.Toast(Log.Level.INFO, item.off().get()))
                : new Turn(Optional.empty(), item.asks());
    }

    /// Whatever contains every part of the query; what is called so stands before what is about it.
    private List<Item> found() {
        var wanted = query.text().strip().toLowerCase(Locale.ROOT);
        var parts = wanted.split("\\s+");
        return items.stream()
                .filter(item -> {
                    var hay = (item.label() + " " + item.words()).toLowerCase(Locale.ROOT);
                    return Arrays.stream(parts).allMatch(hay::contains);
                })
                .sorted(Comparator.comparing(item -> !item.label().startsWith(wanted)))
                .toList();
    }

    private List<String> ids() {
        return found().stream().map(Item::id).toList();
    }

    private Picker with(Edit text) {
        return new Picker(title, items, text, ListCursor.START).caughtUp();
    }

    private Picker caughtUp() {
        return at(cursor.on(ids(), ROWS));
    }

    private Picker at(ListCursor next) {
        return new Picker(title, items, query, next);
    }

    @Override
    public void render(Canvas canvas, Scene scene) {
        var box = Overlay.frame(canvas, title, COLUMNS, ROWS + 2);
        int x = box.put(0, 0, "> ", Role.DIALOG_BORDER);
        query.render(box.region(x, 0, box.columns() - x, 1), true, Role.INPUT);
        var found = found();
        var here = cursor.on(ids(), box.rows() - 2);
        if (found.isEmpty()) {
            box.put(0, 2, "Nothing is called that.", Role.DIALOG);
        }
        for (int y = 0; y < box.rows() - 2 && here.top() + y < found.size(); y++) {
            var item = found.get(here.top() + y);
            var line = box.region(0, 2 + y, box.columns(), 1);
            var role = item.off().isPresent() ? Role.DIALOG_BORDER : Role.DIALOG;
            boolean current = here.top() + y == here.index();
            line.put(
                    0, 0, Width.fit(item.label(), line.columns() - Width.of(item.key()) - 1), role);
            line.putRight(0, item.key(), Role.DIALOG_BORDER);
            if (current) {
                line.tint(0, Role.BUTTON_CURRENT);
            }
        }
    }

    @Override
    public String hint() {
        return "type to find · ↑ ↓ · Enter does it · Esc closes";
    }
}
