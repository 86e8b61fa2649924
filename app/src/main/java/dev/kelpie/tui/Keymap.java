package dev.kelpie.tui;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Which keys do what. Two habits exclude each other: in `VIM` j and k move, h and l change panels
/// and Enter goes in; in `ARROWS`, the habit of process monitors, Enter shows the details, k ends
/// the session and Esc leaves.
public enum Keymap {
    VIM,
    ARROWS;

    private static final Map<Action, List<String>> VIM_KEYS =
            Map.of(
                    Action.UP, List.of("k"),
                    Action.DOWN, List.of("j"),
                    Action.NEXT_PANEL, List.of("l"),
                    Action.PREVIOUS_PANEL, List.of("h"));

    private static final Map<Action, List<String>> ARROWS_KEYS =
            Map.of(
                    Action.ATTACH, List.of("e"),
                    Action.DETAILS, List.of("enter", "d"),
                    Action.STOP, List.of("x", "k"));

    /// The scheme that the configuration calls by this word.
    public static Optional<Keymap> of(String word) {
        return switch (word) {
            case "vim" -> Optional.of(VIM);
            case "arrows" -> Optional.of(ARROWS);
            default -> Optional.empty();
        };
    }

    /// All keys of an action, the shown one first. Arrows are understood by everybody, so those of
    /// `VIM` come second.
    List<String> keys(Action action) {
        return switch (this) {
            case VIM -> {
                var keys = new ArrayList<>(action.keys());
                keys.addAll(VIM_KEYS.getOrDefault(action, List.of()));
                yield keys;
            }
            case ARROWS -> ARROWS_KEYS.getOrDefault(action, action.keys());
        };
    }

    /// What a key does outside of dialogs.
    Optional<Action> action(Msg.Key key) {
        for (var action : Action.values()) {
            boolean here =
                    switch (action.context()) {
                        case HOME, AGENTS, MOVING -> true;
                        case DIALOG, LIVE -> false;
                    };
            if (here && keys(action).contains(key.name())) {
                return Optional.of(action);
            }
        }
        return Optional.empty();
    }

    /// A key as people read it.
    static String shown(String key) {
        return switch (key) {
            case "enter" -> "Enter";
            case "esc" -> "Esc";
            case "tab" -> "Tab";
            case "shift-tab" -> "shift-Tab";
            case "up" -> "↑";
            case "down" -> "↓";
            case "left" -> "←";
            case "right" -> "→";
            case "pgup" -> "PgUp";
            case "pgdn" -> "PgDn";
            case "home" -> "Home";
            case "end" -> "End";
            case "f1" -> "F1";
            case "alt-enter" -> "alt-Enter";
            default -> key;
        };
    }
}
