package dev.kelpie.hands.runtime;

/// The program is not on the person's PATH.
public final class RuntimeMissing extends LaunchRefused {
    private static final long serialVersionUID = 1;
    private final String hint;

    RuntimeMissing(String runtime, String looked, String hint) {
        super(
                "cannot find the program of "
                        + runtime
                        + " (looked for "
                        + looked
                        + " on PATH); install it: "
                        + hint);
        this.hint = hint;
    }

    /// How to install it.
    public String hint() {
        return hint;
    }
}
