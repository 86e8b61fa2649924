package dev.kelpie.hands.git;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Agents' worktrees in any repository of this machine. Holds no state: git and the notes beside it
/// are the truth, so several Kelpies and the user's own git may work at the same time.
public final class Worktrees {
    private final Git git;

    public Worktrees(Git git) {
        this.git = git;
    }

    /// Says what a directory is to git, and what a person should know before agents start from it.
    public Inspection inspect(Path directory) {
        if (!Files.isDirectory(directory)) {
            return new Inspection.NotARepository(directory);
        }
        var found = git.find(directory);
        var common = found.flatMap(Trees::common);
        if (common.isEmpty()) {
            return new Inspection.NotARepository(directory);
        }
        var at = found.get();
        var main = Registration.list(at).getFirst();
        var inside = at.run("rev-parse", "--is-inside-work-tree");
        if (main.bare() && !inside.text().equals("true")) {
            return new Inspection.Bare(common.get());
        }
        var here = inside.text().equals("true") ? Trees.top(at) : main.path();
        var top = git.at(here);
        var status = Status.of(top);
        return new Inspection.Repository(
                main.path(),
                here,
                common.get(),
                status.head(),
                status.dirty(),
                !Trees.gitDirectory(top).equals(common.get()));
    }

    /// All worktrees of the repository around a directory, the main one first.
    public List<Registration> list(Path repository) {
        return Registration.list(git.at(repository));
    }

    /// The directory that a repository keeps itself in; empty where there is none around.
    public Optional<Path> repository(Path directory) {
        return Files.isDirectory(directory)
                ? git.find(directory).flatMap(Trees::common)
                : Optional.empty();
    }

    /// A tree of ours whose repository was deleted or moved, or knows it no more. It is kept, as
    /// nobody can say what is in it.
    public Optional<Made> orphan(Path tree) {
        return Orphan.of(tree)
                .map(why ->
                        new Made(
                                String.valueOf(tree.getFileName()),
                                tree,
                                "",
                                Trees.changed(tree),
                                Optional.of(new Verdict.Keep(List.of(why)))));
    }

    /// The worktrees that Kelpie made in a repository, by the notes that it left there. Several are
    /// looked at at once: a tree of dependencies takes longer to walk than git takes to answer.
    public List<Made> made(Path repository) {
        return WorktreeNote.all(repository).parallelStream()
                .map(note ->
                        new Made(
                                note.agent(),
                                note.path(),
                                note.branch(),
                                note.written(repository),
                                verdict(note.path())))
                .toList();
    }

    private Optional<Verdict> verdict(Path tree) {
        try {
            return Files.isDirectory(tree) ? Optional.of(safety(tree)) : Optional.empty();
        } catch (GitException unreadable) {
            return Optional.empty();
        }
    }

