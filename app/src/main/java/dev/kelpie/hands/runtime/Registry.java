package dev.kelpie.hands.runtime;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;

/// Finds one session's entry in its program's own register of live sessions: a file for each
/// process, named after its pid.
final class Registry {
    /// A search reads every entry, so it is not made at every look.
    private static final long SEARCH_NANOS = Duration.ofSeconds(1).toNanos();

    private final Remembered<RegistryFacts> entry = new Remembered<>(RegistryFacts::of);
    private Optional<Path> found = Optional.empty();
    private Optional<Long> searchedAt = Optional.empty();

    /// @param home the program's own directory
    /// @param pid of the pane's process
    Optional<RegistryFacts> read(Path home, long pid, Optional<String> conversation) {
        Path folder = home.resolve("sessions");
        Path own = folder.resolve(pid + ".json");
        Optional<RegistryFacts> facts = entry.read(found.orElse(own));
        if (facts.isPresent() || conversation.isEmpty() || !searchDue()) {
            return facts;
        }
        // Started through a wrapper: the entry stands under the pid of a descendant.
        searchedAt = Optional.of(System.nanoTime());
        found = Files.exists(own) ? Optional.empty() : search(folder, conversation.get());
        return found.flatMap(entry::read);
    }

    private boolean searchDue() {
        return searchedAt.map(at -> System.nanoTime() - at > SEARCH_NANOS).orElse(true);
    }

    private static Optional<Path> search(Path folder, String conversation) {
        if (!Files.isDirectory(folder)) {
            return Optional.empty();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(f -> f.getFileName().toString().matches("\\d+\\.json"))
                    .filter(f ->
                            RegistryFacts.of(f)
                                    .filter(e -> e.conversation().equals(Optional.of(conversation)))
                                    .isPresent())
                    .findFirst();
        } catch (IOException e) {
            return Optional.empty(); // gone between the look and the read
        }
    }
}
