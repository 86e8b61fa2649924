package dev.kelpie.tmux;

import dev.kelpie.tmux.TmuxClient.Along;
import dev.kelpie.tmux.TmuxClient.Reply;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How a pane's command is started: by a script on tmux's stdin, so that neither an argument nor a
/// token in the environment shows in the process list or meets tmux's 16 kB limit.
final class Launch {
    /// Goes into the directory itself and runs the command only there: tmux would start elsewhere
    /// without a word if it could not. The words after it are never parsed. It also keeps tmux from
    /// handing a one-word command to a shell, and says on the screen what could not be run.
    private static final String WRAPPER = "cd -- \"$1\" || exit 126; shift; exec \"$@\"";

    /// Linux takes no longer single argument (MAX_ARG_STRLEN, with its NUL).
    private static final int WORD_MAX = 131_071;

    /// macOS takes 1 MiB in all, and the rest of the environment is in it too.
    private static final int TOTAL_MAX = 900_000;

    private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final Pattern OPENED = Pattern.compile("@[0-9a-f]{16} (%[0-9]+)");

    private Launch() {}

    /// @throws TmuxException when the command could not be started as asked
    static void check(PaneSpec spec) {
        if (!Files.isDirectory(spec.cwd())) {
            throw new TmuxException("the directory is not there: " + spec.cwd());
        }
        if (!Files.isExecutable(spec.cwd())) {
            throw new TmuxException("the directory may not be entered: " + spec.cwd());
        }
        int total = 0;
        for (String word : spec.argv()) {
            total += size("an argument", word);
        }
        for (Map.Entry<String, String> entry : spec.environment().entrySet()) {
            if (!VARIABLE.matcher(entry.getKey()).matches()) {
                throw new TmuxException("not a variable's name: " + CleanText.line(entry.getKey()));
            }
            total +=
                    size("the variable " + entry.getKey(), entry.getKey() + "=" + entry.getValue());
        }
        if (total > TOTAL_MAX) {
            throw new TmuxException(
                    "arguments and environment are "
                            + total
                            + " bytes, more than a process can be given; put the text into a file");
        }
    }

    private static int size(String what, String word) {
        if (word.indexOf('\0') >= 0) {
            throw new TmuxException(what + " has a NUL in it");
        }
        int bytes = word.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > WORD_MAX) {
            throw new TmuxException(
                    what
                            + " is "
                            + bytes
                            + " bytes, more than one word of a command may have; put it into a file");
        }
        return bytes + 1;
    }

    /// One line, so that a taken name stops what follows: the tag is set on our own new pane, by
    /// the exact name, before any other client is served.
    static Along along(PaneSpec spec, String nonce, TmuxVersion version) {
        String target = "=" + spec.session() + ":";
        boolean sized = version.compareTo(TmuxVersion.SIZED_AT_BIRTH) >= 0;
        List<String> line = new ArrayList<>();
        if (!sized) {
            line.add("set-option -g window-size manual");
        }
        line.add(create(spec));
        line.add("set-option -p -t " + target + " @kelpie " + spec.tag());
        line.add("display-message -p -t " + target + " '@" + nonce + " #{pane_id}'");
        TmuxScript script = new TmuxScript().line(line);
        if (!sized) {
            script.line("set-option -g window-size " + ServerConfig.MEASURE); // in any case
        }
        // tmux puts the PATH of the client that asks over the one given by -e.
        String path = spec.environment().get("PATH");
        return new Along(
                script.toString(), spec.cwd(), path == null ? Map.of() : Map.of("PATH", path));
    }

    private static String create(PaneSpec spec) {
        List<String> words = new ArrayList<>();
        spec.environment().forEach((name, value) -> option(words, name + "=" + value));
        option(words, LocalTmux.TAG_VARIABLE + "=" + spec.tag());
        words.add("--");
        words.addAll(List.of("/bin/sh", "-c", WRAPPER, "sh", spec.cwd().toString()));
        words.addAll(spec.argv());
        String plain =
                "new-session -d -s %s -x %d -y %d"
                        .formatted(spec.session(), spec.columns(), spec.rows());
        return TmuxScript.command(plain, words);
    }

    private static void option(List<String> words, String variable) {
        words.add("-e");
        words.add(variable);
    }

    /// The pane's id, out of what tmux answered.
    static PaneId pane(PaneSpec spec, Reply reply, String socket) {
        Matcher opened = OPENED.matcher(reply.out());
        if (reply.ok() && opened.find()) {
            return new PaneId(opened.group(1));
        }
        if (reply.saying() == Saying.TAKEN) {
            throw new TmuxException(
                    "the session name "
                            + spec.session()
                            + " is taken on tmux -L "
                            + socket
                            + ": end that session, or choose another name");
        }
        throw new TmuxException(
                "cannot open "
                        + spec.session()
                        + ": tmux said '"
                        + CleanText.line(reply.err().strip())
                        + "'");
    }
}
