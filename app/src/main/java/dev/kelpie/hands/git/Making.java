package dev.kelpie.hands.git;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Makes one worktree, under the repository's lock: note, `git worktree add`, check, note again.
/// What fails on the way is taken back whole; what a crash left is taken back by the next who
/// comes.
final class Making {
    /// A tree of 20,000 files takes a second; large files come over the network.
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final Git.At git;
    private final Path common;

    Making(Git.At git, Path common) {
        this.git = git;
        this.common = common;
    }

    Creation make(NewWorktree wish) {
        Optional<WorktreeNote> earlier = WorktreeNote.of(common, wish.agent());
        if (earlier.isPresent()) {
            var note = earlier.get();
            if (!note.ready()) {
                undo(note);
            } else if (Files.isDirectory(note.path()) && registered(note.path())) {
                return note.session().equals(wish.session())
                        ? new Creation.Made(worktree(note))
                        : nameTaken(note);
            } else if (!note.session().equals(wish.session())
                    && Files.exists(note.path(), LinkOption.NOFOLLOW_LINKS)) {
                return nameTaken(note);
            } else {
                forget(note);
            }
        }
        return decide(wish);
    }

    /// The tree of this note is gone. git still has it registered when somebody deleted the
    /// directory only; its branch stays in any case.
    private void forget(WorktreeNote note) {
        if (registered(note.path())) {
            git.ask(
                    "give up the registration of the vanished " + note.path(),
                    "worktree",
                    "remove",
                    note.path().toString());
        }
        note.delete(common);
    }

