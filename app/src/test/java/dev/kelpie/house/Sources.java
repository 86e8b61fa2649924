package dev.kelpie.house;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// All source files of all modules.
final class Sources {
    /// The repository, seen from the module in which tests run.
    static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    private static final List<String> MODULES = List.of("themes", "tmux", "store", "app");

    private Sources() {}

    static List<Path> main() throws IOException {
        return under("src/main/java", ".java");
    }

    static List<Path> tests() throws IOException {
        return under("src/test/java", ".java");
    }

    static List<Path> all() throws IOException {
        return Stream.concat(main().stream(), tests().stream()).toList();
    }

    /// As a person would name it.
    static String name(Path file) {
        return ROOT.relativize(file).toString();
    }

    private static List<Path> under(String folder, String ending) throws IOException {
        var found = new java.util.ArrayList<Path>();
        for (String module : MODULES) {
            Path root = ROOT.resolve(module).resolve(folder);
            if (Files.isDirectory(root)) {
                try (Stream<Path> files = Files.walk(root)) {
                    files.filter(f -> f.toString().endsWith(ending)).sorted().forEach(found::add);
                }
            }
        }
        return found;
    }
}
