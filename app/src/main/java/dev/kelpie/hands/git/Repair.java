package dev.kelpie.hands.git;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Puts the registrations of Kelpie's own worktrees in a repository in order, under its lock; those
/// of others are left alone. It takes away only what holds nothing: a staged file, a commit that
/// only a detached HEAD knows, and a lock all make it stay.
final class Repair {
    private final Git git;
    private final Git.At at;
    private final Path common;

    Repair(Git git, Git.At at, Path common) {
        this.git = git;
        this.at = at;
        this.common = common;
    }

    List<Finding> repair() {
        var findings = new ArrayList<Finding>();
        for (var note : WorktreeNote.all(common)) {
            if (!note.ready()) {
                new Making(at, common).undo(note);
                findings.add(new Finding.TakenBack(note.path()));
            }
        }
        mend(findings);
        setAside(findings);
        for (var each : Registration.list(at)) {
            if (!each.main()
                    && !Files.isDirectory(each.path())
                    && WorktreeNote.at(common, each.path()).isPresent()) {
                findings.add(vanished(each));
            }
        }
        for (var note : WorktreeNote.all(common)) {
            boolean gone =
                    Registration.list(at).stream().noneMatch(r -> r.path().equals(note.path()));
            if (gone && !Files.exists(note.path(), LinkOption.NOFOLLOW_LINKS)) {
                note.delete(common);
            }
        }
        return findings;
    }

    /// Worktrees that we know of, and whose directory is there although git does not find it.
    private void mend(List<Finding> findings) {
        // all before the first is mended: git may mend the others with it
        var broken =
                WorktreeNote.all(common).stream()
                        .map(WorktreeNote::path)
                        .filter(path -> Files.isDirectory(path) && !answers(path))
                        .toList();
        for (var path : broken) {
            at.run("worktree", "repair", path.toString());
            findings.add(
                    answers(path)
                            ? new Finding.Mended(path)
                            : new Finding.Left(
                                    path,
                                    "its link to the repository is broken, and `git worktree"
                                            + " repair` could not mend it"));
        }
    }

    /// Asked from here: inside a tree with a broken link git does not even read its configuration.
    private boolean answers(Path tree) {
        var found =
                at.run(
                        "-C",
                        tree.toString(),
                        "rev-parse",
                        "--path-format=absolute",
                        "--git-common-dir");
        return found.ok()
                && Path.of(found.text()).equals(common)
                && Registration.list(at).stream().anyMatch(each -> each.path().equals(tree));
    }

    /// A registration without its `gitdir` or `HEAD` file is invisible to `git worktree list`.
    private void setAside(List<Finding> findings) {
        var registrations = common.resolve("worktrees");
        if (!Files.isDirectory(registrations)) {
            return;
        }
        try (var directories = Files.list(registrations)) {
            for (var directory : directories.sorted().toList()) {
                if (!ours(directory)
                        || (Files.isRegularFile(directory.resolve("gitdir"))
                                && Files.isRegularFile(directory.resolve("HEAD")))) {
                    continue;
                }
                var aside = Files.createDirectories(common.resolve("kelpie/aside"));
                var to = Files.createTempDirectory(aside, directory.getFileName() + "-");
                Files.move(directory, to.resolve("registration"));
                findings.add(new Finding.SetAside(directory, to.resolve("registration")));
            }
        } catch (IOException failed) {
            throw new GitException(
                    "look through " + registrations, "Check rights and space.", failed);
        }
    }

    /// git names a registration after its tree, and what is unreadable has no other name.
    private boolean ours(Path registration) {
        return WorktreeNote.all(common).stream()
                .anyMatch(n -> registration.endsWith(n.path().getFileName()));
    }

    private Finding vanished(Registration gone) {
        if (gone.locked().isPresent()) {
            return new Finding.Left(gone.path(), "it is locked: " + gone.locked().get());
        }
        var parent = gone.path().getParent();
        if (parent == null || !Files.isDirectory(parent)) {
            return new Finding.Left(gone.path(), "all around it is gone too; is a disk missing?");
        }
        if (gone.branch().isEmpty() && onlyHere(gone.head())) {
            return new Finding.Left(
                    gone.path(),
                    "commit "
                            + gone.head()
                            + " is on no branch; `git branch rescue "
                            + gone.head()
                            + "` keeps it");
        }
        if (holdsStagedWork(gone)) {
            return new Finding.Left(gone.path(), "staged changes are still in its index");
        }
        var answer = at.run("worktree", "remove", gone.path().toString());
        return answer.ok()
                ? new Finding.Forgotten(gone.path())
                : new Finding.Left(gone.path(), answer.said());
    }

    private boolean onlyHere(String commit) {
        return !at.ask(
                        "look for commits that no branch has",
                        "rev-list",
                        "--max-count=1",
                        commit,
                        "--not",
                        "--branches",
                        "--remotes",
                        "--tags")
                .text()
                .isEmpty();
    }

    /// In doubt, yes: a missing registration directory or an unreadable index is no proof.
    private boolean holdsStagedWork(Registration gone) {
        var directory = directoryOf(gone.path());
        if (directory.isEmpty()) {
            return true;
        }
        var inside = git.at(directory.get());
        return Files.exists(directory.get().resolve("index"))
                && !inside.run("diff-index", "--cached", "--quiet", "HEAD", "--").ok();
    }

    private Optional<Path> directoryOf(Path tree) {
        try (var directories = Files.list(common.resolve("worktrees"))) {
            for (var directory : directories.toList()) {
                var link = directory.resolve("gitdir");
                if (Files.isRegularFile(link)
                        && Path.of(Files.readString(link).strip()).equals(tree.resolve(".git"))) {
                    return Optional.of(directory);
                }
            }
            return Optional.empty();
        } catch (IOException failed) {
            throw new GitException("look for the registration of " + tree, "Try again.", failed);
        }
    }
}
