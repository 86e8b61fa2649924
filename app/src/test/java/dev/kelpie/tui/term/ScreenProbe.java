package dev.kelpie.tui.term;

import dev.kelpie.theme.Themes;
import dev.kelpie.tui.Probes;
import dev.kelpie.tui.Tui;

/// The whole screen over a herd that is made up, in a real terminal; with an argument a fault of
/// ours is planted where the pane's picture is fetched.
final class ScreenProbe {
    private ScreenProbe() {}

    public static void main(String[] args) throws InterruptedException {
        int code = 0;
        try (var terminal =
                LanternaTerminal.open(
                        Themes.builtIn().load("dark"),
                        LanternaTerminal.Options.detect(System.getenv()),
                        System.getenv())) {
            var doors = Probes.doors(terminal, args.length > 0);
            try (var tui = new Tui(doors, doors.kelpie().world())) {
                tui.run();
            }
        } catch (IllegalStateException e) {
            System.err.println("a fault: " + e.getMessage());
            code = 70;
        }
        System.exit(code);
    }
}
