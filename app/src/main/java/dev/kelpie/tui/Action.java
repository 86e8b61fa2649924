package dev.kelpie.tui;

import static dev.kelpie.tui.Context.AGENTS;
import static dev.kelpie.tui.Context.DIALOG;
import static dev.kelpie.tui.Context.HOME;
import static dev.kelpie.tui.Context.LIVE;
import static dev.kelpie.tui.Context.MOVING;

import java.util.List;

/// Everything that a key can do: the one table that dispatch, footer, help, palette and
/// `docs/keys.md` are read from. The footer shows the highest priorities; 0 never.
enum Action {
    ATTACH(
            AGENTS,
            90,
            "attach",
            "Attach to the agent's own screen; ctrl-q comes back",
            "open enter",
            "enter"),
    DETAILS(
            AGENTS,
            0,
            "details",
            "Give the agent's view the whole screen; Esc comes back",
            "view zoom show",
            "d"),
    MESSAGE(
            AGENTS,
            80,
            "message",
            "Send a message without attaching",
            "send prompt tell broadcast",
            "m"),
    APPROVE(
            AGENTS,
            85,
            "approve",
            "Answer the question that the agent shows",
            "answer permission yes",
            "a"),
    NEXT_NEEDY(HOME, 88, "next", "Go to the next agent that needs you", "waiting attention", "w"),
    PREVIOUS_NEEDY(HOME, 0, "previous", "Go to the previous agent that needs you", "waiting", "W"),
    SPAWN(HOME, 75, "new", "Start a new agent", "spawn create agent", "n", "N"),
    STOP(
            AGENTS,
            70,
            "stop",
            "Break off the turn, or end the session; it can be resumed",
            "interrupt end cancel",
            "x"),
    KILL(
            AGENTS,
            60,
            "kill",
            "End it, remove what would not be lost, take it off the list",
            "delete remove",
            "D"),
    RESUME(AGENTS, 55, "resume", "Go on with a session that is over", "restart continue", "R"),
    UNDO(
            HOME,
            40,
            "undo",
            "Undo the last kill or stop, of however many agents",
            "restore back",
            "z"),
    LIVE_MODE(
            AGENTS,
            50,
            "live",
            "Type straight into the agent; ctrl-q ends that",
            "insert type through",
            "i"),
    ADOPT(
            AGENTS,
            0,
            "adopt",
            "Take an agent of your own tmux into the herd where it runs, or let it go again",
            "release stranger join",
            "A"),
    MARK(
            AGENTS,
            45,
            "mark",
            "Mark the agent; message, approve, stop, kill, resume act on all marked",
            "select",
            "space"),
    MARK_RANGE(
            AGENTS,
            0,
            "mark range",
            "Mark every agent from the last mark to here",
            "select",
            "ctrl-space"),
    UNMARK(AGENTS, 0, "unmark", "Take away all marks", "clear deselect", "ctrl-\\"),
    MENU(
            AGENTS,
            0,
            "menu",
            "Show what can be done with this agent; the right mouse button does, too",
            "context actions",
            "."),
    COPY(
            AGENTS,
            0,
            "copy",
            "Copy what the view shows, or the agent's name, directory, branch",
            "clipboard yank osc 52",
            "c"),
    SHELL(
            AGENTS,
            0,
            "shell",
            "Open a shell in the agent's directory; exit comes back",
            "terminal directory worktree",
            "t"),
    SORT(HOME, 0, "sort", "Choose the order of the agents", "order", "o"),
    STATES(
            HOME,
            0,
            "show only",
            "Show only the agents of one state or runtime",
            "filter state chips",
            "f"),
    FILTER(HOME, 35, "filter", "Show only the agents that contain a text", "search find", "/"),
    PALETTE(
            HOME,
            30,
            "commands",
            "Find anything that can be done by its name",
            "command menu",
            ":",
            "ctrl-k"),
    HELP(HOME, 100, "help", "Show all keys", "keys manual", "?", "f1"),
    TAB(
            HOME,
            25,
            "view",
            "Next view of the agent: screen, transcript, diff, timeline",
            "transcript diff timeline screen preview",
            "v"),
    PREVIEW(HOME, 0, "preview", "Show or hide the agent's view", "pane hide", "p"),
    ZOOM(
            HOME,
            20,
            "zoom",
            "Give the panel the whole screen, or give it back",
            "full maximise",
            "+",
            "_"),
    REFRESH(HOME, 0, "refresh", "Sort the agents anew by who needs you", "sort reload", "ctrl-r"),
    REDRAW(HOME, 0, "redraw", "Draw the whole screen anew", "repaint", "ctrl-l"),
    THEME(HOME, 0, "theme", "Choose the colours", "colour color dark light", "T"),
    SUSPEND(
            HOME,
            0,
            "suspend",
            "Stop Kelpie and go to the shell; fg comes back",
            "background shell",
            "ctrl-z"),
    QUIT(HOME, 15, "quit", "Leave the screen; the agents work on", "exit leave", "q", "ctrl-c"),
    BACK(
            HOME,
            0,
            "back",
            "Close, end looking back, clear the filter, leave the zoom",
            "close",
            "esc"),
    NEXT_PANEL(HOME, 28, "panel", "Go to the next panel", "focus", "tab", "right"),
    PREVIOUS_PANEL(
            HOME, 0, "previous panel", "Go to the previous panel", "focus", "shift-tab", "left"),
    PANEL_AGENTS(HOME, 0, "agents", "Go to the agents", "panel", "1"),
    PANEL_PREVIEW(HOME, 0, "view of the agent", "Go to the agent's view", "panel", "2"),
    PANEL_ALERTS(HOME, 0, "alerts", "Go to the alerts", "panel", "5"),
    PANEL_LOG(HOME, 0, "log", "Go to the log", "panel history", "6"),
    UP(MOVING, 0, "up", "One row up", "", "up"),
    DOWN(MOVING, 0, "down", "One row down", "", "down"),
    PAGE_UP(MOVING, 0, "page up", "One page up", "", "pgup"),
    PAGE_DOWN(MOVING, 0, "page down", "One page down", "", "pgdn"),
    TOP(MOVING, 0, "top", "To the first row", "first", "home", "g"),
    BOTTOM(MOVING, 0, "bottom", "To the last row", "last end", "end", "G"),
    SCROLL_UP(
            MOVING,
            0,
            "scroll up",
            "Scroll the agent's view up, its screen into what scrolled away",
            "",
            "K"),
    SCROLL_DOWN(MOVING, 0, "scroll down", "Scroll the agent's view down", "", "J"),
    NEXT_FIELD(
            DIALOG,
            0,
            "next field",
            "To the next field or button; in a message Enter is a new line",
            "",
            "enter",
            "tab"),
    PREVIOUS_FIELD(DIALOG, 0, "previous field", "To the field before", "", "shift-tab"),
    SUBMIT(DIALOG, 0, "submit", "Do what the dialog is for", "", "ctrl-s"),
    NEW_LINE(
            DIALOG,
            0,
            "new line",
            "A new line in a field of several lines",
            "",
            "ctrl-j",
            "alt-enter"),
    CANCEL(DIALOG, 0, "cancel", "Close the dialog and change nothing", "", "esc"),
    LEAVE_LIVE(LIVE, 0, "leave", "Stop typing into the agent", "", "ctrl-q");

    private final Context context;
    private final int priority;
    private final String label;
    private final String help;
    private final String words;
    private final String keys;

    Action(Context context, int priority, String label, String help, String words, String... keys) {
        this.context = context;
        this.priority = priority;
        this.label = label;
        this.help = help;
        this.words = words;
        this.keys = String.join(" ", keys);
    }

    Context context() {
        return context;
    }

    int priority() {
        return priority;
    }

    /// A word or two for the footer.
    String label() {
        return label;
    }

    /// A sentence for help, palette and docs.
    String help() {
        return help;
    }

    /// What else somebody might type for it into the palette.
    String words() {
        return words;
    }

    /// The keys that every scheme has for it, the shown one first.
    List<String> keys() {
        return List.of(keys.split(" ", -1));
    }
}
