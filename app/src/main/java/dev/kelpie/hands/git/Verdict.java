package dev.kelpie.hands.git;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Whether a worktree can go without anybody losing work.
public sealed interface Verdict {
    /// It can; `reason` says why that is sure, `ignored` what goes with it although git would not
    /// say so.
    record Removable(String reason, Ignored ignored) implements Verdict {}

    /// Files that git ignores: how many, and the names by which it ignores them (of a directory as
    /// a whole with a slash at the end).
    record Ignored(int files, List<String> names) {
        public static final Ignored NONE = new Ignored(0, List.of());

        public Ignored {
            names = List.copyOf(names);
        }

        /// In words, such as `3 ignored files: .env, build/`; empty when there are none.
        public Optional<String> text() {
            if (files == 0) {
                return Optional.empty();
            }
            // a directory is what a tool makes again, a file of its own may be a person's
            var filesFirst =
                    names.stream()
                            .sorted(Comparator.comparing(name -> name.endsWith("/")))
                            .toList();
            return Optional.of(
                    files
                            + (files == 1 ? " ignored file: " : " ignored files: ")
                            + first(filesFirst));
        }
    }

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

    /// The first few names, and how many more there are.
    private static String first(List<String> names) {
        int shown = Math.min(6, names.size());
        return String.join(", ", names.subList(0, shown))
                + (names.size() > shown ? " and " + (names.size() - shown) + " more" : "");
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
                case Nested(var places) ->
                        places.size()
                                + (places.size() == 1
                                        ? " repository or worktree of its own inside it: "
                                        : " repositories or worktrees of their own inside it: ")
                                + first(places);
                case Orphaned(var repository, var there) ->
                        there
                                ? "the repository "
                                        + repository
                                        + " knows it no more; take out what you need and delete it"
                                : "its repository "
                                        + repository
                                        + " is gone; if that was moved, run `kelpie worktree repair`"
                                        + " in its new place, else take out what you need and"
                                        + " delete it";
                case Unseen(var why) -> "not all of it could be looked at: " + why;
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

    /// Repositories and worktrees below it, ignored or not: git looks into none of them.
    record Nested(List<String> places) implements Reason {
        public Nested {
            places = List.copyOf(places);
        }
    }

    /// Its repository is gone; or is `there`, and has given it up.
    record Orphaned(Path repository, boolean there) implements Reason {}

    record Unseen(String why) implements Reason {}
}
