package dev.kelpie.hands.git;

/// git, or the file system under it, could not do what it was asked. The message says what was
/// asked, what git said, and what to do next.
public final class GitException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public GitException(String asked, String said, String next) {
        super(message(asked, said, next));
    }

    public GitException(String asked, String next, Throwable cause) {
        super(message(asked, String.valueOf(cause.getMessage()), next), cause);
    }

    private static String message(String asked, String said, String next) {
        var what = said.strip();
        return asked + ": " + (what.isEmpty() ? "git gave no reason" : what) + "\n" + next;
    }
}
