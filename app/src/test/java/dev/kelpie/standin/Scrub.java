package dev.kelpie.standin;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Takes out of a recording what belongs to the machine that made it.
record Scrub(CliHome home) {
    private static final Pattern PORT = Pattern.compile("127\\.0\\.0\\.1:\\d+");
    private static final Pattern PID_DOMAIN = Pattern.compile("linux:[0-9a-f]{32}:pid:\\[\\d+]");
    private static final Pattern TOKEN =
            Pattern.compile("(\"(?:peerToken|token|userID|machineID|anonymousId)\": ?\")[^\"]+");
    private static final String BOX_ENDS = "│┃║▌";

    String clean(String text) {
        String clean = text;
        for (var one : paths()) {
            clean = replace(clean, one.getFirst(), one.getLast());
        }
        clean = clean.replace("(" + home.root().getFileName() + ")", "(user)");
        clean = PORT.matcher(clean).replaceAll("127.0.0.1:12345");
        clean = PID_DOMAIN.matcher(clean).replaceAll("linux:" + "0".repeat(32) + ":pid:[1]");
        return TOKEN.matcher(clean).replaceAll("$1scrubbed");
    }

    /// Longest first, in the spellings that the agents use for a directory.
    private List<List<String>> paths() {
        var paths = new ArrayList<List<String>>();
        for (var path : List.of(home.root(), RealCli.cache(), userHome())) {
            String to =
                    path.equals(home.root())
                            ? "/home/user"
                            : path.equals(RealCli.cache())
                                    ? "/home/user/.cache/kelpie-test"
                                    : "/home/user";
            paths.add(List.of(path.toString(), to));
            paths.add(List.of(dashed(path.toString()), dashed(to)));
        }
        return paths;
    }

    private static Path userHome() {
        return Path.of(System.getProperty("user.home"));
    }

    private static String dashed(String path) {
        return path.replaceAll("[^A-Za-z0-9]", "-");
    }

    /// Keeps the right edge of a box that the path stands in where it was.
    private static String replace(String text, String from, String to) {
        return text.lines()
                .map(line -> inLine(line, from, to))
                .collect(Collectors.joining("\n", "", text.endsWith("\n") ? "\n" : ""));
    }

    private static String inLine(String line, String from, String to) {
        int at = line.indexOf(from);
        if (at < 0) {
            return line;
        }
        String changed = line.replace(from, to);
        int lost = line.length() - changed.length();
        for (int i = at; i < changed.length() && lost > 0; i++) {
            if (BOX_ENDS.indexOf(changed.charAt(i)) >= 0) {
                return changed.substring(0, i) + " ".repeat(lost) + changed.substring(i);
            }
        }
        return changed;
    }
}
