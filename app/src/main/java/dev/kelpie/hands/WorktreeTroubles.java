package dev.kelpie.hands;

import dev.kelpie.hands.git.GitException;
import dev.kelpie.hands.git.Made;
import dev.kelpie.hands.git.Registration;
import dev.kelpie.hands.git.Worktrees;
import dev.kelpie.model.Agent;
import dev.kelpie.model.Workplace;
import dev.kelpie.model.World;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;

/// What is wrong with the worktrees that were made for agents: locked, gone from under git's feet,
/// or of a repository that is gone. Looks at registrations only, not into the trees.
final class WorktreeTroubles {
    private static final String REPAIR = "; `kelpie worktree repair` sees to it";

    private final Worktrees worktrees;
    private final Path root;

    /// @param root where they all lie
    WorktreeTroubles(Worktrees worktrees, Path root) {
        this.worktrees = worktrees;
        this.root = root;
    }

    /// A sentence each.
    List<String> of(World world) {
        var lines = new ArrayList<String>();
        var repositories = new TreeSet<Path>();
        Stream<Path> workplaces =
                Stream.concat(world.agents().values().stream(), world.removed().stream())
                        .map(Agent::spec)
                        .map(spec -> spec.workplace())
                        .filter(Workplace.Worktree.class::isInstance)
                        .map(workplace -> Path.of(workplace.path()));
        Stream.concat(workplaces, trees().stream())
                .forEach(dir -> worktrees.repository(dir).ifPresent(repositories::add));
        for (Path repository : repositories) {
            try {
                worktrees.list(repository).stream()
                        .filter(each -> each.path().startsWith(root))
                        .flatMap(WorktreeTroubles::wrong)
                        .forEach(lines::add);
            } catch (GitException broken) {
                lines.add(repository + ": " + broken.getMessage());
            }
        }
        for (Path tree : trees()) {
            worktrees
                    .orphan(tree)
                    .map(Made::reasons)
                    .ifPresent(why -> lines.add(tree + ": " + String.join("; ", why)));
        }
        return lines;
    }

    private static Stream<String> wrong(Registration each) {
        return Stream.concat(
                each
                        .locked()
                        .map(why ->
                                each.path()
                                        + ": locked"
                                        + (why.isBlank() ? "" : ": " + why)
                                        + "; `git worktree unlock` lets it go")
                        .stream(),
                each.prunable().map(why -> each.path() + ": " + why + REPAIR).stream());
    }

    /// `worktrees/REPOSITORY/AGENT`.
    private List<Path> trees() {
        if (!Files.isDirectory(root)) {
            return List.of();
        }
        try (Stream<Path> all = Files.find(root, 2, (_, a) -> a.isDirectory())) {
            return all.filter(p -> root.relativize(p).getNameCount() == 2).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException("can't read " + root, e);
        }
    }
}
