package dev.kelpie.hands.git;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Judges whether a worktree can be removed. In doubt it stays.
final class Safety {
    /// Files that git keeps in a worktree's own directory while it is in the middle of something.
    private static final Map<String, String> SIGNS = signs();

    private final Git.At git;
    private final Path common;
    private final Set<Long> ending;

    /// `git` works inside the worktree. Processes that are `ending` keep nothing.
    Safety(Git.At git, Path common, Set<Long> ending) {
        this.git = git;
        this.common = common;
        this.ending = Set.copyOf(ending);
    }

    Verdict judge(Registration registration) {
        if (registration.main()) {
            return new Verdict.Keep(List.of(new Verdict.MainTree()));
        }
        var note = WorktreeNote.at(common, registration.path());
        var reasons = new ArrayList<Verdict.Reason>();
        registration.locked().ifPresent(why -> reasons.add(new Verdict.Locked(why)));
        var pids =
                Residents.in(registration.path()).stream()
                        .filter(pid -> !ending.contains(pid))
                        .toList();
        if (!pids.isEmpty()) {
            reasons.add(new Verdict.InUse(pids));
        }
        var directory = Trees.gitDirectory(git);
        SIGNS.forEach((file, operation) -> {
            if (Files.exists(directory.resolve(file), LinkOption.NOFOLLOW_LINKS)) {
                reasons.add(new Verdict.Underway(operation));
            }
        });
        var status = Status.withIgnored(git);
        files(status, reasons);
        var submodules = index(reasons);
        var ignored = contents(status, registration, submodules, reasons);
        var target = target(note);
        int commits = unmerged(status.head(), note, target);
        if (commits > 0) {
            reasons.add(new Verdict.Unmerged(commits, target.orElse("any branch")));
        }
        int stashed = stashed(status.head());
        if (stashed > 0) {
            reasons.add(new Verdict.Stashed(stashed));
        }
        return reasons.isEmpty()
                ? new Verdict.Removable(
                        "clean, nobody works in it, and every commit is on another branch or in "
                                + target.orElse("a branch"),
                        ignored)
                : new Verdict.Keep(reasons);
    }

    private static void files(Status status, List<Verdict.Reason> reasons) {
        if (status.changed() > 0) {
            reasons.add(new Verdict.Uncommitted(status.changed()));
        }
        if (status.untracked() > 0) {
            reasons.add(new Verdict.Untracked(status.untracked()));
        }
        if (status.unmerged() > 0) {
            reasons.add(new Verdict.Conflicted(status.unmerged()));
        }
    }

    /// What `status` does not look into: no rule of ignoring says that a repository is worth
    /// nothing.
    private Verdict.Ignored contents(
            Status status,
            Registration registration,
            Set<Path> submodules,
            List<Verdict.Reason> reasons) {
        var top = registration.path();
        var overlay = new Overlay.Layer(git, common);
        var names = status.ignored().stream().filter(name -> !overlay.laid(name)).toList();
        var found = Contents.of(top, names.stream().map(top::resolve).collect(Collectors.toSet()));
        var nested = new TreeSet<>(found.repositories());
        // also one whose link is broken
        Registration.list(git).stream()
                .map(Registration::path)
                .filter(path -> !path.equals(top) && path.startsWith(top))
                .filter(path -> Files.exists(path, LinkOption.NOFOLLOW_LINKS))
                .forEach(nested::add);
        nested.removeIf(path -> submodules.stream().anyMatch(path::startsWith));
        if (!nested.isEmpty()) {
            reasons.add(
                    new Verdict.Nested(
                            nested.stream().map(p -> top.relativize(p).toString()).toList()));
        }
        found.unseen().ifPresent(why -> reasons.add(new Verdict.Unseen(why)));
        // a name that is no text here is counted once
        return new Verdict.Ignored(Math.max(found.ignored(), names.size()), names);
    }

