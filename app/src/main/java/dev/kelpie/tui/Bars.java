package dev.kelpie.tui;

import dev.kelpie.model.Agent;
import dev.kelpie.model.Attention;
import dev.kelpie.model.StateName;
import dev.kelpie.theme.Role;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The first row and the last one.
final class Bars {
    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);

    /// Below this only who needs somebody has room beside the clock.
    private static final int FIGURES_FROM = 60;

    /// Below this the counts by state have the better right to the room.
    private static final int RATE_FROM = 100;

    private record Piece(String text, Role role) {}

    private Bars() {}

    /// How many agents there are, who needs somebody, how full and how dear it is, and the time.
    static void header(Canvas canvas, Scene scene) {
        canvas.fillRow(0, Role.HEADER);
        var agents = List.copyOf(scene.world().agents().values());
        var right = right(agents, scene, canvas.columns());
        int room = canvas.columns() - right.stream().mapToInt(p -> Width.of(p.text())).sum();
        int x = canvas.put(1, 0, "kelpie", Role.TITLE);
        for (var piece : left(agents, scene)) {
            if (x + Width.of(piece.text()) + 2 > room) {
                break;
            }
            x = canvas.put(x + 2, 0, piece.text(), piece.role());
        }
        int at = Math.max(room, x + 1);
        for (var piece : right) {
            at = canvas.put(at, 0, piece.text(), piece.role());
        }
        canvas.ground(0, Role.HEADER);
    }

    private static List<Piece> left(List<Agent> agents, Scene scene) {
        var pieces = new ArrayList<Piece>();
        if (scene.lost()) {
            pieces.add(new Piece("✗ no engine", Role.STATE_ERROR));
        }
        pieces.add(new Piece(Words.count(agents.size(), "agent"), Role.HEADER));
        long needy = agents.stream().filter(a -> Attention.of(a).needsYou()).count();
        if (needy > 0) {
            pieces.add(
                    new Piece(
                            "▲ " + needy + (needy == 1 ? " needs you" : " need you"),
                            Role.STATE_WAITING));
        }
        for (var name : StateName.values()) {
            long number = agents.stream().filter(a -> StateName.of(a) == name).count();
            if (number > 0 && name != StateName.WAITING) {
                var look = StateLook.of(name);
                pieces.add(new Piece(look.glyph() + " " + number + " " + look.word(), look.role()));
            }
        }
        return pieces;
    }

    private static List<Piece> right(List<Agent> agents, Scene scene, int columns) {
        var pieces = new ArrayList<Piece>();
        if (columns >= FIGURES_FROM) {
            figures(agents, pieces);
        }
        if (columns >= RATE_FROM) {
            scene.spending().perHour(scene.now()).ifPresent(rate -> pieces.add(rate(rate)));
        }
        pieces.add(
                new Piece(
                        " " + CLOCK.withZone(scene.settings().zone()).format(scene.now()) + " ",
                        Role.HEADER));
        return pieces;
    }

    private static void figures(List<Agent> agents, List<Piece> pieces) {
        agents.stream()
                .map(Agent::usage)
                .filter(u -> u.contextPercent().isPresent())
                .max(Comparator.comparing(u -> u.contextPercent().orElse(0)))
                .ifPresent(u -> {
                    pieces.add(new Piece(" ctx max ", Role.HEADER));
                    pieces.add(new Piece(StateLook.context(u), StateLook.band(u)));
                    pieces.add(new Piece(" ", Role.HEADER));
                });
        double cost = agents.stream().mapToDouble(a -> a.usage().costDollars().orElse(0.0)).sum();
        if (agents.stream().anyMatch(a -> a.usage().costDollars().isPresent())) {
            pieces.add(new Piece(String.format(Locale.ROOT, " $%.2f ", cost), Role.HEADER));
        }
    }

    private static Piece rate(double dollars) {
        return new Piece(String.format(Locale.ROOT, "$%.2f/h ", dollars), Role.HEADER);
    }

    /// As many keys as fit, the most useful first; the one for help always.
    static void footer(Canvas canvas, Model model) {
        int y = canvas.rows() - 1;
        canvas.fillRow(y, Role.TEXT);
        if (model.home().preview().live()) {
            canvas.fillRow(y, Role.BANNER);
            canvas.put(1, y, "LIVE: every key goes to the agent · ctrl-q ends", Role.BANNER);
            return;
        }
        if (model.overlay().isPresent()) {
            canvas.put(1, y, model.overlay().get().hint(), Role.KEY_LABEL);
            return;
        }
        var keymap = model.scene().settings().keymap();
        var help = Binding.of(Action.HELP, keymap, Optional.empty());
        int room = canvas.columns() - 1 - width(help);
        int x = 1;
        for (var binding : bindings(model)) {
            if (binding.action() == Action.HELP || x + width(binding) > room) {
                continue;
            }
            x = put(canvas, x, y, binding);
        }
        put(canvas, x, y, help);
    }

    private static List<Binding> bindings(Model model) {
        return Arrays.stream(Action.values())
                .filter(action -> action.priority() > 0)
                .map(action ->
                        Binding.of(
                                action,
                                model.scene().settings().keymap(),
                                AgentActions.off(action, model)))
                .filter(binding -> binding.off().isEmpty())
                .sorted(Comparator.comparing(b -> -b.action().priority()))
                .toList();
    }

    private static int width(Binding binding) {
        return Width.of(binding.key()) + 1 + Width.of(binding.action().label()) + 2;
    }

    private static int put(Canvas canvas, int x, int y, Binding binding) {
        int after = canvas.put(x, y, binding.key(), Role.KEY);
        return canvas.put(after + 1, y, binding.action().label(), Role.KEY_LABEL) + 2;
    }
}
