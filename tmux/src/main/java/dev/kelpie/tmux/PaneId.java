package dev.kelpie.tmux;

import java.util.regex.Pattern;

/// tmux's own id of a pane, `%n`. It stays the same for the pane's life and is never given again by
/// the same server.
public record PaneId(String value) {
    private static final Pattern FORM = Pattern.compile("%[0-9]{1,9}");

    public PaneId {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("not a tmux pane id: " + value);
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
