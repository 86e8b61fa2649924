package dev.kelpie.hands;

import dev.kelpie.home.Home;
import dev.kelpie.model.Agent;
import dev.kelpie.model.SessionId;
import dev.kelpie.model.World;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// What sessions leave in the home: taken away when they end, but for the output, which stays as
/// long as the agent is on the list or can be put back on it.
final class Leftovers {
    private final Home home;

    Leftovers(Home home) {
        this.home = home;
    }

    /// After the session's end: all but its output.
    void sweep(SessionId session) {
        for (Path path : children(home.session(session))) {
            if (!path.endsWith("output.txt")) {
                delete(path);
            }
        }
    }

    /// Sessions that nothing in the world leads to any more.
    void purge(World world) {
        Set<String> known = new HashSet<>();
        Stream.concat(world.agents().values().stream(), world.removed().stream())
                .map(Agent::session)
                .forEach(s -> known.add(s.value()));
        for (Path path : children(home.sessions())) {
            if (!known.contains(String.valueOf(path.getFileName()))) {
                delete(path);
            }
        }
    }

    private static List<Path> children(Path dir) {
        if (!Files.isDirectory(dir)) {
            return List.of();
        }
        try (Stream<Path> list = Files.list(dir)) {
            return list.toList();
        } catch (IOException e) {
            throw new UncheckedIOException("can't read " + dir, e);
        }
    }

    /// Never follows a link out.
    private static void delete(Path path) {
        try {
            if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
                try (Stream<Path> all = Files.walk(path)) {
                    for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                        Files.deleteIfExists(each);
                    }
                }
            } else {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("can't delete " + path, e);
        }
    }
}
