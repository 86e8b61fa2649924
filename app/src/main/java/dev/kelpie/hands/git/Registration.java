package dev.kelpie.hands.git;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A worktree as git has it registered. `head` is empty for a bare repository; `branch` is the
/// short name, and empty on a detached HEAD. `locked` and `prunable` carry git's own words.
public record Registration(
        Path path,
        String head,
        Optional<String> branch,
        boolean main,
        boolean bare,
        Optional<String> locked,
        Optional<String> prunable) {
    private static final String BRANCHES = "refs/heads/";

    static List<Registration> list(Git.At git) {
        return parse(
                git.ask("list the worktrees", "worktree", "list", "--porcelain", "-z").items());
    }

    /// Reads `git worktree list --porcelain -z`: an empty item ends each worktree.
    static List<Registration> parse(List<String> items) {
        var all = new ArrayList<Registration>();
        var lines = new ArrayList<String>();
        for (var item : items) {
            if (item.isEmpty()) {
                add(lines, all);
                lines.clear();
            } else {
                lines.add(item);
            }
        }
        add(lines, all);
        return List.copyOf(all);
    }

    private static void add(List<String> lines, List<Registration> all) {
        if (lines.isEmpty()) {
            return;
        }
        all.add(
                new Registration(
                        Path.of(value("worktree", lines).orElseThrow()),
                        value("HEAD", lines).orElse(""),
                        value("branch", lines)
                                .map(ref -> ref.startsWith(BRANCHES) ? ref.substring(11) : ref),
                        all.isEmpty(),
                        value("bare", lines).isPresent(),
                        value("locked", lines),
                        value("prunable", lines)));
    }

    private static Optional<String> value(String name, List<String> lines) {
        return lines.stream()
                .filter(line -> line.equals(name) || line.startsWith(name + " "))
                .map(line -> line.substring(Math.min(line.length(), name.length() + 1)))
                .findFirst();
    }
}