    /// Files that `status` passes over, and submodules, in which git was not asked to look.
    private Set<Path> index(List<Verdict.Reason> reasons) {
        int hidden = 0;
        var submodules = new HashSet<Path>();
        // Each: a tag, lower case for assume-unchanged and S for skip-worktree; mode, id, stage and
        // path.
        for (var item : git.ask("read the index", "ls-files", "-v", "-s", "-z").items()) {
            int tab = item.indexOf('\t');
            if (tab < 0) {
                continue;
            }
            var file = git.directory().resolve(item.substring(tab + 1));
            char tag = item.charAt(0);
            boolean there = Files.exists(file, LinkOption.NOFOLLOW_LINKS);
            if (Character.isLowerCase(tag) || (tag == 'S' && there)) {
                hidden++;
            }
            if (item.startsWith("160000 ", 2) && Files.exists(file.resolve(".git"))) {
                submodules.add(file);
            }
        }
        if (hidden > 0) {
            reasons.add(new Verdict.Hidden(hidden));
        }
        if (!submodules.isEmpty()) {
            reasons.add(new Verdict.Submodules(submodules.size()));
        }
        return submodules;
    }

    /// Commits that only this worktree has: on no other branch, tag or remote, and not, in another
    /// form, in the branch that they are meant for.
    private int unmerged(
            Inspection.Head head, Optional<WorktreeNote> note, Optional<String> target) {
        return switch (head) {
            case Inspection.Head.Unborn _ -> 0;
            case Inspection.Head.Detached(var commit) -> unmerged(commit, "", target);
            case Inspection.Head.Branch(var name, var commit) -> {
                int here = unmerged(commit, name, target);
                // the agent may have gone to another branch and left work on the one that it got
                var first = note.map(WorktreeNote::branch).filter(b -> !b.equals(name));
                yield first.filter(b -> git.run("rev-parse", "-q", "--verify", ref(b)).ok())
                        .map(b -> here + unmerged(ref(b), b, target))
                        .orElse(here);
            }
        };
    }

    private int unmerged(String tip, String branch, Optional<String> target) {
        var arguments = new ArrayList<>(List.of("rev-list", tip, "--not"));
        if (!branch.isEmpty()) {
            arguments.add("--exclude=" + branch);
        }
        arguments.addAll(List.of("--branches", "--remotes", "--tags"));
        var only = commits(arguments);
        if (only.isEmpty() || target.isEmpty() || target.get().equals(branch)) {
            return only.size();
        }
        var into = ref(target.get());
        var inOtherForm =
                commits(List.of("rev-list", "--right-only", "--cherry-pick", into + "..." + tip));
        var left = new HashSet<>(only);
        left.retainAll(inOtherForm);
        return left.isEmpty() || mergingChangesNothing(into, tip) ? 0 : left.size();
    }

    /// A squash has no commit that equals one of ours; but then a merge has nothing to add.
    private boolean mergingChangesNothing(String into, String tip) {
        var tree = git.run("rev-parse", "--verify", "--quiet", into + "^{tree}");
        var merged = git.run("merge-tree", "--write-tree", "--no-messages", into, tip);
        return tree.ok() && merged.ok() && merged.text().equals(tree.text());
    }

    private List<String> commits(List<String> arguments) {
        var text = git.ask("compare commits", Map.of(), arguments).text();
        return text.isEmpty() ? List.of() : List.of(text.split("\n", -1));
    }

    /// The branch that the work was meant for, or the one of the main tree.
    private Optional<String> target(Optional<WorktreeNote> note) {
        var noted = note.flatMap(WorktreeNote::target);
        return noted.isPresent() && git.run("rev-parse", "-q", "--verify", ref(noted.get())).ok()
                ? noted
                : Registration.list(git).getFirst().branch();
    }

    private int stashed(Inspection.Head head) {
        if (!(head instanceof Inspection.Head.Branch(var name, _))
                || !git.run("rev-parse", "-q", "--verify", "refs/stash").ok()) {
            return 0;
        }
        var subjects =
                git.ask("read the stash", "log", "-g", "-z", "--format=%gs", "refs/stash", "--")
                        .items();
        return (int)
                subjects.stream()
                        .filter(subject ->
                                subject.startsWith("WIP on " + name + ":")
                                        || subject.startsWith("On " + name + ":"))
                        .count();
    }

    private static String ref(String branch) {
        return "refs/heads/" + branch;
    }

    private static Map<String, String> signs() {
        var signs = new LinkedHashMap<String, String>();
        signs.put("rebase-merge", "rebase");
        signs.put("rebase-apply", "rebase");
        signs.put("MERGE_HEAD", "merge");
        signs.put("CHERRY_PICK_HEAD", "cherry-pick");
        signs.put("REVERT_HEAD", "revert");
        signs.put("BISECT_LOG", "bisect");
        signs.put("index.lock", "git command");
        return signs;
    }
}
