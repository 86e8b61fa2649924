package dev.kelpie;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kelpie.home.HomeException;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What may be set, what it is when nobody sets it, and how a wrong file is refused.
class ConfigTest {
    @TempDir Path directory;

    @Test
    void every_default_is_pinned() {
        assertThat(Setting.ALL.stream().map(s -> s.line(Config.DEFAULT)))
                .containsExactly(
                        "theme = \"dark\"",
                        "ascii = false",
                        "keys = \"vim\"",
                        "bell = true",
                        "columns = 120",
                        "rows = 40");
    }

    @Test
    void every_component_is_a_setting_and_has_words() {
        assertThat(Setting.names())
                .containsExactlyElementsOf(
                        Stream.of(Config.class.getRecordComponents())
                                .map(RecordComponent::getName)
                                .map(n -> n.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT))
                                .toList());
        assertThat(Setting.ALL).allSatisfy(s -> assertThat(s.help()).isNotBlank());
    }

    @Test
    void without_a_file_all_is_as_by_default() {
        assertThat(Config.read(directory)).isEqualTo(Config.DEFAULT);
    }

    @Test
    void what_kelpie_config_prints_can_be_read_back() throws IOException {
        var set = new Config("nord", true, "arrows", false, 100, 30);
        write(String.join("\n", Setting.ALL.stream().map(s -> s.line(set)).toList()));

        assertThat(Config.read(directory)).isEqualTo(set);
    }

    @Test
    void what_is_left_out_is_as_by_default() throws IOException {
        write("# mine\nrows = 30\n");

        assertThat(Config.read(directory))
                .isEqualTo(new Config("dark", false, "vim", true, 120, 30));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    theem = "dark"            | line 2 | there is no setting 'theem'
                    rows = "many"             | line 2 | rows must be a whole number
                    rows =                    | line 2 |
                    ascii = "perhaps"         | line 2 | ascii must be true or false
                    keys = "emacs"            | line 2 | keys is "vim" or "arrows", not "emacs"
                    columns = 3               | line 2 | columns is 40 to 500, not 3
                    rows = 301                | line 2 | rows is 10 to 300, not 301
                    """)
    void a_wrong_file_is_refused_with_its_place(String line, String place, String words)
            throws IOException {
        write("# mine\n" + line + "\n");

        assertThatThrownBy(() -> Config.read(directory))
                .isInstanceOf(HomeException.class)
                .hasMessageContaining(directory.resolve("config.toml").toString())
                .hasMessageNotContaining("java.")
                .hasMessageContaining(place == null ? "" : place)
                .hasMessageContaining(words == null ? "" : words);
    }

    @Test
    void the_directory_follows_the_environment() {
        assertThat(Config.directory(Map.of("HOME", "/home/me")))
                .isEqualTo(Path.of("/home/me/.config/kelpie"));
        assertThat(Config.directory(Map.of("HOME", "/home/me", "XDG_CONFIG_HOME", "/conf")))
                .isEqualTo(Path.of("/conf/kelpie"));
    }

    private void write(String text) throws IOException {
        Files.writeString(directory.resolve("config.toml"), text);
    }
}
