package dev.kelpie.tui;

import dev.kelpie.theme.Role;
import java.util.List;
import java.util.Optional;

/// A question with buttons. Whoever makes one says which button is chosen first; where something
/// would be lost that is the one that does nothing.
///
/// @param top the first line that is shown, where not all have room
record Confirm(String title, List<String> lines, List<Button> buttons, int at, int top)
        implements Overlay {
    private static final int WIDE = 2;

    /// A way out, and what it does.
    record Button(String label, List<Ask> asks) {
        Button {
            asks = List.copyOf(asks);
        }
    }

    Confirm(String title, List<String> lines, List<Button> buttons, int at) {
        this(title, lines, buttons, at, 0);
    }

    Confirm {
        lines = List.copyOf(lines);
        buttons = List.copyOf(buttons);
    }

    @Override
    public Turn update(Msg msg, Scene scene) {
        if (msg instanceof Msg.Click click) {
            return buttonAt(click, box(scene.size()), labels())
                    .map(i -> new Turn(Optional.empty(), buttons.get(i).asks()))
                    .orElse(Turn.stay(this));
        }
        boolean scrolls = msg instanceof Msg.Wheel || !fits(scene.size());
        var by = Scrolling.by(msg, Math.max(1, room(scene.size()) - 1)).filter(_ -> scrolls);
        if (by.isPresent()) {
            return Turn.stay(scrolled(by.get(), scene.size()));
        }
        if (!(msg instanceof Msg.Key(var name))) {
            return Turn.stay(this);
        }
        return switch (name) {
            case "esc" -> Turn.close();
            case "left", "up", "shift-tab" -> Turn.stay(to(at - 1));
            case "right", "down", "tab" -> Turn.stay(to(at + 1));
            case "enter" -> new Turn(Optional.empty(), buttons.get(at).asks());
            default -> Turn.stay(this);
        };
    }

    @Override
    public Optional<String> question() {
        return Optional.of(title + lines);
    }

    private Confirm to(int button) {
        return new Confirm(title, lines, buttons, Math.floorMod(button, buttons.size()), top);
    }

    private boolean fits(Size screen) {
        return wrapped(screen).size() <= box(screen).rows() - 1;
    }

    /// The rows for lines where not all of them fit: one tells so, and one is for the buttons.
    private int room(Size screen) {
        return Math.max(1, box(screen).rows() - 2);
    }

    private Confirm scrolled(int by, Size screen) {
        int end = fits(screen) ? 0 : wrapped(screen).size() - room(screen);
        return new Confirm(title, lines, buttons, at, Math.clamp((long) top + by, 0, end));
    }

    @Override
    public void render(Canvas canvas, Scene scene) {
        var shown = wrapped(canvas.size());
        var box = Overlay.frame(canvas, title, wide(), shown.size() + 2);
        boolean all = fits(canvas.size());
        int room = all ? shown.size() : room(canvas.size());
        int from = all ? 0 : Math.clamp(top, 0, shown.size() - room);
        for (int y = 0; y < room; y++) {
            box.put(0, y, shown.get(from + y), Role.DIALOG);
        }
        if (!all) {
            Scrolling.rest(box, room, shown.size() - from - room);
        }
        buttons(box, labels(), at);
    }

    private List<String> wrapped(Size screen) {
        int columns = Overlay.place(screen, wide(), 1).columns();
        return lines.stream().flatMap(line -> Wrap.lines(line, columns).stream()).toList();
    }

    private List<String> labels() {
        return buttons.stream().map(Button::label).toList();
    }

    private int wide() {
        int wide = lines.stream().mapToInt(Width::of).max().orElse(0);
        int buttonsWide = buttons.stream().mapToInt(b -> Width.of(b.label()) + 6).sum();
        return Math.max(Width.of(title) + 4, Math.max(wide, buttonsWide));
    }

    private Layout.Rect box(Size screen) {
        return Overlay.place(screen, wide(), wrapped(screen).size() + 2);
    }

    /// The button under a click, in a dialog whose inside is here.
    static Optional<Integer> buttonAt(Msg.Click click, Layout.Rect box, List<String> labels) {
        int x = box.x();
        int gap = gap(labels, box.columns());
        for (int i = 0; i < labels.size() && click.y() == box.y() + box.rows() - 1; i++) {
            int right = x + Width.of(button(labels.get(i), gap));
            if (click.x() >= x && click.x() < right) {
                return Optional.of(i);
            }
            x = right + gap;
        }
        return Optional.empty();
    }

    /// A row of buttons at the foot of a dialog.
    static void buttons(Canvas box, List<String> labels, int at) {
        int x = 0;
        int gap = gap(labels, box.columns());
        for (int i = 0; i < labels.size(); i++) {
            var role = i == at ? Role.BUTTON_CURRENT : Role.BUTTON;
            x = box.put(x, box.rows() - 1, button(labels.get(i), gap), role) + gap;
        }
    }

    /// Columns between buttons: on a small screen they stand close, so that each is seen.
    private static int gap(List<String> labels, int columns) {
        int wide = labels.stream().mapToInt(label -> Width.of(button(label, WIDE)) + WIDE).sum();
        return wide - WIDE <= columns ? WIDE : 1;
    }

    private static String button(String label, int gap) {
        return gap == WIDE ? "[ " + label + " ]" : "[" + label + "]";
    }

    @Override
    public String hint() {
        return "← → choose · Enter does it · Esc cancels";
    }
}
