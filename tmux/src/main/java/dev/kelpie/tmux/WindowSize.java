package dev.kelpie.tmux;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How large a window is, as tmux writes it by [#FORMAT], within what an emulator should be.
record WindowSize(int columns, int rows) {
    static final String FORMAT = "#{window_width}x#{window_height}";

    private static final Pattern TEXT = Pattern.compile("([0-9]{1,5})x([0-9]{1,5})");
    private static final int SMALLEST = 2;

    /// tmux itself allows ten thousand each way, which would be gigabytes of cells.
    private static final int LARGEST = 1000;

    WindowSize {
        columns = Math.clamp(columns, SMALLEST, LARGEST);
        rows = Math.clamp(rows, SMALLEST, LARGEST);
    }

    static Optional<WindowSize> parse(String text) {
        Matcher matcher = TEXT.matcher(text.strip());
        return matcher.matches()
                ? Optional.of(
                        new WindowSize(
                                Integer.parseInt(matcher.group(1)),
                                Integer.parseInt(matcher.group(2))))
                : Optional.empty();
    }
}
