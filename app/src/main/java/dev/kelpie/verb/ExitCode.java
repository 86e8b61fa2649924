package dev.kelpie.verb;

/// How a command line ends. Scripts rely on these.
public enum ExitCode {
    DONE(0, "done"),
    REFUSED(1, "refused: unknown agent, name taken, nothing to do"),
    USAGE(2, "the command line is wrong"),
    ENVIRONMENT(3, "something outside failed: tmux, git, the disk, the engine"),
    WAITED(4, "waited too long"),
    BUG(70, "a bug in Kelpie; a crash file was written"),
    INTERRUPTED(130, "interrupted");

    private final int code;
    private final String meaning;

    ExitCode(int code, String meaning) {
        this.code = code;
        this.meaning = meaning;
    }

    public int code() {
        return code;
    }

    public String meaning() {
        return meaning;
    }
}
