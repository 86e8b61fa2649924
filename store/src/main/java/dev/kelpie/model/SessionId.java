package dev.kelpie.model;

import java.util.regex.Pattern;

/// One session of an agent: one process in one pane. All that concerns the process is keyed by it,
/// never by the agent's name, so that a late word about an old session can't hit the new one.
public record SessionId(String value) implements Comparable<SessionId> {
    private static final Pattern FORM = Pattern.compile("[a-z0-9]{8,32}");

    public SessionId {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("not a session id");
        }
    }

    @Override
    public int compareTo(SessionId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
