package dev.kelpie.tui.term;

import dev.kelpie.theme.Role;
import dev.kelpie.theme.Themes;
import dev.kelpie.tui.Canvas;
import dev.kelpie.tui.Msg;
import dev.kelpie.tui.Terminal;
import java.io.IOException;
import java.time.Duration;

/// A small program that takes over its terminal and ends in the way its argument says; run in a
/// real pty by `LanternaTerminalIT`.
final class TerminalProbe {
    private TerminalProbe() {}

    public static void main(String[] args) throws InterruptedException {
        LanternaTerminal terminal;
        try {
            terminal =
                    LanternaTerminal.open(
                            Themes.builtIn().load("dark"),
                            LanternaTerminal.Options.detect(System.getenv()),
                            System.getenv());
        } catch (NoTerminalException e) {
            System.err.println(e.getMessage());
            System.exit(3);
            return;
        }
        Thread.setDefaultUncaughtExceptionHandler(
                terminal.restoringFirst((_, thrown) -> Runtime.getRuntime().halt(70)));
        show(terminal, "ready " + ProcessHandle.current().pid());
        while (true) {
            var msg = terminal.next(Duration.ofMinutes(1));
            if (msg.isEmpty()) {
                terminal.close();
                System.exit(4);
            }
            switch (msg.get()) {
                case Msg.Key(var name) -> key(terminal, name);
                case Msg.Resize(var size) -> show(terminal, "size " + size);
                case Msg.Paste(var text) -> show(terminal, "paste " + text);
                case Msg.Click(int x, int y, var button) ->
                        show(terminal, "click " + x + "," + y + " " + button);
                case Msg.HungUp() -> System.exit(5);
                case Msg.Wheel(int x, int y, int by) ->
                        show(terminal, "wheel " + x + "," + y + " " + by);
                case Msg.WorldChanged _,
                        Msg.PaneMoved _,
                        Msg.Tick _,
                        Msg.Painted _,
                        Msg.Past _,
                        Msg.Answered _,
                        Msg.Spawned _,
                        Msg.Offered _,
                        Msg.Looked _,
                        Msg.WayIn _,
                        Msg.CameBack _,
                        Msg.EngineLost _,
                        Msg.EngineBack _,
                        Msg.Around _,
                        Msg.Failed _,
                        Msg.Crashed _ ->
                        throw new IllegalStateException("no terminal sends " + msg.get());
            }
        }
    }

    private static void key(Terminal terminal, String name) throws InterruptedException {
        switch (name) {
            case "q" -> {
                terminal.close();
                System.exit(0);
            }
            case "b" -> Thread.ofPlatform().name("a worker").start(TerminalProbe::fail);
            case "l" -> terminal.lend(TerminalProbe::guest);
            case "ctrl-z" -> {
                terminal.suspend();
                show(terminal, "back");
            }
            default -> show(terminal, "key " + name);
        }
    }

    private static void fail() {
        throw new IllegalStateException("planted");
    }

    private static void guest() {
        try {
            new ProcessBuilder(
                            "sh", "-c", "stty -a; printf 'guest '; read line; echo \"got $line\"")
                    .inheritIO()
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new IllegalStateException("the guest did not start", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void show(Terminal terminal, String text) {
        var canvas = Canvas.of(terminal.size());
        canvas.put(0, 0, text, Role.TITLE);
        terminal.forget();
        terminal.draw(canvas);
    }
}
