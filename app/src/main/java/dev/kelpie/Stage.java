package dev.kelpie;

import dev.kelpie.hands.git.Git;
import dev.kelpie.home.Home;
import dev.kelpie.home.HomeException;
import dev.kelpie.home.HomeLock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Where a demo plays: a throw-away folder with a home and a repository.
record Stage(Path folder, Map<String, String> environment) implements AutoCloseable {
    private static final String PREFIX = "kelpie-demo-";

    static Stage make(Map<String, String> environment) {
        try {
            return of(Files.createTempDirectory(PREFIX), environment);
        } catch (IOException e) {
            throw new HomeException("can't make a folder for the demo: " + e.getMessage(), e);
        }
    }

    /// What demos that were killed have left, their agents among it.
    static List<Stage> abandoned(Map<String, String> environment) {
        Path all = Path.of(System.getProperty("java.io.tmpdir"));
        try (Stream<Path> found = Files.list(all)) {
            return found.filter(p -> p.getFileName().toString().startsWith(PREFIX))
                    .filter(p -> Files.isDirectory(p, LinkOption.NOFOLLOW_LINKS) && ours(p))
                    .map(p -> of(p, environment))
                    .filter(Stage::left)
                    .toList();
        } catch (IOException | UncheckedIOException e) {
            throw new HomeException("can't read " + all + ": " + e.getMessage(), e);
        }
    }

    private static boolean ours(Path folder) {
        try {
            return Files.getOwner(folder)
                    .getName()
                    .equals(ProcessHandle.current().info().user().orElse(""));
        } catch (IOException e) {
            return false; // it has just gone
        }
    }

    private static Stage of(Path folder, Map<String, String> environment) {
        var own = new HashMap<>(environment);
        own.put("KELPIE_HOME", folder.resolve("home").toString());
        own.put("KELPIE_FAKE_HOME", folder.resolve("fake").toString());
        return new Stage(folder, Map.copyOf(own));
    }

    /// Whether somebody played here who has ended; one who has not begun yet is none of them.
    private boolean left() {
        Home home = Home.of(environment);
        return Files.exists(home.lock())
                && !HomeLock.heldByOther(home, ProcessHandle.current().pid());
    }

    /// Makes the repository.
    Path repository() {
        Path repository = folder.resolve("shop");
        try {
            Files.createDirectories(repository.resolve("src"));
            Files.writeString(repository.resolve("README.md"), "# Shop\n\nSells things.\n");
            Files.writeString(
                    repository.resolve("src/session.ts"), "export const ttl = 60 * 60;\n");
            Files.writeString(repository.resolve("src/cart.ts"), "export const items = [];\n");
        } catch (IOException e) {
            throw new HomeException("can't fill the demo's repository: " + e.getMessage(), e);
        }
        var git = new Git(environment).at(repository);
        git.ask("make the demo's repository", "init", "--quiet", "--initial-branch=main");
        git.ask("name somebody", "config", "user.name", "Kelpie demo");
        git.ask("name somebody", "config", "user.email", "demo@kelpie.invalid");
        git.ask("add the files", "add", ".");
        git.ask("commit", "commit", "--quiet", "--no-gpg-sign", "--message=A shop");
        return repository;
    }

    /// Deletes all of it.
    @Override
    public void close() {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException | UncheckedIOException e) {
            System.err.println("kelpie demo: left behind: " + folder + " (" + e.getMessage() + ")");
        }
    }
}
