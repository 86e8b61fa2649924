package dev.kelpie.tmux;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What `tmux -V` says: `tmux 3.3a`, `tmux next-3.6`. Builds that name no number (`master`,
/// `openbsd-7.4`) are newer than anything that we must refuse.
record TmuxVersion(int major, int minor) implements Comparable<TmuxVersion> {
    /// The first with `new-session -e` and client flags.
    static final TmuxVersion OLDEST = new TmuxVersion(3, 2);

    /// The first in which a session is born as large as it was told. Before, all are born 80x23,
    /// unless windows have their sizes by hand.
    static final TmuxVersion SIZED_AT_BIRTH = new TmuxVersion(3, 3);

    /// One that names no number.
    static final TmuxVersion NEW = new TmuxVersion(Integer.MAX_VALUE, 0);

    private static final Pattern FORM =
            Pattern.compile("tmux (?:next-)?([0-9]{1,3})\\.([0-9]{1,3})[a-z]?(?:-rc[0-9]*)?");

    /// Empty when the text names no number.
    static Optional<TmuxVersion> parse(String text) {
        Matcher matcher = FORM.matcher(text.strip());
        return matcher.matches()
                ? Optional.of(
                        new TmuxVersion(
                                Integer.parseInt(matcher.group(1)),
                                Integer.parseInt(matcher.group(2))))
                : Optional.empty();
    }

    @Override
    public int compareTo(TmuxVersion other) {
        return major != other.major
                ? Integer.compare(major, other.major)
                : Integer.compare(minor, other.minor);
    }

    @Override
    public String toString() {
        return major + "." + minor;
    }
}
