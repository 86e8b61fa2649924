package dev.kelpie.hands.git;

import java.util.ArrayList;
import java.util.List;

/// What `git status` says of one tree, counted. `ignored` are names, of directories as a whole with
/// a slash at the end, and only where they were asked for.
record Status(
        Inspection.Head head, int changed, int untracked, int unmerged, List<String> ignored) {
    /// Everything that a removal would lose is asked for by name, since a repository's
    /// configuration can hide untracked files. Submodules are looked at elsewhere: git would start
    /// a git in each.
    static Status of(Git.At git) {
        return of(git, "no");
    }

    /// With what is ignored. git does not look into a directory that a rule names: such directories
    /// hold a hundred thousand files.
    static Status withIgnored(Git.At git) {
        return of(git, "matching");
    }

    private static Status of(Git.At git, String ignored) {
        return parse(
                git.ask(
                                "see what is not committed in " + git.directory(),
                                "status",
                                "--porcelain=v2",
                                "--branch",
                                "-z",
                                "--no-ahead-behind",
                                "--untracked-files=all",
                                "--ignored=" + ignored,
                                "--ignore-submodules=dirty")
                        .items());
    }

    int dirty() {
        return changed + untracked + unmerged;
    }

    static Status parse(List<String> items) {
        var commit = "";
        var branch = "";
        int changed = 0;
        int untracked = 0;
        int unmerged = 0;
        var ignored = new ArrayList<String>();
        for (int i = 0; i < items.size(); i++) {
            var item = items.get(i);
            if (item.startsWith("# branch.oid ")) {
                commit = item.substring(13);
            } else if (item.startsWith("# branch.head ")) {
                branch = item.substring(14);
            } else if (item.startsWith("1 ")) {
                changed++;
            } else if (item.startsWith("2 ")) {
                changed++;
                i++; // a rename carries its old name as an item of its own
            } else if (item.startsWith("u ")) {
                unmerged++;
            } else if (item.startsWith("? ")) {
                untracked++;
            } else if (item.startsWith("! ")) {
                ignored.add(item.substring(2));
            }
        }
        return new Status(head(commit, branch), changed, untracked, unmerged, List.copyOf(ignored));
    }

    private static Inspection.Head head(String commit, String branch) {
        if (commit.equals("(initial)")) {
            return new Inspection.Head.Unborn(branch);
        }
        return branch.equals("(detached)")
                ? new Inspection.Head.Detached(commit)
                : new Inspection.Head.Branch(branch, commit);
    }
}
