package dev.kelpie.door.cli;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The verbs of the command line, in the order in which the help lists them.
public final class CliVerbs {
    /// The verbs that change nothing: an answer that was cut off is simply asked for again. The
    /// launcher has the same list.
    private static final Set<String> READING =
            Set.of(
                    "ls",
                    "status",
                    "capture",
                    "wait",
                    "diff",
                    "transcript",
                    "explain",
                    "events",
                    "log",
                    "doctor");

    private final List<CliVerb> all;

    public CliVerbs(List<CliVerb> all) {
        this.all = List.copyOf(all);
    }

    /// Those that need nothing but a [Call]: a new verb is a file and a line here.
    public static List<CliVerb> standard() {
        return List.of(
                new SpawnVerb(),
                new LsVerb(),
                new StatusVerb(),
                new SendVerb(),
                new AnswerVerb(),
                new CaptureVerb(),
                new WaitVerb(),
                new StopVerb(),
                new KillVerb(),
                new ResumeVerb(),
                new RestoreVerb(),
                new DiffVerb(),
                new TranscriptVerb(),
                new ExplainVerb(),
                new EventsVerb(),
                new LogVerb(),
                new DoctorVerb());
    }

    /// Whether nothing is changed by it.
    public static boolean onlyReads(String verb) {
        return READING.contains(verb);
    }

    public List<CliVerb> all() {
        return all;
    }

    public Optional<CliVerb> named(String name) {
        return all.stream().filter(v -> v.verb().name().equals(name)).findFirst();
    }

    /// The verb that somebody most likely meant, if one is near.
    Optional<String> nearest(String typed) {
        return all.stream()
                .map(v -> v.verb().name())
                .filter(n -> distance(n, typed) <= 2)
                .min(Comparator.comparingInt(n -> distance(n, typed)));
    }

    private static int distance(String a, String b) {
        if (Math.abs(a.length() - b.length()) > 2) {
            return 3;
        }
        int[][] d = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    d[i][j] = i + j;
                } else {
                    int swap = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                    d[i][j] =
                            Math.min(
                                    d[i - 1][j - 1] + swap, 1 + Math.min(d[i - 1][j], d[i][j - 1]));
                }
            }
        }
        return d[a.length()][b.length()];
    }
}
