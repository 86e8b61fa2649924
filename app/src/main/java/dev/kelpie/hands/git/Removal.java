package dev.kelpie.hands.git;

import java.nio.file.Path;
import java.util.Optional;

/// How a wish to remove a worktree ended.
public sealed interface Removal {
    /// It is gone, and the ignored files with it. A branch that carries commits of its own stays
    /// and is named here.
    record Removed(Path path, Optional<String> keptBranch, Verdict.Ignored ignored)
            implements Removal {}

    /// It is still there, untouched.
    record Kept(Path path, Verdict.Keep verdict) implements Removal {}
}
