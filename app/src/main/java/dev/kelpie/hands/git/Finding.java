package dev.kelpie.hands.git;

import java.nio.file.Path;

/// One thing that a repair of a repository's worktrees found.
public sealed interface Finding {
    /// Its links were broken, and work again.
    record Mended(Path worktree) implements Finding {}

    /// Its directory was gone and with it nothing else; the registration was taken away.
    record Forgotten(Path worktree) implements Finding {}

    /// A making had been cut off in the middle; what it left was taken back.
    record TakenBack(Path worktree) implements Finding {}

    /// A registration that git cannot read was moved to this place; nothing of it was deleted.
    record SetAside(Path from, Path to) implements Finding {}

    /// Its directory is gone, but it stays registered, for this reason.
    record Left(Path worktree, String why) implements Finding {}
}
