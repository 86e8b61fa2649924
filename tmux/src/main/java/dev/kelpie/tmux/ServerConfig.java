package dev.kelpie.tmux;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// The whole configuration of our server. Nothing in it comes from an agent or a person: tmux runs
/// `#(…)` wherever it expands a format. A window has the size it was born with, which its session
/// keeps as `default-size`: only who types in it makes it another, and it goes back when the last
/// of them leaves, however they went. So one who only looks never becomes the measure, and a small
/// terminal leaves none behind in which a dialog can't be read. `-q` lets an older tmux pass over
/// options it does not know.
final class ServerConfig {
    /// The channel on which the server wakes its watchers.
    static final String WAKE = "kelpie-wake";

    private static final List<Path> TERMINFO =
            List.of(
                    Path.of("/lib/terminfo/t/tmux-256color"),
                    Path.of("/usr/share/terminfo/t/tmux-256color"),
                    Path.of("/etc/terminfo/t/tmux-256color"));

    /// How many rows tmux keeps above a pane's screen.
    static final int HISTORY = 5000;

    /// Whose size a window has.
    static final String MEASURE = "smallest";

    private static final String GIVE_BACK =
            "resize-window -x #{s/x.*//:default-size} -y #{s/.*x//:default-size}";

    /// What a client that only looks is told in its status line instead: the size of the window. Of
    /// those who are left, tmux tells the hook of one that was there last.
    private static final String TEXT =
            """
            set -sq exit-empty off
            set -sq escape-time 10
            set -sq set-clipboard off
            set -sq extended-keys on
            set -sq focus-events on
            set -sq default-terminal 'TERMINAL'
            set -sq terminal-features[90] 'xterm*:RGB'
            set -gq update-environment ''
            set -gq prefix None
            set -gq prefix2 None
            set -gq mouse on
            set -gq history-limit HISTORY
            set -gq set-titles off
            set -gq destroy-unattached off
            set -gq detach-on-destroy on
            set -gq bell-action any
            set -gq visual-bell off
            set -gq visual-activity off
            set -gq monitor-bell on
            set -gq allow-rename off
            set -gq automatic-rename off
            set -gq allow-passthrough off
            set -gq remain-on-exit on
            set -gq remain-on-exit-format ''
            set -gq window-size MEASURE
            set -gq base-index 0
            set -gq status on
            set -gq status-position bottom
            set -gq status-interval 0
            set -gq status-left-length 110
            set -gq status-left \
            '#{?client_readonly,#{window_width}x#{window_height}, #{session_name} }'
            set -gq status-right-length 20
            set -gq status-right '#{?client_readonly,, C-q back }'
            set -gq window-status-format ''
            set -gq window-status-current-format ''
            set-environment -g COLORTERM truecolor
            unbind-key -a -T root
            bind-key -n C-q detach-client
            bind-key -n S-PPage copy-mode -eu
            bind-key -n WheelUpPane if-shell -F '#{||:#{pane_in_mode},#{mouse_any_flag}}' \
            'send-keys -M' 'copy-mode -e'
            bind-key -n MouseDown1Pane send-keys -M
            bind-key -n MouseDrag1Pane if-shell -F '#{||:#{pane_in_mode},#{mouse_any_flag}}' \
            'send-keys -M' 'copy-mode -M'
            set-hook -g client-detached "run-shell -C \
            '#{?#{||:#{==:#{session_attached},0},#{client_readonly}},GIVE_BACK -t #{pane_id},}'"
            set-hook -g pane-died 'wait-for -S kelpie-wake'
            set-hook -g pane-exited 'wait-for -S kelpie-wake'
            set-hook -g session-closed 'wait-for -S kelpie-wake'
            set-hook -g alert-bell 'wait-for -S kelpie-wake'
            """;

    private ServerConfig() {}

    /// Holds the window at the size that it has (whoever only looks would else be its measure),
    /// unless somebody is there, who held it or whose size it has. Only numbers are expanded.
    static String hold(PaneId pane) {
        return ("run-shell -C -t %s '#{?session_attached,,"
                        + "resize-window -t %s -x #{window_width} -y #{window_height}}'")
                .formatted(pane, pane);
    }

    /// Gives the window back the size of its birth.
    static String giveBack(PaneId pane) {
        return "run-shell -C -t %s '%s -t %s'".formatted(pane, GIVE_BACK, pane);
    }

    static String text() {
        boolean own = TERMINFO.stream().anyMatch(Files::exists);
        return TEXT.replace("HISTORY", Integer.toString(HISTORY))
                .replace("TERMINAL", own ? "tmux-256color" : "screen-256color")
                .replace("MEASURE", MEASURE)
                .replace("GIVE_BACK", GIVE_BACK);
    }
}