    /// What stands against a new agent of this name, in words: a worktree that an earlier one left
    /// with work in it. Looks at files only.
    public Optional<String> taken(Path common, String agent, Path root) {
        var note = WorktreeNote.of(common, agent);
        if (note.isPresent() && !note.get().ready()) {
            return Optional.empty(); // cut off in the middle: the next making takes it back
        }
        var path = note.map(WorktreeNote::path).orElse(root.resolve(agent));
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.empty();
        }
        return Optional.of(
                note.isEmpty()
                        ? path
                                + " is in the way and not known to the repository; move it away or"
                                + " choose another name"
                        : path.startsWith(root)
                                ? path
                                        + " is still there from an earlier "
                                        + agent
                                        + "; `kelpie worktree remove "
                                        + agent
                                        + "` takes it away where nothing would be lost, else"
                                        + " choose another name"
                                : "an agent of another Kelpie has that name here, in "
                                        + path
                                        + "; choose another");
    }

    /// What stands against a new worktree on this branch, in words.
    public Optional<String> branchTaken(Path repository, Path common, String branch) {
        return new Making(git.at(repository), common).taken(branch);
    }

    /// Makes a worktree for an agent's session, or finds the one that this session already has.
    public Creation create(NewWorktree wish) {
        if (!Files.isDirectory(wish.repository())) {
            return notARepository(wish);
        }
        var found = git.find(wish.repository());
        var common = found.flatMap(Trees::common);
        if (common.isEmpty()) {
            return notARepository(wish);
        }
        try (var _ = RepositoryLock.take(common.get())) {
            return new Making(found.get(), common.get()).make(wish);
        }
    }

    /// The worktree that was made for this session of the agent, if it is there.
    public Optional<Path> made(Path repository, String agent, String session) {
        return Files.isDirectory(repository)
                ? git.find(repository)
                        .flatMap(Trees::common)
                        .flatMap(common -> WorktreeNote.of(common, agent))
                        .filter(note -> note.ready() && note.session().equals(session))
                        .map(WorktreeNote::path)
                        .filter(Files::isDirectory)
                : Optional.empty();
    }

    private static Creation notARepository(NewWorktree wish) {
        return new Creation.Refused(
                Creation.Why.NOT_A_REPOSITORY,
                wish.repository() + " is not in a git repository; go to one, or `git init` it");
    }

    /// Says whether a worktree can go without anybody losing work.
    public Verdict safety(Path worktree) {
        return safety(worktree, Set.of());
    }

    /// Says whether it can go once these processes have ended.
    public Verdict safety(Path worktree, Set<Long> ending) {
        var orphaned = Orphan.of(worktree);
        if (orphaned.isPresent()) {
            return new Verdict.Keep(List.of(orphaned.get()));
        }
        var place = place(worktree);
        return new Safety(place.git(), place.common(), ending).judge(place.registration());
    }

    /// Removes a worktree, if that is safe at the moment of removing.
    public Removal remove(Path worktree) {
        var orphaned = Orphan.of(worktree);
        if (orphaned.isPresent()) {
            return new Removal.Kept(worktree, new Verdict.Keep(List.of(orphaned.get())));
        }
        var before = place(worktree);
        try (var _ = RepositoryLock.take(before.common())) {
            var place = place(worktree);
            return switch (new Safety(place.git(), place.common(), Set.of())
                    .judge(place.registration())) {
                case Verdict.Keep keep -> new Removal.Kept(place.registration().path(), keep);
                case Verdict.Removable(_, var ignored) -> remove(place, ignored);
            };
        }
    }

    /// Lays a file over an agent's tree that git does not see.
    public Overlay overlay(Path worktree, String name, String text) {
        var place = place(worktree);
        try (var _ = RepositoryLock.take(place.common())) {
            return new Overlay.Layer(place.git(), place.common()).lay(name, text);
        }
    }

    /// Takes a file that was laid over a tree off again.
    public void takeOff(Path worktree, String name) {
        if (Orphan.of(worktree).isPresent()) {
            return; // it stays as it is
        }
        var place = place(worktree);
        new Overlay.Layer(place.git(), place.common()).takeOff(name);
    }

    /// Lays a file into a directory that is the user's own, which git does not see. Whatever is
    /// there under that name stays.
    public Overlay overlayBeside(Path directory, String name, String text) {
        if (!isUnderGit(directory)) {
            return Overlay.Layer.layBeside(directory.resolve(name), text);
        }
        var top = git.at(directory);
        top = top.from(Trees.top(top));
        var common = Trees.common(top).orElseThrow(() -> Trees.notARepository(directory));
        try (var _ = RepositoryLock.take(common)) {
            return new Overlay.Layer(top, common).layBeside(within(directory), name, text);
        }
    }

    /// Takes it off again, unless somebody wrote on in it.
    public void takeOffBeside(Path directory, String name, String text) {
        Overlay.Layer.takeOffBeside(directory.resolve(name), text);
        if (!isUnderGit(directory)) {
            return;
        }
        var at = git.at(directory);
        var common = Trees.common(at);
        if (common.isPresent()) {
            try (var _ = RepositoryLock.take(common.get())) {
                new Overlay.Layer(at, common.get())
                        .stopExcluding(!WorktreeNote.all(common.get()).isEmpty());
            }
        }
    }

    /// From the top of the tree around it: empty, or ending in `/`.
    private String within(Path directory) {
        return git.at(directory)
                .ask("find " + directory + " in its tree", "rev-parse", "--show-prefix")
                .text();
    }

    /// Without asking git, which may not be there.
    private static boolean isUnderGit(Path directory) {
        for (var at = directory; at != null; at = at.getParent()) {
            if (Files.exists(at.resolve(".git"), LinkOption.NOFOLLOW_LINKS)) {
                return true;
            }
        }
        return false;
    }

    /// Puts registrations of ours in order that a crash, a deleted directory or a move has left
    /// behind.
    public List<Finding> repair(Path repository) {
        var at = git.at(repository);
        var common = Trees.common(at).orElseThrow(() -> Trees.notARepository(repository));
        try (var _ = RepositoryLock.take(common)) {
            return new Repair(git, at, common).repair();
        }
    }

    private Removal remove(Place place, Verdict.Ignored ignored) {
        var path = place.registration().path();
        var note = WorktreeNote.at(place.common(), path);
        // From the repository's own directory, as the tree is about to vanish; but git looks into
        // the tree once more, under the configuration that the tree has.
        var outside = place.git().from(place.common());
        var answer = outside.run("worktree", "remove", path.toString());
        boolean stillThere =
                Registration.list(outside).stream().anyMatch(each -> each.path().equals(path));
        if (stillThere) {
            throw new GitException(
                    "remove the worktree " + path, answer.said(), "Nothing is lost; look into it.");
        }
        if (Files.exists(path)) {
            Trees.delete(
                    path); // git gave up its registration, and stumbled over a directory's rights
        }
        if (note.isPresent()) {
            note.get().delete(place.common());
            // made for this repository's worktrees, if that was the last of them
            Making.deleteEmpty(Optional.ofNullable(path.getParent()).stream().toList());
        }
        new Overlay.Layer(outside, place.common())
                .stopExcluding(!WorktreeNote.all(place.common()).isEmpty());
        return new Removal.Removed(path, note.flatMap(n -> keptBranch(outside, n)), ignored);
    }

    /// Deletes the branch that Kelpie made, when nothing was ever committed on it.
    private static Optional<String> keptBranch(Git.At git, WorktreeNote note) {
        var tip = git.run("rev-parse", "-q", "--verify", "refs/heads/" + note.branch());
        if (!tip.ok()) {
            return Optional.empty();
        }
        boolean elsewhere =
                Registration.list(git).stream()
                        .anyMatch(each -> each.branch().equals(Optional.of(note.branch())));
        if (!note.ours() || elsewhere || !tip.text().equals(note.base())) {
            return Optional.of(note.branch());
        }
        Making.deleteBranch(git, note.branch(), note.base());
        return Optional.empty();
    }

    private record Place(Git.At git, Path common, Registration registration) {}

    private Place place(Path worktree) {
        var real = Trees.real(worktree);
        var at = git.at(real);
        var common = Trees.common(at).orElseThrow(() -> Trees.notARepository(worktree));
        var registration =
                Registration.list(at).stream()
                        .filter(each -> each.path().equals(real))
                        .findFirst()
                        .orElseThrow(() ->
                                new GitException(
                                        "find the worktree " + worktree,
                                        "git has none registered exactly there",
                                        "Name its top directory; `git worktree list` shows"
                                                + " all."));
        return new Place(at, common, registration);
    }
}
