package dev.kelpie.tmux;

import java.util.Locale;

/// What a failed tmux client said on stderr, as a kind. tmux has no exit codes for these.
enum Saying {
    /// No server listens; the socket may even be missing.
    NO_SERVER,
    /// The server went away under the client; the same call again gets a clear answer.
    SERVER_LEFT,
    /// The server is there; the pane or session is not.
    NO_TARGET,
    /// A session of that name exists.
    TAKEN,
    OTHER;

    static Saying of(String stderr) {
        String said = stderr.toLowerCase(Locale.ROOT);
        if (said.contains("no server running on") || unreachable(said)) {
            return NO_SERVER;
        }
        if (said.contains("server exited unexpectedly") || said.contains("lost server")) {
            return SERVER_LEFT;
        }
        if (said.contains("duplicate session")) {
            return TAKEN;
        }
        if (said.contains("can't find")
                || said.contains("no current target")
                || said.contains("session not found")) {
            return NO_TARGET;
        }
        return OTHER;
    }

    /// A refusal by rights is not an absence: somebody else's server must not read as "none".
    private static boolean unreachable(String said) {
        return said.contains("error connecting to")
                && (said.contains("no such file or directory")
                        || said.contains("connection refused"));
    }
}
