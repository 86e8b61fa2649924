package dev.kelpie;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kelpie.theme.ThemeException;
import dev.kelpie.theme.Themes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Which colours the screen starts with.
class ChosenThemeTest {
    @TempDir Path home;

    @Test
    void who_never_chose_one_gets_the_configured_theme() {
        assertThat(start("nord")).isEqualTo("nord");
    }

    @Test
    void what_was_chosen_on_the_screen_is_there_at_the_next_start() {
        choice("dark").remember("light");
        choice("dark").remember("gruvbox");

        assertThat(start("dark")).isEqualTo("gruvbox");
    }

    @Test
    void a_configuration_that_was_changed_since_wins() {
        choice("dark").remember("light");

        assertThat(start("nord")).isEqualTo("nord");
    }

    @Test
    void a_chosen_theme_that_is_gone_keeps_nobody_out() {
        choice("dark").remember("mine");

        assertThat(start("dark")).isEqualTo("dark");
        assertThatThrownBy(() -> start("mine")).isInstanceOf(ThemeException.class);
    }

    @Test
    void a_choice_that_cannot_be_read_keeps_nobody_out() throws IOException {
        Files.write(home.resolve("theme"), new byte[] {(byte) 0xff, (byte) 0xfe, '\n'});

        assertThat(start("dark")).isEqualTo("dark");
    }

    private String start(String configured) {
        return choice(configured).load(Themes.builtIn()).name();
    }

    private ChosenTheme choice(String configured) {
        return new ChosenTheme(home.resolve("theme"), configured);
    }
}
