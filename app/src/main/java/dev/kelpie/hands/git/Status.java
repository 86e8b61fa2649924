package dev.kelpie.hands.git;

import java.util.List;

/// What `git status` says of one tree, counted.
record Status(Inspection.Head head, int changed, int untracked, int unmerged) {
    /// Everything that a removal would lose is asked for by name, since a repository's
    /// configuration can hide untracked files. Submodules are looked at elsewhere: git would start
    /// a git in each.
    static Status of(Git.At git) {
        return parse(
                git.ask(
                                "see what is not committed in " + git.directory(),
                                "status",
                                "--porcelain=v2",
                                "--branch",
                                "-z",
                                "--no-ahead-behind",
                                "--untracked-files=all",
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
            }
        }
        return new Status(head(commit, branch), changed, untracked, unmerged);
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
