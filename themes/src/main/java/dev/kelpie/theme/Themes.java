package dev.kelpie.theme;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/// Where themes come from: the files that ship with Kelpie, and a person's own folder, which wins.
public record Themes(Optional<Path> own) {
    /// The theme of somebody who never chose one.
    public static final String FALLBACK = "dark";

    private static final String SUFFIX = ".toml";

    /// Only the themes that ship with Kelpie.
    public static Themes builtIn() {
        return new Themes(Optional.empty());
    }

    /// The names one may choose, sorted.
    public List<String> names() {
        var names = new TreeSet<>(shipped());
        own.ifPresent(folder -> names.addAll(in(folder)));
        return List.copyOf(names);
    }

    /// The theme of this name, or an exception that names the file and the key that is wrong.
    public Theme load(String name) {
        boolean fileName = !name.contains("/") && !name.contains("\0");
        var mine =
                own.filter(_ -> fileName)
                        .map(folder -> folder.resolve(name + SUFFIX))
                        .filter(Files::isRegularFile);
        if (mine.isPresent()) {
            return read(mine.get());
        }
        if (!shipped().contains(name)) {
            throw new ThemeException(
                    "there is no theme " + name + "; there are " + String.join(", ", names()));
        }
        return ThemeFile.parse(name, name + SUFFIX, resource(name + SUFFIX));
    }

    private static Theme read(Path file) {
        var name = String.valueOf(file.getFileName());
        try {
            return ThemeFile.parse(
                    name.substring(0, name.length() - SUFFIX.length()),
                    file.toString(),
                    Files.readString(file));
        } catch (IOException e) {
            throw new ThemeException("cannot read the theme file " + file, e);
        }
    }

    private static List<String> in(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (var files = Files.list(folder)) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .filter(file -> file.endsWith(SUFFIX))
                    .map(file -> file.substring(0, file.length() - SUFFIX.length()))
                    .toList();
        } catch (IOException e) {
            throw new ThemeException("cannot list the theme folder " + folder, e);
        }
    }

    /// A jar cannot be listed portably, so the folder keeps an index; a test holds them equal.
    static List<String> shipped() {
        var names = resource("index").lines().map(String::strip).filter(l -> !l.isEmpty()).toList();
        return Collections.unmodifiableList(names);
    }

    private static String resource(String file) {
        try (InputStream in = Themes.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new ThemeException("the theme file " + file + " is missing from Kelpie");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new ThemeException("cannot read the theme file " + file, e);
        }
    }
}
