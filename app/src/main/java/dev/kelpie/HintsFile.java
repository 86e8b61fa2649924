package dev.kelpie;

import dev.kelpie.home.Home;
import dev.kelpie.tui.Hints;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;

/// The hints that this person has seen, a word a line.
record HintsFile(Path file) implements Hints {
    @Override
    public Set<String> seen() {
        try {
            return Files.exists(file) ? new TreeSet<>(Files.readAllLines(file)) : new TreeSet<>();
        } catch (IOException e) {
            throw new UncheckedIOException("can't read " + file, e);
        }
    }

    @Override
    public void remember(String hint) {
        Set<String> seen = seen();
        if (seen.add(hint)) {
            Home.write(file, String.join("\n", seen) + "\n");
        }
    }
}
