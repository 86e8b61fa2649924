package dev.kelpie.hands.runtime;

import dev.kelpie.hands.runtime.Descriptor.Composer;
import dev.kelpie.hands.runtime.Descriptor.Dialog;
import dev.kelpie.hands.runtime.Descriptor.Rule;
import dev.kelpie.hands.runtime.Descriptor.ScreenRules;
import dev.kelpie.hands.runtime.Reading.Cause;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads screens by rules of place and shape: no text counts just because it is somewhere.
final class ScreenReader {
    /// A dialog's question stands at most this far above the last line.
    private static final int DIALOG_MAX = 45;

    private static final Pattern LINE_MARK = Pattern.compile("^[\\s⎿●✻■│└]+");

    private static final int EXCERPT_MAX = 200;
    private static final int QUESTION_MAX = 400;

    /// How many lines of a dialog tell what it is about.
    private static final int ABOUT_MAX = 6;

    private static final Pattern WORDS = Pattern.compile("[\\p{L}\\p{N}]");
    private static final String BULLET = "^[☐☒✔│╭╰> ]+";

    private final ScreenRules rules;

    ScreenReader(ScreenRules rules) {
        this.rules = rules;
    }

    Reading read(Screen screen) {
        Optional<Place> place = rules.composer().flatMap(c -> Place.find(c, screen));
        Optional<Reading> exited = exited(screen, place);
        if (exited.isPresent()) {
            return exited.get();
        }
        Optional<Reading.Dialog> dialog = dialog(screen, place);
        if (dialog.isPresent()) {
            return dialog.get();
        }
        for (Rule rule : rules.rules()) {
            Optional<Reading> reading = apply(rule, screen, place);
            if (reading.isPresent()) {
                return reading.get();
            }
        }
        if (place.isPresent()) {
            return new Reading.Ready(
                    draft(screen, place.get()),
                    new Cause("composer", excerpt(screen.text(place.get().first()))));
        }
        String last = screen.lines().isEmpty() ? "" : screen.text(screen.size() - 1);
        return switch (rules.otherwise()) {
            case BUSY -> new Reading.Busy("", new Cause("otherwise-busy", excerpt(last)));
            case UNCLEAR -> new Reading.Unclear(new Cause("no-rule", excerpt(last)));
        };
    }

    ComposerState composer(Screen screen) {
        Optional<Place> place = rules.composer().flatMap(c -> Place.find(c, screen));
        if (exited(screen, place).isPresent()) {
            return new ComposerState.Missing();
        }
        Optional<Reading.Dialog> dialog = dialog(screen, place);
        if (dialog.isPresent()) {
            return new ComposerState.AtDialog(dialog.get());
        }
        if (place.isEmpty()) {
            return promptOnly(screen);
        }
        return draft(screen, place.get())
                .<ComposerState>map(ComposerState.Draft::new)
                .orElseGet(ComposerState.Empty::new);
    }

    /// Last words come first: above them the program's last screen may still stand.
    private Optional<Reading> exited(Screen screen, Optional<Place> place) {
        return rules.rules().stream()
                .filter(rule -> rule.says() == Descriptor.Says.EXITED)
                .flatMap(rule -> apply(rule, screen, place).stream())
                .findFirst();
    }

    /// Programs without a composer in their rules may still say by a rule that they are ready.
    private ComposerState promptOnly(Screen screen) {
        for (Rule rule : rules.rules()) {
            if (apply(rule, screen, Optional.empty()).isPresent()) {
                return rule.says() == Descriptor.Says.READY
                        ? new ComposerState.Empty()
                        : new ComposerState.Missing();
            }
        }
        return new ComposerState.Missing();
    }

    private Optional<String> draft(Screen screen, Place place) {
        Composer composer = rules.composer().orElseThrow();
        var typed = new ArrayList<String>();
        boolean faint = true;
        for (int i = place.first(); i <= place.last(); i++) {
            Screen.Line line = screen.lines().get(i);
            int start = 0;
            if (i == place.first() || composer.foot().isPresent()) {
                Matcher prompt = composer.prompt().matcher(line.text());
                start = prompt.find() ? prompt.end() : 0;
            }
            String text = line.text().substring(start);
            faint &= line.faintFrom(start);
            for (Pattern tail : composer.tail().stream().toList()) {
                text = tail.matcher(text).replaceFirst("");
            }
            typed.add(text.strip());
        }
        String text = String.join("\n", typed).strip();
        boolean placeholder =
                composer.placeholders().stream().anyMatch(p -> p.matcher(text).find());
        return text.isEmpty() || faint || placeholder ? Optional.empty() : Optional.of(text);
    }

