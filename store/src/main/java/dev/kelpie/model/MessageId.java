package dev.kelpie.model;

import java.util.regex.Pattern;

/// One message to an agent.
public record MessageId(String value) implements Comparable<MessageId> {
    private static final Pattern FORM = Pattern.compile("[a-z0-9]{8,32}");

    public MessageId {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("not a message id");
        }
    }

    @Override
    public int compareTo(MessageId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
