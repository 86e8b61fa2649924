package dev.kelpie.hands.git;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A worktree that Kelpie made and that has not been removed. `verdict` is whether it could go now;
/// empty when its directory is gone or git does not find its way from there.
public record Made(
        String agent, Path path, String branch, Instant since, Optional<Verdict> verdict) {
    /// What is in it, in a word.
    public enum State {
        /// Work that is in no commit.
        DIRTY,
        /// Commits that are nowhere else.
        UNMERGED,
        /// Nothing that would be lost.
        MERGED,
        /// Its repository is gone or knows it no more; nobody can say what is in it.
        ORPHANED,
        /// Its directory is gone, or its link to the repository is broken.
        BROKEN
    }

    public State state() {
        return verdict.map(Made::state).orElse(State.BROKEN);
    }

    private static State state(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Removable _ -> State.MERGED;
            case Verdict.Keep keep ->
                    keep.reasons().stream()
                            .map(Made::state)
                            .min(State::compareTo)
                            .orElse(State.MERGED);
        };
    }

    private static State state(Verdict.Reason reason) {
        return switch (reason) {
            case Verdict.Uncommitted _,
                    Verdict.Untracked _,
                    Verdict.Conflicted _,
                    Verdict.Hidden _,
                    Verdict.Submodules _,
                    Verdict.Nested _,
                    Verdict.Unseen _,
                    Verdict.Underway _ ->
                    State.DIRTY;
            case Verdict.Orphaned _ -> State.ORPHANED;
            case Verdict.Unmerged _, Verdict.Stashed _ -> State.UNMERGED;
            case Verdict.InUse _, Verdict.Locked _, Verdict.MainTree _ -> State.MERGED;
        };
    }

    /// What git ignores in it and what would go with it; none while something keeps it.
    public Verdict.Ignored ignored() {
        return verdict.map(v ->
                        switch (v) {
                            case Verdict.Removable(_, var ignored) -> ignored;
                            case Verdict.Keep _ -> Verdict.Ignored.NONE;
                        })
                .orElse(Verdict.Ignored.NONE);
    }

    /// What keeps it, a line each.
    public List<String> reasons() {
        return verdict.map(v ->
                        switch (v) {
                            case Verdict.Removable _ -> List.<String>of();
                            case Verdict.Keep keep ->
                                    keep.reasons().stream().map(Verdict.Reason::text).toList();
                        })
                .orElse(List.of("its directory or its link is broken"));
    }
}