    private Creation decide(NewWorktree wish) {
        var base = commit(wish.base().orElse("HEAD"));
        if (base.isEmpty()) {
            return wish.base().isPresent()
                    ? refused(
                            Creation.Why.NO_SUCH_BASE,
                            "there is no commit '" + wish.base().get() + "' here; fetch it first")
                    : refused(
                            Creation.Why.NO_COMMIT_YET,
                            "the repository has no commit yet; make the first one");
        }
        var branch = wish.branchName();
        if (!git.run("check-ref-format", "--branch", branch).ok()) {
            return refused(
                    Creation.Why.BAD_BRANCH_NAME, "git takes no branch named '" + branch + "'");
        }
        var taken = taken(branch);
        if (taken.isPresent()) {
            return refused(Creation.Why.BRANCH_TAKEN, taken.get());
        }
        var path = wish.root().toAbsolutePath().normalize().resolve(wish.agent());
        if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            return refused(
                    Creation.Why.PATH_TAKEN,
                    path + " exists and is not Kelpie's; move it away or choose another name");
        }
        return add(wish, branch, base.get());
    }

    /// Why no other worktree can stand on the branch, if one does already.
    Optional<String> taken(String branch) {
        return Registration.list(git).stream()
                .filter(each -> each.branch().equals(Optional.of(branch)))
                .findFirst()
                .map(each -> "branch " + branch + holder(each));
    }

    private Creation add(NewWorktree wish, String branch, String base) {
        var madeRoots = makeRoots(wish.root().toAbsolutePath().normalize());
        var path = Trees.real(wish.root()).resolve(wish.agent());
        var tip = commit("refs/heads/" + branch);
        var note =
                new WorktreeNote(
                        wish.agent(),
                        wish.session(),
                        path,
                        branch,
                        tip.map(at -> mergeBase(base, at)).orElse(base),
                        tip.isEmpty(),
                        target(wish),
                        false);
        var done = false;
        try {
            note.write(common);
            var arguments = new ArrayList<>(List.of("worktree", "add"));
            if (tip.isEmpty()) {
                arguments.addAll(List.of("--no-track", "-b", branch, path.toString(), base));
            } else {
                arguments.addAll(List.of(path.toString(), branch));
            }
            var answer = git.run(arguments, Map.of(), Git.KEPT_MAX, PATIENCE);
            if (!answer.ok()) {
                throw new GitException(
                        "make a worktree for " + wish.agent() + " at " + path,
                        answer.said(),
                        "Nothing was left behind. Mend what git names, then try again.");
            }
            check(note, tip.orElse(base));
            note.asReady().write(common);
            done = true;
        } finally {
            if (!done) {
                undo(note);
                deleteEmpty(madeRoots);
            }
        }
        return new Creation.Made(worktree(note.asReady()));
    }

    private void check(WorktreeNote note, String expected) {
        var made =
                Registration.list(git).stream()
                        .filter(each -> each.path().equals(note.path()))
                        .findFirst();
        if (made.isEmpty() || !made.get().head().equals(expected)) {
            throw new GitException(
                    "make a worktree at " + note.path(),
                    "git said yes, but it is not registered with commit " + expected,
                    "Look whether something else changes this repository, then try again.");
        }
    }

    /// Takes back what a making that did not finish has left. Nobody has worked there: a worktree
    /// is handed out only after its note says ready.
    void undo(WorktreeNote note) {
        if (note.ready()) {
            throw new IllegalStateException(note.path() + " is in use and must not be undone");
        }
        if (Files.exists(note.path(), LinkOption.NOFOLLOW_LINKS)) {
            if (!madeByUs(note.path())) {
                throw new GitException(
                        "take back the unfinished worktree " + note.path(),
                        "it does not look like one that Kelpie began",
                        "Look into it and move it away.");
            }
            Trees.delete(note.path());
        }
        if (registered(note.path())) {
            git.ask(
                    "take back the unfinished worktree " + note.path(),
                    "worktree",
                    "remove",
                    "--force",
                    "--force",
                    note.path().toString());
        }
        if (note.ours() && commit("refs/heads/" + note.branch()).equals(Optional.of(note.base()))) {
            deleteBranch(git, note.branch(), note.base());
        }
        note.delete(common);
    }

    /// Deletes a branch only while it still is at this commit.
    static void deleteBranch(Git.At git, String branch, String at) {
        git.ask(
                "delete branch " + branch,
                "update-ref",
                "--no-deref",
                "-d",
                "refs/heads/" + branch,
                at);
    }

    private boolean madeByUs(Path path) {
        try {
            if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
                return false;
            }
            var link = path.resolve(".git");
            if (Files.isRegularFile(link, LinkOption.NOFOLLOW_LINKS)) {
                return Files.readString(link, StandardCharsets.UTF_8)
                        .startsWith("gitdir: " + common.resolve("worktrees"));
            }
            try (var files = Files.list(path)) {
                return files.findAny().isEmpty();
            }
        } catch (IOException unreadable) {
            throw new GitException("look into " + path, "Check its rights.", unreadable);
        }
    }

    private Worktree worktree(WorktreeNote note) {
        var notices = new ArrayList<String>();
        if (Files.exists(note.path().resolve(".gitmodules"), LinkOption.NOFOLLOW_LINKS)) {
            notices.add("submodules are not checked out in it; `git submodule update --init` does");
        }
        for (var filter : git.ignoredFilters()) {
            notices.add(
                    "filter '"
                            + filter
                            + "' is set by the repository only and did not run; set it in your own"
                            + " configuration to use it");
        }
        if (!note.ours()) {
            notices.add("branch " + note.branch() + " was there before and goes on");
        }
        return new Worktree(
                note.path(), note.branch(), note.base(), note.agent(), note.session(), notices);
    }

    private Optional<String> commit(String name) {
        var answer =
                git.run("rev-parse", "--verify", "--quiet", "--end-of-options", name + "^{commit}");
        return answer.ok() ? Optional.of(answer.text()) : Optional.empty();
    }

    private String mergeBase(String one, String other) {
        var answer = git.run("merge-base", one, other);
        return answer.ok() ? answer.text() : other;
    }

    /// The branch that the work is meant for: the base, when it is one, or the branch one stands
    /// on.
    private Optional<String> target(NewWorktree wish) {
        if (wish.base().isPresent()) {
            var name = wish.base().get();
            return commit("refs/heads/" + name).isPresent() ? Optional.of(name) : Optional.empty();
        }
        var answer = git.run("symbolic-ref", "--quiet", "--short", "HEAD");
        return answer.ok() ? Optional.of(answer.text()) : Optional.empty();
    }

    private boolean registered(Path path) {
        return Registration.list(git).stream().anyMatch(each -> each.path().equals(path));
    }

    private String holder(Registration holder) {
        var agent = WorktreeNote.at(common, holder.path()).map(n -> n.agent() + ", ").orElse("");
        return " is checked out at "
                + agent
                + holder.path()
                + "; two writers on one branch would undo each other: choose another branch";
    }

    private static Creation nameTaken(WorktreeNote note) {
        return refused(
                Creation.Why.NAME_TAKEN,
                note.agent()
                        + " already has the worktree "
                        + note.path()
                        + " (session "
                        + note.session()
                        + ", branch "
                        + note.branch()
                        + "); remove it or choose another name");
    }

    private static Creation refused(Creation.Why why, String detail) {
        return new Creation.Refused(why, detail);
    }

    private static List<Path> makeRoots(Path root) {
        var missing = new ArrayList<Path>();
        for (var at = root; at != null && !Files.exists(at); at = at.getParent()) {
            missing.add(at);
        }
        try {
            Files.createDirectories(root);
        } catch (IOException failed) {
            throw new GitException("make " + root, "Check the rights above it.", failed);
        }
        return missing;
    }

    /// Deletes directories as long as nothing lies in them.
    static void deleteEmpty(List<Path> innermostFirst) {
        for (var directory : innermostFirst) {
            try {
                Files.deleteIfExists(directory);
            } catch (DirectoryNotEmptyException inUse) {
                return; // another worktree came to lie there meanwhile
            } catch (IOException failed) {
                throw new GitException("delete " + directory, "Delete it by hand.", failed);
            }
        }
    }
}
