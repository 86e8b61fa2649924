package dev.kelpie.hands.git;

/// How the wish for a worktree ended. A refusal has changed nothing.
public sealed interface Creation {
    /// It is there, new or, for the same session, from before.
    record Made(Worktree worktree) implements Creation {}

    /// Not possible, and why, in words with the next step.
    record Refused(Why why, String detail) implements Creation {}

    /// The reasons that a caller may want to tell apart.
    enum Why {
        NOT_A_REPOSITORY,
        NO_COMMIT_YET,
        NO_SUCH_BASE,
        BAD_BRANCH_NAME,
        BRANCH_TAKEN,
        NAME_TAKEN,
        PATH_TAKEN
    }
}
