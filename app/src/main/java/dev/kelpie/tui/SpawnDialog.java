package dev.kelpie.tui;

import dev.kelpie.model.AgentId;
import dev.kelpie.model.AgentSpec;
import dev.kelpie.model.Permissions;
import dev.kelpie.model.Workplace;
import dev.kelpie.theme.Role;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A form for a new agent, made fresh each time. Enter goes on to the next field; only ctrl-s or
/// the button starts anything.
///
/// @param values the texts of the fields
/// @param problems what stood against the last try
/// @param busy whether a try is under way
/// @param leaving whether Esc was pressed on a text that somebody may miss
record SpawnDialog(
        Map<SpawnField, Edit> values,
        SpawnField at,
        List<String> problems,
        boolean busy,
        boolean leaving,
        Runtimes runtimes)
        implements Overlay {
    private static final String WORKTREE = "a worktree of its own";
    private static final String DIRECTORY = "the directory itself";

    private static final int LABEL = 12;
    private static final int COLUMNS = 72;

    SpawnDialog {
        values = Map.copyOf(values);
        problems = List.copyOf(problems);
    }

    static SpawnDialog fresh(Scene scene) {
        var values = new EnumMap<SpawnField, Edit>(SpawnField.class);
        for (var field : SpawnField.values()) {
            values.put(field, Edit.EMPTY);
        }
        var runtimes = Runtimes.unknown(scene.settings());
        values.put(SpawnField.RUNTIME, Edit.of(runtimes.first()));
        values.put(SpawnField.WHERE, Edit.of(scene.settings().here()));
        values.put(SpawnField.PLACE, Edit.of(WORKTREE));
        values.put(SpawnField.PERMISSIONS, Edit.of(Permissions.DEFAULT.word()));
        return new SpawnDialog(values, SpawnField.NAME, List.of(), false, false, runtimes);
    }

    @Override
    public Turn update(Msg msg, Scene scene) {
        return switch (msg) {
            case Msg.Key key -> key(key, scene.size());
            case Msg.Paste(var text) when takesText() ->
                    Turn.stay(with(at, edit(at).pasted(text, at == SpawnField.PROMPT)));
            case Msg.Paste _ -> chooses();
            case Msg.Offered(var found) -> Turn.stay(offered(runtimes.found(found)));
            case Msg.Spawned(var agent, var found) -> spawned(agent, found);
            case Msg.Failed(var text) -> Turn.stay(with(List.of(text), false));
            case Msg.Click click -> clicked(click, scene.size());
            case Msg.Wheel _,
                    Msg.Resize _,
                    Msg.HungUp _,
                    Msg.WorldChanged _,
                    Msg.PaneMoved _,
                    Msg.Painted _,
                    Msg.Past _,
                    Msg.Tick _,
                    Msg.Answered _,
                    Msg.Looked _,
                    Msg.WayIn _,
                    Msg.CameBack _,
                    Msg.EngineLost _,
                    Msg.EngineBack _,
                    Msg.Around _,
                    Msg.Crashed _ ->
                    Turn.stay(this);
        };
    }

    /// Nobody is left with a runtime that is not there unless they chose it.
    private SpawnDialog offered(Runtimes found) {
        boolean chosen = !text(SpawnField.RUNTIME).equals(runtimes.first());
        boolean stays = chosen || found.lack(text(SpawnField.RUNTIME)).isEmpty();
        var next = stays ? this : with(SpawnField.RUNTIME, Edit.of(found.first()));
        return new SpawnDialog(next.values, at, problems, busy, leaving, found);
    }

    /// A field gets the caret, a choice its next value, the button starts.
    private Turn clicked(Msg.Click click, Size screen) {
        var box = Overlay.place(screen, COLUMNS, rows(screen));
        if (!box.has(click.x(), click.y())) {
            return Turn.stay(this);
        }
        if (Confirm.buttonAt(click, box, List.of(label())).isPresent()) {
            return submit();
        }
        int y = box.y();
        for (var field : visible(screen)) {
            y += high(field, screen);
            if (click.y() < y) {
                boolean again = field.isChoice() && click.x() >= box.x() + LABEL;
                return Turn.stay(again ? to(field).cycled(1) : to(field));
            }
        }
        return Turn.stay(this);
    }

    private Turn spawned(AgentId agent, List<String> found) {
        return found.isEmpty()
                ? Turn.close(
                        new Ask.Toast(Log.Level.GOOD, agent + " is being started"),
                        new Ask.Choose(agent))
                : Turn.stay(with(found, false));
    }

    private Turn key(Msg.Key key, Size screen) {
        return switch (key.name()) {
            case "esc" ->
                    leaving || !isMissed()
                            ? Turn.close()
                            : Turn.stay(
                                    new SpawnDialog(values, at, problems, busy, true, runtimes));
            case "ctrl-s" -> submit();
            case "enter" -> at == SpawnField.START ? submit() : Turn.stay(to(next(1)));
            case "tab" -> Turn.stay(to(next(1)));
            case "shift-tab" -> Turn.stay(to(next(-1)));
            case "ctrl-j", "alt-enter" ->
                    Turn.stay(at == SpawnField.PROMPT ? with(at, edit(at).insert("\n")) : this);
            case "up" -> Turn.stay(row(-1, screen));
            case "down" -> Turn.stay(row(1, screen));
            case "left", "right", "space" ->
                    Turn.stay(
                            at.isChoice()
                                    ? cycled(key.name().equals("left") ? -1 : 1)
                                    : typed(key));
            default -> takesText() ? Turn.stay(typed(key)) : beginning(key);
        };
    }

    /// Whether what was written is more than a word or two.
    private boolean isMissed() {
        return Edit.isMissed(
                Stream.of(
                                SpawnField.NAME,
                                SpawnField.BRANCH,
                                SpawnField.MODEL,
                                SpawnField.COMMAND,
                                SpawnField.PROMPT)
                        .map(this::text)
                        .collect(Collectors.joining()));
    }

    /// A row within the prompt as it is drawn, else the next field.
    private SpawnDialog row(int by, Size screen) {
        int columns = Overlay.place(screen, COLUMNS, 1).columns() - LABEL;
        var moved =
                at == SpawnField.PROMPT && prompt(screen) > 1
                        ? edit(at).row(by, columns)
                        : Optional.<Edit>empty();
        return moved.map(edit -> with(at, edit)).orElse(to(next(by)));
    }

    /// Text that meets no field is not lost without a word.
    private Turn chooses() {
        return Turn.stay(
                this,
                new Ask.Toast(
                        Log.Level.INFO,
                        at.isChoice()
                                ? at.label() + " is chosen by ← →; no text goes there"
                                : "no text goes here; shift-tab goes back to the fields"));
    }

    private Turn submit() {
        if (busy) {
            return Turn.stay(this);
        }
        var name = text(SpawnField.NAME);
        if (!AgentId.FORM.matcher(name).matches()) {
            return Turn.stay(
                    to(SpawnField.NAME)
                            .with(
                                    List.of("a name is 1 to 40 of a-z, 0-9 and -, not first a -"),
                                    false));
        }
        if (text(SpawnField.RUNTIME).equals(Runtimes.SHELL) && text(SpawnField.COMMAND).isEmpty()) {
            return Turn.stay(
                    to(SpawnField.COMMAND)
                            .with(List.of("the runtime shell needs a command"), false));
        }
        return Turn.stay(with(List.of(), true), new Ask.Spawn(new AgentId(name), spec()));
    }

    private AgentSpec spec() {
        var path = text(SpawnField.WHERE);
        Workplace place =
                text(SpawnField.PLACE).equals(WORKTREE)
                        ? new Workplace.Worktree(
                                path, optional(SpawnField.BRANCH), Optional.empty())
                        : new Workplace.Directory(path);
        return new AgentSpec(
                text(SpawnField.RUNTIME),
                place,
                optional(SpawnField.MODEL),
                permissions(),
                optional(SpawnField.COMMAND),
                optional(SpawnField.PROMPT),
                Map.of());
    }

    private Permissions permissions() {
        var word = text(SpawnField.PERMISSIONS);
        return Arrays.stream(Permissions.values())
                .filter(p -> p.word().equals(word))
                .findFirst()
                .orElse(Permissions.DEFAULT);
    }

    private List<String> choices() {
        return switch (at) {
            case RUNTIME -> runtimes.names();
            case PLACE -> List.of(WORKTREE, DIRECTORY);
            case PERMISSIONS -> Arrays.stream(Permissions.values()).map(Permissions::word).toList();
            case NAME, WHERE, BRANCH, MODEL, COMMAND, PROMPT, START -> List.of();
        };
    }

    private SpawnDialog cycled(int by) {
        var choices = choices();
        int now = choices.indexOf(text(at));
        return with(at, Edit.of(choices.get(Math.floorMod(now + by, choices.size()))));
    }

    /// A choice goes to the next value that begins with a letter.
    private Turn beginning(Msg.Key key) {
        if (key.text().isEmpty()) {
            return Turn.stay(this);
        }
        var choices = at.isChoice() ? choices() : List.<String>of();
        int now = choices.indexOf(text(at));
        for (int i = 1; i <= choices.size(); i++) {
            var next = choices.get(Math.floorMod(now + i, choices.size()));
            if (next.startsWith(key.name())) {
                return Turn.stay(with(at, Edit.of(next)));
            }
        }
        return chooses();
    }

    private boolean takesText() {
        return !at.isChoice() && at != SpawnField.START;
    }

    private SpawnDialog typed(Msg.Key key) {
        return takesText() ? with(at, edit(at).key(key)) : this;
    }

    /// The next field that applies: a command only to a shell, a branch only to a worktree.
    private SpawnField next(int by) {
        var fields = shown();
        return fields.get(Math.floorMod(fields.indexOf(at) + by, fields.size()));
    }

    private List<SpawnField> shown() {
        boolean shell = text(SpawnField.RUNTIME).equals(Runtimes.SHELL);
        boolean worktree = text(SpawnField.PLACE).equals(WORKTREE);
        return Arrays.stream(SpawnField.values())
                .filter(f -> f != SpawnField.COMMAND || shell)
                .filter(f -> f != SpawnField.BRANCH || worktree)
                .toList();
    }

    private Edit edit(SpawnField field) {
        return values.getOrDefault(field, Edit.EMPTY);
    }

    private String text(SpawnField field) {
        return edit(field).text().strip();
    }

    private Optional<String> optional(SpawnField field) {
        return Optional.of(text(field)).filter(text -> !text.isEmpty());
    }

    private SpawnDialog with(SpawnField field, Edit text) {
        var next = new EnumMap<>(values);
        next.put(field, text);
        return new SpawnDialog(next, at, problems, busy, false, runtimes);
    }

    private SpawnDialog with(List<String> found, boolean trying) {
        return new SpawnDialog(values, at, found, trying, false, runtimes);
    }

    private SpawnDialog to(SpawnField field) {
        return new SpawnDialog(values, field, problems, busy, false, runtimes);
    }

    /// Why nothing was started, and what Esc would drop, on so many columns as there are.
    private List<String> notes(Size screen) {
        int columns = Overlay.place(screen, COLUMNS, 1).columns();
        var notes = new ArrayList<String>();
        problems.forEach(problem -> notes.addAll(Wrap.lines("✗ " + problem, columns)));
        if (leaving) {
            notes.addAll(Wrap.lines(Edit.MISSED, columns));
        }
        return notes;
    }

    private int prompt(Size screen) {
        return Math.clamp(screen.rows() - shown().size() - notes(screen).size() - 6L, 1, 5);
    }

    private int rows(Size screen) {
        return shown().size() + prompt(screen) + notes(screen).size();
    }

    private int high(SpawnField field, Size screen) {
        return field == SpawnField.PROMPT ? prompt(screen) : 1;
    }

    /// The fields that have room, that with the caret among them: notes push the first ones out.
    private List<SpawnField> visible(Size screen) {
        var fields = new ArrayList<>(shown());
        fields.remove(SpawnField.START);
        int room = Overlay.place(screen, COLUMNS, rows(screen)).rows() - 1 - notes(screen).size();
        while (fields.size() > 1
                && fields.stream().mapToInt(field -> high(field, screen)).sum() > room) {
            fields.remove(fields.getFirst() == at ? fields.getLast() : fields.getFirst());
        }
        return fields;
    }

    private String label() {
        return busy ? "starting …" : "Start (ctrl-s)";
    }

    @Override
    public void render(Canvas canvas, Scene scene) {
        var screen = canvas.size();
        var box = Overlay.frame(canvas, "New agent", COLUMNS, rows(screen));
        int y = 0;
        for (var field : visible(screen)) {
            var role = field == at ? Role.DIALOG_BORDER : Role.DIALOG;
            box.put(0, y, field.label(), role);
            field(box.region(LABEL, y, box.columns() - LABEL, high(field, screen)), field);
            y += high(field, screen);
        }
        for (var note : notes(screen)) {
            box.put(0, y++, note, Role.TOAST_ERROR);
        }
        box.fillRow(box.rows() - 1, Role.DIALOG);
        Confirm.buttons(box, List.of(label()), at == SpawnField.START ? 0 : -1);
    }

    private void field(Canvas area, SpawnField field) {
        if (field.isChoice()) {
            var role = field == at ? Role.BUTTON_CURRENT : Role.BUTTON;
            int x = area.put(0, 0, "‹ " + text(field) + " ›", role);
            var mark = Width.cut(mark(field), area.columns() - x - 1);
            area.put(x + 1, 0, mark, mark.isEmpty() ? Role.DIALOG : Role.TOAST_ERROR);
            return;
        }
        edit(field).render(area, field == at, Role.INPUT);
    }

    /// What one should know of this choice before it is one's own.
    private String mark(SpawnField field) {
        var choice = text(field);
        return switch (field) {
            case RUNTIME -> runtimes.lack(choice).map(lack -> "✗ " + lack).orElse("");
            case PERMISSIONS ->
                    choice.equals(Permissions.BYPASS.word()) ? "asks nothing at all" : "";
            case NAME, WHERE, PLACE, BRANCH, MODEL, COMMAND, PROMPT, START -> "";
        };
    }

    @Override
    public String hint() {
        return "Enter next · ← → choose · ctrl-j new line · ctrl-s starts · Esc cancels";
    }
}
