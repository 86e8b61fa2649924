package dev.kelpie.hands.git;

import java.util.List;
import java.util.stream.Collectors;

/// Whether a worktree can go without anybody losing work.
public sealed interface Verdict {
    /// It can; `reason` says why that is sure.
    record Removable(String reason) implements Verdict {}

    /// It has to stay, for each of these reasons.
    record Keep(List<Reason> reasons) implements Verdict {
        public Keep {
            reasons = List.copyOf(reasons);
        }

        /// All reasons in one line.
        public String text() {
            return reasons.stream().map(Reason::text).collect(Collectors.joining("; "));
        }
    }

    /// One thing that a removal would lose or break.
    sealed interface Reason {
        /// In words, with the number.
        default String text() {
            return switch (this) {
                case MainTree _ -> "it is the repository's main tree";
                case Uncommitted(int files) -> files + " files changed and not committed";
                case Untracked(int files) -> files + " files not under git";
                case Conflicted(int files) -> files + " files with conflicts";
                case Hidden(int files) -> files + " files marked so that git does not look at them";
                case Unmerged(int commits, var target) ->
                        commits + " commits that are on no other branch and not in " + target;
                case InUse(var pids) ->
                        "in use by process "
                                + pids.stream()
                                        .map(String::valueOf)
                                        .collect(Collectors.joining(", "));
                case Locked(var why) -> why.isBlank() ? "locked" : "locked: " + why;
                case Underway(var operation) -> "a " + operation + " is under way";
                case Stashed(int entries) -> entries + " stash entries made on its branch";
                case Submodules(int count) -> count + " submodules checked out in it";
            };
        }
    }

    record MainTree() implements Reason {}

    record Uncommitted(int files) implements Reason {}

    record Untracked(int files) implements Reason {}

    record Conflicted(int files) implements Reason {}

    /// `assume-unchanged`, or `skip-worktree` although the file is there: changes would not show.
    record Hidden(int files) implements Reason {}

    record Unmerged(int commits, String target) implements Reason {}

    record InUse(List<Long> pids) implements Reason {
        public InUse {
            pids = List.copyOf(pids);
        }
    }

    record Locked(String why) implements Reason {}

    record Underway(String operation) implements Reason {}

    record Stashed(int entries) implements Reason {}

    record Submodules(int count) implements Reason {}
}
