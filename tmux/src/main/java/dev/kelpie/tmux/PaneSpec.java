package dev.kelpie.tmux;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// What a new pane is to be: one session with one window and one pane that runs `argv`, without a
/// shell between. The tag is kept on the pane as its option `@kelpie`.
public record PaneSpec(
        String session,
        String tag,
        Path cwd,
        Map<String, String> environment,
        List<String> argv,
        int columns,
        int rows) {
    /// Names that tmux keeps as they are (it turns `.` and `:` into `_` without a word).
    static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,100}");

    public PaneSpec {
        if (!NAME.matcher(session).matches()) {
            throw new IllegalArgumentException("not a session name: " + session);
        }
        if (!NAME.matcher(tag).matches()) {
            throw new IllegalArgumentException("not a tag: " + tag);
        }
        if (!cwd.isAbsolute()) {
            throw new IllegalArgumentException("the directory must be absolute: " + cwd);
        }
        if (argv.isEmpty()) {
            throw new IllegalArgumentException("a pane needs a command");
        }
        environment = Map.copyOf(environment);
        argv = List.copyOf(argv);
    }
}
