package dev.kelpie.hands.git;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;

/// Trees whose repository was deleted or moved, or has given them up. git does not even answer
/// there, but what lies in them may be nowhere else.
final class Orphan {
    private static final String LINK = "gitdir: ";

    private Orphan() {}

    /// What keeps such a tree; empty when its link leads to where git keeps it.
    static Optional<Verdict.Orphaned> of(Path tree) {
        return registration(tree)
                .filter(place -> !Files.isDirectory(place))
                .flatMap(place -> Optional.ofNullable(place.getParent()))
                .flatMap(worktrees -> Optional.ofNullable(worktrees.getParent()))
                .map(common -> new Verdict.Orphaned(common, Files.isDirectory(common)));
    }

    private static Optional<Path> registration(Path tree) {
        var link = tree.resolve(".git");
        try {
            if (!Files.isRegularFile(link, LinkOption.NOFOLLOW_LINKS)) {
                return Optional.empty();
            }
            var text = new String(Files.readAllBytes(link), StandardCharsets.UTF_8).strip();
            return text.startsWith(LINK)
                    ? Optional.of(tree.resolve(text.substring(LINK.length())).normalize())
                    : Optional.empty();
        } catch (IOException | InvalidPathException unreadable) {
            throw new GitException("read " + link, "Look into it.", unreadable);
        }
    }
}