    private Optional<Reading.Dialog> dialog(Screen screen, Optional<Place> place) {
        int floor = place.map(Place::bottom).orElse(-1);
        int top = Math.max(floor + 1, screen.size() - DIALOG_MAX);
        return rules.dialogs().stream()
                .flatMap(rule -> dialog(rule, screen, top).stream())
                .findFirst();
    }

    private static Optional<Reading.Dialog> dialog(Dialog rule, Screen screen, int top) {
        for (int i = screen.size() - 1; i >= top; i--) {
            Matcher line = rule.line().matcher(screen.text(i));
            if (!line.find()) {
                continue;
            }
            int begin = begin(rule, screen, i, top);
            if (!stands(rule, screen, begin)) {
                continue;
            }
            String said = group(line, "question", "");
            List<Found> found = found(rule, screen, said.isEmpty() ? begin : i);
            if (rule.option().isPresent() && found.isEmpty()) {
                continue;
            }
            return Optional.of(
                    new Reading.Dialog(
                            rule.kind(),
                            question(rule, said, screen, begin, i, found),
                            options(rule, found),
                            new Cause(rule.id(), excerpt(screen.text(i)))));
        }
        return Optional.empty();
    }

    private static int begin(Dialog rule, Screen screen, int line, int top) {
        if (rule.edge().isPresent()) {
            for (int i = line; i >= top; i--) {
                if (rule.edge().get().matcher(screen.text(i)).find()) {
                    return i;
                }
            }
        }
        return line;
    }

    private static boolean stands(Dialog rule, Screen screen, int from) {
        for (Pattern with : rule.with()) {
            boolean found = false;
            for (int i = from; i < screen.size() && !found; i++) {
                found = with.matcher(screen.text(i)).find();
            }
            if (!found) {
                return false;
            }
        }
        return true;
    }

    /// An option as it stands on the screen.
    private record Found(int line, String label, String key, boolean current) {}

    private static List<Found> found(Dialog rule, Screen screen, int from) {
        var found = new ArrayList<Found>();
        for (int i = from; i < screen.size() && rule.option().isPresent(); i++) {
            Matcher option = rule.option().get().matcher(screen.text(i));
            while (option.find()) {
                // A list in the text above the options is numbered too.
                if (group(option, "key", "").equals("1")) {
                    found.clear();
                }
                found.add(
                        new Found(
                                i,
                                group(option, "label", screen.text(i).strip()),
                                group(option, "key", ""),
                                !group(option, "at", "").isBlank()));
            }
        }
        return found;
    }

    /// What it asks, after what it is about: the lines between its edge and the question. Where the
    /// line that gives it away is not the question, that is the text just above the options.
    private static String question(
            Dialog rule, String said, Screen screen, int begin, int line, List<Found> found) {
        int end = said.isEmpty() && !found.isEmpty() ? found.getFirst().line() : line;
        var about = new ArrayList<String>();
        for (int i = begin; i < end; i++) {
            String text = screen.text(i).strip();
            boolean skipped = rule.skip().map(p -> p.matcher(text).find()).orElse(false);
            if (!skipped && WORDS.matcher(text).find()) {
                about.add(text.replaceFirst(BULLET, ""));
            }
        }
        if (!said.isEmpty()) {
            about.add(said);
            about.addAll(after(rule, screen, line, found));
        }
        String question =
                String.join(
                        " · ", about.subList(Math.max(0, about.size() - ABOUT_MAX), about.size()));
        return question.length() <= QUESTION_MAX ? question : question.substring(0, QUESTION_MAX);
    }

    /// Some ask first and then say what about. What stands below a start-up dialog's question is
    /// only advice.
    private static List<String> after(Dialog rule, Screen screen, int line, List<Found> found) {
        if (rule.kind().setup() || found.isEmpty()) {
            return List.of();
        }
        return screen
                .lines()
                .subList(line + 1, Math.max(line + 1, found.getFirst().line()))
                .stream()
                .map(l -> l.text().strip().replaceFirst(BULLET, ""))
                .filter(text -> WORDS.matcher(text).find())
                .toList();
    }

