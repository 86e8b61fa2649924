package dev.kelpie.theme;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ThemesTest {
    @TempDir Path folder;

    static List<String> shipped() {
        return Themes.shipped();
    }

    @Test
    void the_index_names_every_file_of_the_folder() throws IOException {
        var files = new TreeSet<String>();
        try (var list = Files.list(Path.of("src/main/resources/dev/kelpie/theme"))) {
            list.map(file -> String.valueOf(file.getFileName()))
                    .filter(file -> file.endsWith(".toml"))
                    .forEach(file -> files.add(file.replace(".toml", "")));
        }
        assertThat(Themes.shipped()).containsExactlyElementsOf(files);
        assertThat(files)
                .contains("dark", "light", "high-contrast", "nord", "gruvbox", "solarized");
    }

    @ParameterizedTest
    @MethodSource("shipped")
    void every_theme_can_be_read_by_human_eyes(String name) {
        var theme = Themes.builtIn().load(name);
        for (var role : Role.values()) {
            var look = theme.look(role);
            assertThat(contrast(look))
                    .as("contrast of %s in %s", role.key(), name)
                    .isGreaterThanOrEqualTo(role.isText() ? 4.5 : 3.0);
        }
    }

    @ParameterizedTest
    @MethodSource("shipped")
    void small_palettes_keep_the_words_readable(String name) {
        var theme = Themes.builtIn().load(name);
        for (var role : Role.values()) {
            for (var depth : List.of(Depth.COLOURS_256, Depth.COLOURS_16)) {
                var shown = theme.look(role, depth);
                assertThat(rgb(shown.fg()).contrast(rgb(shown.bg())))
                        .as("contrast of %s in %s at %s", role.key(), name, depth)
                        .isGreaterThanOrEqualTo(2.9);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("shipped")
    void what_lies_in_a_chosen_row_can_be_read_too(String name) {
        var theme = Themes.builtIn().load(name);
        for (var ground : List.of(Role.SELECTED, Role.HEADER)) {
            for (var role : Role.values()) {
                var shown = theme.look(new On(role, ground), Depth.TRUE_COLOUR);
                assertThat(contrast(shown))
                        .as("contrast of %s on %s in %s", role.key(), ground.key(), name)
                        .isGreaterThanOrEqualTo(4.5);
                assertThat(shown.bg()).isEqualTo(theme.look(ground).bg());
            }
        }
    }

    @Test
    void without_colours_a_chosen_row_is_turned_around() {
        var theme = Themes.builtIn().load("dark");
        var shown = theme.look(new On(Role.STATE_WAITING, Role.SELECTED), Depth.NONE);
        assertThat(shown.reverse()).isTrue();
        assertThat(shown.bold()).isEqualTo(Role.STATE_WAITING.plain().bold());
    }

    @Test
    void high_contrast_means_seven_to_one() {
        var theme = Themes.builtIn().load("high-contrast");
        for (var role : Role.values()) {
            assertThat(contrast(theme.look(role))).as(role.key()).isGreaterThanOrEqualTo(7.0);
        }
    }

    @Test
    void a_role_has_a_letter_and_a_key_of_its_own() {
        var letters = Arrays.stream(Role.values()).map(Role::letter).collect(Collectors.toSet());
        assertThat(letters).hasSize(Role.values().length);
        for (var role : Role.values()) {
            assertThat(Role.of(role.key())).contains(role);
        }
    }

    @Test
    void a_theme_with_a_missing_role_is_refused_by_file_and_key() {
        write("half.toml", dark().replaceAll("(?m)^danger = .*\n", ""));
        assertThatThrownBy(() -> mine().load("half"))
                .isInstanceOf(ThemeException.class)
                .hasMessageContaining("half.toml")
                .hasMessageContaining("roles.danger is missing");
    }

    @Test
    void an_unknown_role_key_or_palette_name_is_refused() {
        write("a.toml", dark() + "\nsparkle = { fg = \"red\" }\n");
        write("b.toml", dark().replace("danger = { fg", "danger = { blink = true, fg"));
        write("c.toml", dark().replace("title = { fg = \"accent\"", "title = { fg = \"pink\""));
        write("d.toml", "flavour = 1\n" + dark());
        write("e.toml", dark().replace("kind = \"dark\"", "kind = \"dusk\""));
        write("f.toml", dark().replace("bold = true", "bold = \"yes\""));
        write("g.toml", "kind = ");
        assertRefused("a", "roles.sparkle is not a role");
        assertRefused("b", "roles.danger.blink is not a key");
        assertRefused("c", "roles.title.fg \"pink\" is neither in the palette");
        assertRefused("d", "flavour is not a key");
        assertRefused("e", "kind must be");
        assertRefused("f", "bold must be true or false");
        assertRefused("g", "g.toml: ");
    }

    @Test
    void a_file_of_ones_own_wins_over_the_shipped_one() {
        write("dark.toml", dark().replace("#d6dae2", "#ffffff"));
        assertThat(mine().load("dark").look(Role.TEXT).fg())
                .isEqualTo(new Colour.Rgb(255, 255, 255));
        assertThat(mine().names()).contains("dark", "nord").doesNotHaveDuplicates();
    }

    @Test
    void a_theme_that_does_not_exist_is_refused_with_those_that_do() {
        assertThatThrownBy(() -> Themes.builtIn().load("../dark"))
                .isInstanceOf(ThemeException.class)
                .hasMessageContaining("there is no theme ../dark")
                .hasMessageContaining("gruvbox");
    }

    @Test
    void what_is_no_file_name_is_no_theme() {
        var themes = new Themes(Optional.of(folder));
        for (var name : List.of("../dark", "\0", "dark\0x")) {
            assertThatThrownBy(() -> themes.load(name)).isInstanceOf(ThemeException.class);
        }
    }

    @Test
    void without_colours_the_attributes_stay() {
        var theme = Themes.builtIn().load("dark");
        assertThat(theme.look(Role.SELECTED, Depth.NONE)).isEqualTo(Look.PLAIN.reversed());
        assertThat(theme.look(Role.DANGER, Depth.NONE)).isEqualTo(Look.PLAIN.strong().reversed());
        assertThat(theme.look(Role.DANGER, Depth.NONE).fg()).isEqualTo(Colour.DEFAULT);
    }

    private void assertRefused(String name, String why) {
        assertThatThrownBy(() -> mine().load(name))
                .isInstanceOf(ThemeException.class)
                .hasMessageContaining(name + ".toml")
                .hasMessageContaining(why);
    }

    private Themes mine() {
        return new Themes(Optional.of(folder));
    }

    private void write(String file, String text) {
        try {
            Files.writeString(folder.resolve(file), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String dark() {
        try (var in = Themes.class.getResourceAsStream("dark.toml")) {
            assertThat(in).isNotNull();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static double contrast(Look look) {
        return rgb(look.fg()).contrast(rgb(look.bg()));
    }

    private static Colour.Rgb rgb(Colour colour) {
        return switch (colour) {
            case Colour.Rgb rgb -> rgb;
            case Colour.Indexed indexed -> Depth.rgb(indexed.index());
            case Colour.Default _ -> throw new AssertionError("a theme names both colours");
        };
    }
}
