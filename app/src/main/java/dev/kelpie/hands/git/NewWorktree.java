package dev.kelpie.hands.git;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// A worktree that somebody wants for an agent's session.
///
/// @param repository any directory of the repository, also one inside another worktree of it
/// @param root where this repository's worktrees lie; the new one gets the agent's name there
public record NewWorktree(
        Path repository,
        String agent,
        String session,
        Optional<String> branch,
        Optional<String> base,
        Path root) {
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,39}");

    /// The end of a session's id tells sessions apart; ids often begin with a time.
    private static final int SHORT = 12;

    public NewWorktree {
        if (!NAME.matcher(agent).matches()) {
            throw new IllegalArgumentException(
                    "'" + agent + "' is no agent name: use 1 to 40 of a-z, 0-9 and -");
        }
        if (session.isBlank()) {
            throw new IllegalArgumentException("a worktree needs a session id");
        }
    }

    /// The branch that was asked for, or the one that this session gets.
    String branchName() {
        return branch.orElseGet(() -> "kelpie/" + agent + "/" + shortSession());
    }

    private String shortSession() {
        var plain = session.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "");
        return plain.isEmpty()
                ? Integer.toHexString(session.hashCode())
                : plain.substring(Math.max(0, plain.length() - SHORT));
    }
}
