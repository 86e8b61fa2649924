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

    /// The event by which a guard tells of a write that it refused.
    public static final String OUTSIDE = "Outside";

    /// Before a tool writes: exit 0 lets it, 2 refuses, and in doubt it refuses. A key of JSON
    /// can't stand inside a text, where its quotes would be escaped; a path with an escape in it is
    /// refused, and so is one that needs the current directory or `..` to be understood. A
    /// directory is compared as it really is, without links; what does not exist yet will lie in
    /// the nearest that does. Text of a command loses its last line feeds, so the directory is
    /// printed with a slash behind it.
    private static final String GUARD =
            """
            #!/bin/sh
            export LC_ALL=C
            own=%s s=%s
            refuse() {
                {
                    umask 077
                    u=0
                    read -r u _ </proc/uptime
                    n=${u%%.*}${u#*.}.$$.%s
                    printf '{"path":"%%s"}' "$1" >"$s/tmp/$n" && mv "$s/tmp/$n" "$s/new/$n"
                } 2>/dev/null
                printf 'Kelpie: %%s: %%s. You are confined to %%s.\\n' "$1" "$2" "$own" >&2
                exit 2
            }
            inside() {
                path=$1 hops=0
                while [ -L "$path" ]; do
                    hops=$((hops + 1))
                    [ "$hops" -lt 16 ] && link=$(readlink "$path") || return 1
                    case $link in /*) path=$link ;; *) path=${path%%/*}/$link ;; esac
                done
                case ${path##*/} in '' | . | ..) return 1 ;; esac
                dir=${path%%/*}
                while [ ! -d "${dir:-/}" ]; do
                    if [ "$hops" != 0 ] || [ -L "$dir" ] || [ -e "$dir" ]; then return 1; fi
                    dir=${dir%%/*}
                done
                real=$(cd -P -- "${dir:-/}" 2>/dev/null && printf '%%s/' "$PWD")
                case $real in "$own"/*) ;; *) return 1 ;; esac
            }
            paths=$(grep -oE '"(file_path|notebook_path)" *: *"[^"]*"')
            [ -n "$paths" ] || refuse '?' 'it is not clear what is to be written'
            while IFS= read -r line; do
                file=${line#*:}
                file=${file#*\\"}
                file=${file%%\\"}
                case $file in
                *\\\\* | */../* | */..) refuse "$file" 'name the file plainly, without ..' ;;
                /*) ;;
                *) refuse "$file" 'name the file by its absolute path' ;;
                esac
                inside "$file" || refuse "$file" 'it is outside your directory'
            done <<END
            $paths
            END
            exit 0
            """;

    private HookScript() {}

    /// Writes the hook of a session, and answers its path.
    public static Path hook(Path directory, Spool spool) {
        return script(
                directory.resolve("hook.sh"), HOOK.formatted(quoted(spool.directory().toString())));
    }

    /// Writes the guard of a session that may write in this directory only.
    public static Path guard(Path directory, Spool spool, Path own) {
        try {
            return script(
                    directory.resolve("guard.sh"),
                    GUARD.formatted(
                            quoted(own.toRealPath().toString()),
                            quoted(spool.directory().toString()),
                            OUTSIDE));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot find " + own, e);
        }
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
