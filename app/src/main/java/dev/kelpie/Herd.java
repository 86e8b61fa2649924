package dev.kelpie;

import dev.kelpie.door.cli.OutsideException;
import dev.kelpie.engine.Kelpie;
import dev.kelpie.hands.runtime.AgentRuntime;
import dev.kelpie.hands.runtime.Runtimes;
import dev.kelpie.home.Home;
import dev.kelpie.theme.Themes;
import dev.kelpie.tmux.LocalTmux;
import dev.kelpie.tui.Keymap;
import dev.kelpie.tui.Settings;
import dev.kelpie.tui.Tui;
import dev.kelpie.tui.term.LanternaTerminal;
import dev.kelpie.tui.term.NoTerminalException;
import dev.kelpie.verb.ExitCode;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The screen, put together.
final class Herd {
    private Herd() {}

    static ExitCode show(
            Kelpie kelpie, Home home, Config config, Map<String, String> environment, Clock clock)
            throws InterruptedException {
        Path directory = Config.directory(environment);
        var themes = new Themes(Optional.of(directory.resolve("themes")));
        var log = new Log(home.logs(), clock);
        var options = LanternaTerminal.Options.detect(environment);
        if (config.ascii()) {
            options =
                    new LanternaTerminal.Options(
                            options.depth(), true, options.sync(), options.mouse());
        }
        var tmux =
                new LocalTmux(
                        home.socket(),
                        Programs.find("tmux", environment, "install tmux 3.2 or newer"),
                        home.tmux());
        try (tmux;
                LanternaTerminal terminal = open(themes, config, options, environment);
                var pane = new FollowedAgent(tmux, log::line)) {
            Thread.setDefaultUncaughtExceptionHandler(
                    terminal.restoringFirst((_, e) -> Main.end(Crash.report(e, home, clock))));
            var doors =
                    new Tui.Doors(
                            kelpie,
                            terminal,
                            pane,
                            Attaching::enter,
                            new TmuxAround(environment),
                            new HintsFile(home.root().resolve("hints")),
                            themes,
                            settings(config, directory, home, environment, themes),
                            clock);
            try (var tui = new Tui(doors)) {
                tui.run();
            }
        }
        return ExitCode.DONE;
    }

    private static LanternaTerminal open(
            Themes themes,
            Config config,
            LanternaTerminal.Options options,
            Map<String, String> environment) {
        try {
            return LanternaTerminal.open(themes.load(config.theme()), options, environment);
        } catch (NoTerminalException e) {
            throw new OutsideException(String.valueOf(e.getMessage()), e);
        }
    }

    private static Settings settings(
            Config config,
            Path directory,
            Home home,
            Map<String, String> environment,
            Themes themes) {
        var runtimes =
                new Runtimes(
                        directory.resolve("runtimes"),
                        home.root(),
                        environment,
                        Programs.placeholders());
        return new Settings(
                Path.of("").toAbsolutePath().toString(),
                favouriteFirst(runtimes.all().stream().map(AgentRuntime::name).toList()),
                themes.names(),
                Keymap.of(config.keys()).orElse(Keymap.VIM),
                ZoneId.systemDefault(),
                environment.getOrDefault("SHELL", "/bin/sh"),
                config.bell());
    }

    private static List<String> favouriteFirst(List<String> names) {
        return names.stream()
                .sorted(java.util.Comparator.comparing((String n) -> !n.equals("claude")))
                .toList();
    }
}
