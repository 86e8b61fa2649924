package dev.kelpie;

import dev.kelpie.home.Home;
import dev.kelpie.theme.Theme;
import dev.kelpie.theme.ThemeException;
import dev.kelpie.theme.Themes;
import dev.kelpie.tui.ThemeChoice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// The theme that was chosen on the screen, under the configured one that it took the place of. Who
/// changes the configuration has decided later, so that wins then.
record ChosenTheme(Path file, String configured) implements ThemeChoice {
    @Override
    public void remember(String theme) {
        Home.write(file, configured + "\n" + theme + "\n");
    }

    /// The theme to start with. A chosen one that is gone, broken or not to be read keeps nobody
    /// out: what was configured is as good.
    Theme load(Themes themes) {
        try {
            return themes.load(name());
        } catch (ThemeException _) {
            return themes.load(configured);
        }
    }

    private String name() {
        try {
            var lines = Files.exists(file) ? Files.readAllLines(file) : List.<String>of();
            boolean holds = lines.size() == 2 && lines.getFirst().equals(configured);
            return holds ? lines.getLast() : configured;
        } catch (IOException _) {
            return configured;
        }
    }
}