    private static List<Reading.Option> options(Dialog rule, List<Found> found) {
        int current = 0;
        for (int i = 0; i < found.size(); i++) {
            current = found.get(i).current() ? i : current;
        }
        var options = new ArrayList<Reading.Option>();
        for (int i = 0; i < found.size(); i++) {
            Found each = found.get(i);
            options.add(
                    new Reading.Option(
                            each.label(), keys(rule, each.key(), i - current), each.current()));
        }
        return options;
    }

    private static List<String> keys(Dialog rule, String key, int steps) {
        if (rule.press().isPresent()) {
            return rule.press().get().stream().map(k -> k.replace("{key}", key)).toList();
        }
        var keys = new ArrayList<String>();
        for (int i = 0; i < Math.abs(steps); i++) {
            keys.add(steps > 0 ? "Down" : "Up");
        }
        keys.add("Enter");
        return keys;
    }

    private Optional<Reading> apply(Rule rule, Screen screen, Optional<Place> place) {
        int seen = 0;
        for (int i : order(rule, screen, place)) {
            String text = screen.text(i);
            if (text.isBlank() || rule.skip().map(s -> s.matcher(text).find()).orElse(false)) {
                continue;
            }
            if (++seen > rule.within()) {
                return Optional.empty();
            }
            Matcher line = rule.line().matcher(text);
            if (line.find() && rule.not().stream().noneMatch(n -> n.matcher(text).find())) {
                return Optional.of(reading(rule, line, text, screen, place));
            }
        }
        return Optional.empty();
    }

    /// The lines of a rule's region, the nearest to the composer (or to the edge) first.
    private List<Integer> order(Rule rule, Screen screen, Optional<Place> place) {
        int end = place.map(Place::top).orElse(screen.size());
        var order = new ArrayList<Integer>();
        switch (rule.in()) {
            case ABOVE -> {
                for (int i = end - 1; i >= 0; i--) {
                    order.add(i);
                }
            }
            case TURN -> {
                for (int i = end - 1; i >= 0 && !prompt(screen.text(i)); i--) {
                    order.add(i);
                }
            }
            case FOOTER -> {
                for (int i = place.map(Place::bottom).orElse(screen.size()) + 1;
                        i < screen.size();
                        i++) {
                    order.add(i);
                }
            }
            case TAIL -> {
                for (int i = screen.size() - 1; i >= 0; i--) {
                    order.add(i);
                }
            }
            case HEAD -> {
                for (int i = 0; i < screen.size(); i++) {
                    order.add(i);
                }
            }
        }
        return order;
    }

    private boolean prompt(String line) {
        return rules.composer().map(c -> c.prompt().matcher(line).find()).orElse(false);
    }

    private Reading reading(
            Rule rule, Matcher line, String text, Screen screen, Optional<Place> place) {
        var cause = new Cause(rule.id(), excerpt(text));
        return switch (rule.says()) {
            case BUSY -> new Reading.Busy(group(line, "doing", ""), cause);
            case BACKGROUND -> new Reading.Background(group(line, "doing", text.strip()), cause);
            case LIMITED ->
                    new Reading.Limited(
                            Optional.of(group(line, "reset", "")).filter(r -> !r.isBlank()),
                            words(text),
                            cause);
            case FAILING -> new Reading.Failing(group(line, "text", words(text)), cause);
            case INTERRUPTED -> new Reading.Interrupted(cause);
            case EXITED -> new Reading.Exited(cause);
            case READY -> new Reading.Ready(place.flatMap(p -> draft(screen, p)), cause);
        };
    }

    private static String group(Matcher matcher, String name, String otherwise) {
        if (!matcher.namedGroups().containsKey(name)) {
            return otherwise;
        }
        String value = matcher.group(name);
        return value == null ? otherwise : value.strip();
    }

    /// Without the bullet or bracket with which a program begins its line.
    private static String words(String line) {
        return excerpt(LINE_MARK.matcher(line).replaceFirst(""));
    }

    private static String excerpt(String line) {
        String stripped = line.strip();
        return stripped.length() <= EXCERPT_MAX ? stripped : stripped.substring(0, EXCERPT_MAX);
    }
}
