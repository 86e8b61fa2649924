package dev.kelpie.hands.git;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What git finds in a directory.
public sealed interface Inspection {
    /// No repository there or above.
    record NotARepository(Path directory) implements Inspection {}

    /// A repository without a tree of its own; worktrees can still be made from it.
    record Bare(Path common) implements Inspection {}

    /// A repository with a tree. `root` is the main worktree, `here` the one that was asked about.
    record Repository(Path root, Path here, Path common, Head head, int dirty, boolean linked)
            implements Inspection {
        /// What a person should know who starts agents from here.
        ///
        /// @param base the commit or branch that was asked for to begin at
        public List<String> notices(Optional<String> base) {
            var notices = new ArrayList<String>();
            if (dirty > 0) {
                notices.add(
                        dirty
                                + (dirty == 1 ? " file is" : " files are")
                                + " changed and not committed in "
                                + here
                                + "; the agent starts without "
                                + (dirty == 1 ? "it" : "them"));
            }
            if (base.isEmpty() && head instanceof Head.Detached(var commit)) {
                notices.add(
                        "HEAD is on no branch but at "
                                + commit.substring(0, Math.min(10, commit.length()))
                                + "; finished work has no branch to go to");
            }
            return notices;
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
