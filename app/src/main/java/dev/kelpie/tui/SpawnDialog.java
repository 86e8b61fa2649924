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
        Map<Field, Edit> values,
        Field at,
        List<String> problems,
        boolean busy,
        boolean leaving,
        List<String> runtimes)
        implements Overlay {
    enum Field {
        NAME("name"),
        RUNTIME("runtime"),
        WHERE("directory"),
        PLACE("work in"),
        BRANCH("branch"),
        MODEL("model"),
        PERMISSIONS("permissions"),
        COMMAND("command"),
        PROMPT("prompt"),
        START("");

        private final String label;

        Field(String label) {
            this.label = label;
        }

        /// Whether it is one of a few words, changed by left and right.
        private boolean isChoice() {
            return this == RUNTIME || this == PLACE || this == PERMISSIONS;
        }
    }

    private static final String WORKTREE = "a worktree of its own";
    private static final String DIRECTORY = "the directory itself";

    /// The runtime that runs any command, and so needs one.
    private static final String SHELL = "shell";

    private static final int LABEL = 12;
    private static final int COLUMNS = 72;

    SpawnDialog {
        values = Map.copyOf(values);
        problems = List.copyOf(problems);
        runtimes = List.copyOf(runtimes);
    }

    static SpawnDialog fresh(Scene scene) {
        var values = new EnumMap<Field, Edit>(Field.class);
        for (var field : Field.values()) {
            values.put(field, Edit.EMPTY);
        }
        var runtimes = scene.settings().runtimes();
        values.put(Field.RUNTIME, Edit.of(runtimes.isEmpty() ? SHELL : runtimes.getFirst()));
        values.put(Field.WHERE, Edit.of(scene.settings().here()));
        values.put(Field.PLACE, Edit.of(WORKTREE));
        values.put(Field.PERMISSIONS, Edit.of(Permissions.DEFAULT.word()));
        return new SpawnDialog(values, Field.NAME, List.of(), false, false, runtimes);
    }

    @Override
    public Turn update(Msg msg, Scene scene) {
        return switch (msg) {
            case Msg.Key key -> key(key, scene.size());
            case Msg.Paste(var text) when takesText() ->
                    Turn.stay(with(at, edit(at).pasted(text, at == Field.PROMPT)));
            case Msg.Paste _ -> chooses();
            case Msg.Spawned(var agent, var found) -> spawned(agent, found);
            case Msg.Failed(var text) -> Turn.stay(with(List.of(text), false));
            case Msg.Click click -> clicked(click, scene.size());
            case Msg.Wheel _,
                    Msg.Resize _,
                    Msg.HungUp _,
                    Msg.WorldChanged _,
                    Msg.PaneMoved _,
                    Msg.Painted _,
                    Msg.Tick _,
                    Msg.Answered _,
                    Msg.Looked _,
                    Msg.WayIn _,
                    Msg.CameBack _,
                    Msg.EngineLost _,
                    Msg.EngineBack _,
                    Msg.Crashed _ ->
                    Turn.stay(this);
        };
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
            case "enter" -> at == Field.START ? submit() : Turn.stay(to(next(1)));
            case "tab" -> Turn.stay(to(next(1)));
            case "shift-tab" -> Turn.stay(to(next(-1)));
            case "ctrl-j", "alt-enter" ->
                    Turn.stay(at == Field.PROMPT ? with(at, edit(at).insert("\n")) : this);
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
                Stream.of(Field.NAME, Field.BRANCH, Field.MODEL, Field.COMMAND, Field.PROMPT)
                        .map(this::text)
                        .collect(Collectors.joining()));
    }

    /// A row within the prompt as it is drawn, else the next field.
    private SpawnDialog row(int by, Size screen) {
        int columns = Overlay.place(screen, COLUMNS, 1).columns() - LABEL;
        var moved =
                at == Field.PROMPT && prompt(screen) > 1
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
                                ? at.label + " is chosen by ← →; no text goes there"
                                : "no text goes here; shift-tab goes back to the fields"));
    }

    private Turn submit() {
        if (busy) {
            return Turn.stay(this);
        }
        var name = text(Field.NAME);
        if (!AgentId.FORM.matcher(name).matches()) {
            return Turn.stay(
                    to(Field.NAME)
                            .with(
                                    List.of("a name is 1 to 40 of a-z, 0-9 and -, not first a -"),
                                    false));
        }
        if (text(Field.RUNTIME).equals(SHELL) && text(Field.COMMAND).isEmpty()) {
            return Turn.stay(
                    to(Field.COMMAND).with(List.of("the runtime shell needs a command"), false));
        }
        return Turn.stay(with(List.of(), true), new Ask.Spawn(new AgentId(name), spec()));
    }

    private AgentSpec spec() {
        var path = text(Field.WHERE);
        Workplace place =
                text(Field.PLACE).equals(WORKTREE)
                        ? new Workplace.Worktree(path, optional(Field.BRANCH), Optional.empty())
                        : new Workplace.Directory(path);
        return new AgentSpec(
                text(Field.RUNTIME),
                place,
                optional(Field.MODEL),
                permissions(),
                optional(Field.COMMAND),
                optional(Field.PROMPT),
                Map.of());
    }

    private Permissions permissions() {
        var word = text(Field.PERMISSIONS);
        return Arrays.stream(Permissions.values())
                .filter(p -> p.word().equals(word))
                .findFirst()
                .orElse(Permissions.DEFAULT);
    }

    private List<String> choices() {
        return switch (at) {
            case RUNTIME -> runtimes.isEmpty() ? List.of(SHELL) : runtimes;
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
        return !at.isChoice() && at != Field.START;
    }

    private SpawnDialog typed(Msg.Key key) {
        return takesText() ? with(at, edit(at).key(key)) : this;
    }

    /// The next field that applies: a command only to a shell, a branch only to a worktree.
    private Field next(int by) {
        var fields = shown();
        return fields.get(Math.floorMod(fields.indexOf(at) + by, fields.size()));
    }

    private List<Field> shown() {
        boolean shell = text(Field.RUNTIME).equals(SHELL);
        boolean worktree = text(Field.PLACE).equals(WORKTREE);
        return Arrays.stream(Field.values())
                .filter(f -> f != Field.COMMAND || shell)
                .filter(f -> f != Field.BRANCH || worktree)
                .toList();
    }

    private Edit edit(Field field) {
        return values.getOrDefault(field, Edit.EMPTY);
    }

    private String text(Field field) {
        return edit(field).text().strip();
    }

    private Optional<String> optional(Field field) {
        return Optional.of(text(field)).filter(text -> !text.isEmpty());
    }

    private SpawnDialog with(Field field, Edit text) {
        var next = new EnumMap<>(values);
        next.put(field, text);
        return new SpawnDialog(next, at, problems, busy, false, runtimes);
    }

    private SpawnDialog with(List<String> found, boolean trying) {
        return new SpawnDialog(values, at, found, trying, false, runtimes);
    }

    private SpawnDialog to(Field field) {
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

    private int high(Field field, Size screen) {
        return field == Field.PROMPT ? prompt(screen) : 1;
    }

    /// The fields that have room, that with the caret among them: notes push the first ones out.
    private List<Field> visible(Size screen) {
        var fields = new ArrayList<>(shown());
        fields.remove(Field.START);
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
            box.put(0, y, field.label, role);
            field(box.region(LABEL, y, box.columns() - LABEL, high(field, screen)), field);
            y += high(field, screen);
        }
        for (var note : notes(screen)) {
            box.put(0, y++, note, Role.TOAST_ERROR);
        }
        box.fillRow(box.rows() - 1, Role.DIALOG);
        Confirm.buttons(box, List.of(label()), at == Field.START ? 0 : -1);
    }

    private void field(Canvas area, Field field) {
        if (field.isChoice()) {
            boolean red = text(field).equals(Permissions.BYPASS.word());
            var role = field == at ? Role.BUTTON_CURRENT : Role.BUTTON;
            int x = area.put(0, 0, "‹ " + text(field) + " ›", role);
            if (red) {
                area.put(x + 1, 0, "asks nothing at all", Role.TOAST_ERROR);
            }
            return;
        }
        edit(field).render(area, field == at, Role.INPUT);
    }

    @Override
    public String hint() {
        return "Enter next · ← → choose · ctrl-j new line · ctrl-s starts · Esc cancels";
    }
}
