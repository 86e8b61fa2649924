package dev.kelpie.theme;

import java.util.EnumMap;
import java.util.Map;

/// A complete map from every role to its look.
public record Theme(String name, boolean light, Map<Role, Look> looks) {
    public Theme {
        for (var role : Role.values()) {
            if (!looks.containsKey(role)) {
                throw new ThemeException("theme " + name + " has no look for " + role.key());
            }
        }
        looks = Map.copyOf(new EnumMap<>(looks));
    }

    /// The look of a role.
    public Look look(Role role) {
        var look = looks.get(role);
        if (look == null) {
            throw new IllegalStateException("a theme is complete, but " + role + " is missing");
        }
        return look;
    }

    /// How a cell looks in this theme on a terminal of this depth.
    public Look look(Paint paint, Depth depth) {
        return switch (paint) {
            case Role role -> depth == Depth.NONE ? role.plain() : depth.show(look(role));
            case On(var front, var ground) ->
                    depth == Depth.NONE
                            ? On.look(front.plain(), ground.plain())
                            : depth.show(On.look(look(front), look(ground)));
            case Look foreign -> depth.show(onTheme(foreign));
        };
    }

    /// A foreign cell that names no colour gets ours, so that a light program sits on a light
    /// theme.
    private Look onTheme(Look foreign) {
        var text = look(Role.TEXT);
        var fg = foreign.fg() instanceof Colour.Default ? text.fg() : foreign.fg();
        var bg = foreign.bg() instanceof Colour.Default ? text.bg() : foreign.bg();
        return foreign.coloured(fg, bg);
    }
}
