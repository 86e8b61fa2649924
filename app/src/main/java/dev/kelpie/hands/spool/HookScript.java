package dev.kelpie.hands.spool;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/// The shell scripts of a session. POSIX sh, two short child processes at most, exit 0 whatever
/// happens: a hook that fails or hangs would hold up the agent.
@SuppressWarnings("InlineFormatString") // A script is read as a whole, apart from what fills it.
public final class HookScript {
    /// Arguments: the event. `/proc/uptime` gives names that sort; where there is none the file's
    /// own time does. A payload that cannot be kept is still read, so that the writer never blocks.
    private static final String HOOK =
            """
            #!/bin/sh
            exec 2>/dev/null
            umask 077
            s=%s u=0
            read -r u _ </proc/uptime
            n=${u%%.*}${u#*.}.$$.$1
            { cat >"$s/tmp/$n" && mv "$s/tmp/$n" "$s/new/$n"; } || cat >/dev/null
            [ -f "$s/in/$1" ] && mv "$s/in/$1" "$s/taken/$n" && cat "$s/taken/$n"
            exit 0
            """;

    private static final String STATUS_LINE =
            """
            #!/bin/sh
            umask 077
            d=%s t=$d/statusline.$$
            cat >"$t" 2>/dev/null || exit 0
            exec <"$t"
            mv -f "$t" "$d/statusline.json" 2>/dev/null
            %s
            """;

    private HookScript() {}

    /// Writes the hook of a session, and answers its path.
    public static Path hook(Path directory, Spool spool) {
        return script(
                directory.resolve("hook.sh"), HOOK.formatted(quoted(spool.directory().toString())));
    }

    /// Writes the status line of a session: keeps the payload, then runs the person's own command.
    public static Path statusLine(Path directory, Optional<String> own) {
        String last = own.map(command -> "exec sh -c " + quoted(command)).orElse("exit 0");
        return script(
                directory.resolve("statusline.sh"),
                STATUS_LINE.formatted(quoted(directory.toString()), last));
    }

    /// As one word of sh, whatever is in it.
    public static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }

    private static Path script(Path file, String text) {
        try {
            Path draft = file.resolveSibling(file.getFileName() + ".tmp");
            Files.writeString(draft, text);
            Files.setPosixFilePermissions(draft, PosixFilePermissions.fromString("rwx------"));
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }
}
