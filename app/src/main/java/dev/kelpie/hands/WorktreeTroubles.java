package dev.kelpie.hands;

import dev.kelpie.hands.git.GitException;
import dev.kelpie.hands.git.Made;
import dev.kelpie.hands.git.Registration;
import dev.kelpie.model.World;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// What is wrong with the worktrees that were made for agents: locked, gone from under git's feet,
/// or of a repository that is gone. Looks at registrations only, not into the trees.
record WorktreeTroubles(OurWorktrees ours) {
    private static final String REPAIR = "; `kelpie worktree repair` sees to it";

    /// A sentence each.
    List<String> of(World world) {
        var lines = new ArrayList<String>();
        for (Path repository : ours.repositories(world)) {
            try {
                ours.worktrees().list(repository).stream()
                        .filter(each -> each.path().startsWith(ours.root()))
                        .flatMap(WorktreeTroubles::wrong)
                        .forEach(lines::add);
            } catch (GitException broken) {
                lines.add(repository + ": " + broken.getMessage());
            }
        }
        for (Made orphan : ours.orphans()) {
            lines.add(orphan.path() + ": " + String.join("; ", orphan.reasons()));
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
}
