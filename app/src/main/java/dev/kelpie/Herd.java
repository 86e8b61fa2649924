package dev.kelpie;

import dev.kelpie.door.cli.OutsideException;
import dev.kelpie.engine.Kelpie;
import dev.kelpie.hands.runtime.Runtimes;
import dev.kelpie.home.Home;
import dev.kelpie.theme.Themes;
import dev.kelpie.tmux.LocalTmux;
import dev.kelpie.tui.Attach;
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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/// The screen, put together.
final class Herd {
    private Herd() {}

    /// What a new agent is offered first.
    record Offer(Path repository, String runtime) {
        /// Where the person stands.
        static Offer here() {
            return new Offer(Path.of("").toAbsolutePath(), "claude");
        }
    }

    static ExitCode show(
            Kelpie kelpie,
            Home home,
            Config config,
            Offer offer,
            Map<String, String> environment,
            Clock clock)
            throws InterruptedException {
        Path directory = Config.directory(environment);
        // What takes longest of all that the first picture needs, while the terminal is taken over.
        var world = CompletableFuture.supplyAsync(kelpie::world, Thread::startVirtualThread);
        var zone = CompletableFuture.supplyAsync(ZoneId::systemDefault);
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
        var theme = new ChosenTheme(home.root().resolve("theme"), config.theme());
        try (tmux;
                LanternaTerminal terminal = open(themes, theme, options, environment);
                var pane = new FollowedAgent(tmux, log::line)) {
            Thread.setDefaultUncaughtExceptionHandler(
                    terminal.restoringFirst((_, e) -> Main.end(Crash.report(e, home, clock))));
            var doors =
                    new Tui.Doors(
                            kelpie,
                            terminal,
                            pane,
                            entering(environment),
                            new TmuxAround(environment),
                            new HintsFile(home.root().resolve("hints")),
                            theme,
                            new OwnTmux(home, environment, clock),
                            themes,
                            settings(config, directory, offer, environment, themes, got(zone)),
                            clock);
            try (var tui = new Tui(doors, got(world))) {
                tui.run();
            }
        }
        return ExitCode.DONE;
    }

    private static Attach entering(Map<String, String> environment) {
        return (argv, in, lent) ->
                Attaching.enter(argv, in, lent, Optional.ofNullable(environment.get("TMUX")));
    }

    /// What went wrong meanwhile is said as if it went wrong here.
    private static <T> T got(CompletableFuture<T> work) {
        try {
            return work.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
    }

    private static LanternaTerminal open(
            Themes themes,
            ChosenTheme theme,
            LanternaTerminal.Options options,
            Map<String, String> environment) {
        try {
            return LanternaTerminal.open(theme.load(themes), options, environment);
        } catch (NoTerminalException e) {
            throw new OutsideException(String.valueOf(e.getMessage()), e);
        }
    }

    private static Settings settings(
            Config config,
            Path directory,
            Offer offer,
            Map<String, String> environment,
            Themes themes,
            ZoneId zone) {
        return new Settings(
                offer.repository().toString(),
                favouriteFirst(Runtimes.names(directory.resolve("runtimes")), offer.runtime()),
                themes.names(),
                Keymap.of(config.keys()).orElse(Keymap.VIM),
                zone,
                environment.getOrDefault("SHELL", "/bin/sh"),
                config.bell());
    }

    private static List<String> favouriteFirst(List<String> names, String favourite) {
        return names.stream()
                .sorted(java.util.Comparator.comparing((String n) -> !n.equals(favourite)))
                .toList();
    }
}
