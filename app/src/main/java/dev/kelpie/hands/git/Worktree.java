package dev.kelpie.hands.git;

import java.nio.file.Path;
import java.util.List;

/// One agent's working tree: where it is, its branch, and the commit that its work starts from.
/// `notices` are things that a person should know and that stop nothing.
public record Worktree(
        Path path, String branch, String base, String agent, String session, List<String> notices) {
    public Worktree {
        notices = List.copyOf(notices);
    }
}
