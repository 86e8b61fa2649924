package dev.kelpie.tui;

import java.time.ZoneId;
import java.util.List;

/// What `Main` knows and the screen must be told.
///
/// @param here the directory that Kelpie was started in: the first offer for a new agent
/// @param runtimes the runtimes one may spawn, the favourite first
/// @param themes the themes one may choose
/// @param zone the time zone of the clock
/// @param shell the person's own shell
/// @param bell whether to ring when an agent begins to need somebody
public record Settings(
        String here,
        List<String> runtimes,
        List<String> themes,
        Keymap keymap,
        ZoneId zone,
        String shell,
        boolean bell) {
    public Settings {
        runtimes = List.copyOf(runtimes);
        themes = List.copyOf(themes);
    }
}
