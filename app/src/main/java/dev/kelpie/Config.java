package dev.kelpie;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.dataformat.toml.TomlMapper;
import dev.kelpie.door.cli.Misfit;
import dev.kelpie.home.HomeException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What a person may set, in `config.toml`. Defaults stand here; an unknown key or a wrong type is
/// refused with its place.
public record Config(
        String theme, boolean ascii, String keys, boolean bell, int columns, int rows) {
    /// Wide enough for every agent's own screen, and what most people's terminals have.
    private static final int COLUMNS = 120;

    private static final int ROWS = 40;

    public static final Config DEFAULT = new Config("dark", false, "vim", true, COLUMNS, ROWS);

    /// As in the file, where everything may be left out.
    private record File(
            @Nullable String theme,
            @Nullable Boolean ascii,
            @Nullable String keys,
            @Nullable Boolean bell,
            @Nullable Integer columns,
            @Nullable Integer rows) {
        Config config() {
            return new Config(
                    theme == null ? DEFAULT.theme : theme,
                    ascii == null ? DEFAULT.ascii : ascii,
                    keys == null ? DEFAULT.keys : keys,
                    bell == null ? DEFAULT.bell : bell,
                    columns == null ? DEFAULT.columns : columns,
                    rows == null ? DEFAULT.rows : rows);
        }
    }

    public Config {
        if (!keys.equals("vim") && !keys.equals("arrows")) {
            throw new IllegalArgumentException(
                    "keys is \"vim\" or \"arrows\", not \"" + keys + "\"");
        }
        if (columns < 40 || columns > 500) {
            throw new IllegalArgumentException("columns is 40 to 500, not " + columns);
        }
        if (rows < 10 || rows > 300) {
            throw new IllegalArgumentException("rows is 10 to 300, not " + rows);
        }
    }

    /// `$XDG_CONFIG_HOME/kelpie`, else `~/.config/kelpie`.
    public static Path directory(Map<String, String> environment) {
        String home = environment.getOrDefault("HOME", "/");
        return Path.of(environment.getOrDefault("XDG_CONFIG_HOME", home + "/.config"))
                .resolve("kelpie");
    }

    /// Reads the file if there is one.
    public static Config read(Path directory) {
        Path file = directory.resolve("config.toml");
        if (!Files.exists(file)) {
            return DEFAULT;
        }
        try {
            return read(file, Files.readString(file));
        } catch (CharacterCodingException e) {
            throw new HomeException(file + " is not UTF-8 text", e);
        } catch (IOException e) {
            throw new HomeException("can't read " + file + ": " + e.getMessage(), e);
        }
    }

    private static Config read(Path file, String text) {
        TomlMapper toml =
                TomlMapper.builder()
                        .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                        .propertyNamingStrategy(PropertyNamingStrategies.KEBAB_CASE)
                        .build();
        try {
            return toml.readValue(text, File.class).config();
        } catch (UnrecognizedPropertyException e) {
            throw new HomeException(
                    place(file, text, name(e))
                            + "there is no setting '"
                            + e.getPropertyName()
                            + "'; there are "
                            + String.join(", ", Setting.names()),
                    e);
        } catch (JsonMappingException e) {
            throw new HomeException(place(file, text, name(e)) + words(e), e);
        } catch (JacksonException e) {
            throw new HomeException(
                    file + ", line " + e.getLocation().getLineNr() + ": " + words(e), e);
        } catch (IllegalArgumentException e) {
            String words = String.valueOf(e.getMessage());
            throw new HomeException(place(file, text, words.split(" ", 2)[0]) + words, e);
        }
    }

    private static String words(JacksonException e) {
        return Misfit.words(e) + "; `kelpie config` shows what may be set";
    }

    /// The reader of TOML forgets the lines of what it has read, so the name is looked for.
    private static String place(Path file, String text, String name) {
        List<String> lines = text.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).strip().matches("[\"']?" + Pattern.quote(name) + "[\"']?\\s*=.*")) {
                return file + ", line " + (i + 1) + ": ";
            }
        }
        return file + ": ";
    }

    private static String name(JsonMappingException e) {
        return e.getPath().isEmpty() ? "" : String.valueOf(e.getPath().getLast().getFieldName());
    }
}
