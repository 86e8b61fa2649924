package dev.kelpie.hands.git;

import java.nio.file.Path;
import java.util.List;

/// What git finds in a directory.
public sealed interface Inspection {
    /// No repository there or above.
    record NotARepository(Path directory) implements Inspection {}

    /// A repository without a tree of its own; worktrees can still be made from it.
    record Bare(Path common) implements Inspection {}

    /// A repository with a tree. `root` is the main worktree, `here` the one that was asked about.
    record Repository(
            Path root,
            Path here,
            Path common,
            Head head,
            int dirty,
            boolean linked,
            List<String> notices)
            implements Inspection {
        public Repository {
            notices = List.copyOf(notices);
        }
    }

    /// Where HEAD points.
    sealed interface Head {
        record Branch(String name, String commit) implements Head {}

        record Detached(String commit) implements Head {}

        /// A branch that has no commit yet.
        record Unborn(String name) implements Head {}
    }
}
