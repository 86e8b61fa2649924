package dev.kelpie.model;

import java.util.regex.Pattern;

/// The name of an agent: its identity, which outlives its sessions. Never passes a shell.
public record AgentId(String value) implements Comparable<AgentId> {
    /// Safe in a branch, a directory, a tmux session and a URL alike.
    public static final Pattern FORM = Pattern.compile("[a-z0-9][a-z0-9-]{0,39}");

    public AgentId {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "an agent's name is 1 to 40 of a-z, 0-9 and '-', and begins with a letter or"
                            + " digit");
        }
    }

    @Override
    public int compareTo(AgentId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
