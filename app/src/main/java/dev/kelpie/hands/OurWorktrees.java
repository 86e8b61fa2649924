package dev.kelpie.hands;

import dev.kelpie.hands.git.GitException;
import dev.kelpie.hands.git.Made;
import dev.kelpie.hands.git.Worktrees;
import dev.kelpie.model.Agent;
import dev.kelpie.model.Workplace;
import dev.kelpie.model.World;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/// Where to look for the worktrees that were made for agents, also for agents of whom nobody knows
/// any more.
///
/// @param root where they all lie
public record OurWorktrees(Worktrees worktrees, Path root) {
    /// The repositories of wherever one of our trees lies or an agent was started, and of `also`.
    /// Throws [GitException] when the trees can't be listed.
    public SortedSet<Path> repositories(World world, Path... also) {
        Stream<Path> workplaces =
                Stream.concat(world.agents().values().stream(), world.removed().stream())
                        .map(Agent::spec)
                        .map(spec -> spec.workplace())
                        .filter(Workplace.Worktree.class::isInstance)
                        .map(workplace -> Path.of(workplace.path()));
        var found = new TreeSet<Path>();
        Stream.of(workplaces, trees().stream(), Stream.of(also))
                .flatMap(paths -> paths)
                .distinct()
                .forEach(dir -> worktrees.repository(dir).ifPresent(found::add));
        return found;
    }

    /// Those whose repository is gone. Throws [GitException] when the trees can't be listed.
    public List<Made> orphans() {
        return trees().stream().flatMap(tree -> worktrees.orphan(tree).stream()).toList();
    }

    /// `worktrees/REPOSITORY/AGENT`.
    private List<Path> trees() {
        if (!Files.isDirectory(root)) {
            return List.of();
        }
        try (Stream<Path> all = Files.find(root, 2, (_, a) -> a.isDirectory())) {
            return all.filter(p -> root.relativize(p).getNameCount() == 2).sorted().toList();
        } catch (IOException | UncheckedIOException e) {
            throw new GitException("can't list " + root, "see to its permissions", e);
        }
    }
}
