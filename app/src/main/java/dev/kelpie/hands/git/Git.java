package dev.kelpie.hands.git;

import dev.kelpie.home.Umask;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// The only place that runs the git program. Argument lists, never a shell; nothing that a
/// repository configured for itself runs; no network; no questions; no call without an end.
public final class Git {
    /// Long enough for a large tree on a slow disk; a call that needs longer says so.
    static final Duration PATIENCE = Duration.ofMinutes(1);

    /// How much of a stream is kept when the caller names no limit.
    static final int KEPT_MAX = 64 << 20;

    /// What a child of git may still hold open after git itself has ended. What the shell that sets
    /// the umask says of a program that is not there.
    private static final int NOT_FOUND = 127;

    /// git's words where there is no repository, and where a link leads to none any more.
    static final String NO_REPOSITORY = "not a git repository";

    private static final Duration DRAIN_PATIENCE = Duration.ofSeconds(2);

    /// These say where the user's own configuration lies; every other `GIT_` variable of the caller
    /// would point git at another repository, index or program.
    private static final Set<String> KEPT =
            Set.of("GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM", "GIT_CONFIG_NOSYSTEM");

    private static final List<String> HEAD =
            List.of(
                    "git",
                    "--no-pager",
                    "-c",
                    "core.fsmonitor=false",
                    "-c",
                    "core.hooksPath=/dev/null");

    private final Map<String, String> environment;

    /// A git for the user whose environment this is.
    public Git(Map<String, String> environment) {
        var kept = new HashMap<String, String>();
        environment.forEach((name, value) -> {
            if (!name.startsWith("GIT_") || KEPT.contains(name)) {
                kept.put(name, value);
            }
        });
        kept.put("GIT_OPTIONAL_LOCKS", "0");
        kept.put("GIT_TERMINAL_PROMPT", "0");
        kept.put("GIT_PAGER", "cat");
        kept.put("GIT_EDITOR", "false");
        kept.put("GIT_ASKPASS", "false");
        // A name that is no protocol: an empty list would mean the defaults to some versions.
        kept.put("GIT_ALLOW_PROTOCOL", "kelpie-uses-no-network");
        kept.put("LC_ALL", "C");
        this.environment = Map.copyOf(kept);
    }

    /// What git answered: its exit status, its output (cut when it passed the limit) and its talk.
    public record Answer(int exit, String output, boolean cut, String said) {
        /// A git whose output was cut has been stopped by that, which is no failure.
        public boolean ok() {
            return exit == 0 || cut;
        }

        /// The output without the line end that git puts behind it.
        public String text() {
            return without("\n");
        }

        /// The output of a `-z` command.
        public List<String> items() {
            return output.isEmpty() ? List.of() : List.of(without("\0").split("\0", -1));
        }

        private String without(String end) {
            return output.endsWith(end) ? output.substring(0, output.length() - 1) : output;
        }
    }

    /// git in this directory. Reads the configuration once, so it belongs to one operation and must
    /// not be kept: an agent may change the configuration any time.
    public At at(Path directory) {
        return at(directory, configuration(directory));
    }

    /// The same; empty where the directory's link leads to a repository that is gone.
    Optional<At> find(Path directory) {
        var listing = configuration(directory);
        return !listing.ok() && listing.said().contains(NO_REPOSITORY)
                ? Optional.empty()
                : Optional.of(at(directory, listing));
    }

    private Answer configuration(Path directory) {
        return run(
                directory,
                List.of("config", "--list", "--show-scope", "-z"),
                Map.of(),
                KEPT_MAX,
                PATIENCE);
    }

    private At at(Path directory, Answer listing) {
        if (!listing.ok() || listing.cut()) {
            throw new GitException(
                    "read the git configuration that applies to " + directory,
                    listing.cut() ? "it is far too long" : listing.said(),
                    listing.said().contains(NO_REPOSITORY)
                            ? "Its repository was deleted or moved; `kelpie worktree list` says"
                                    + " where it was."
                            : "Run `git config --list` there and repair what it names.");
        }
        var found = Harmless.parse(listing.output());
        return new At(
                directory,
                Harmless.environment(Harmless.over(found)),
                Harmless.ignoredFilters(found));
    }

    /// git in one directory, for one operation.
    public final class At {
        private final Path directory;
        private final Map<String, String> harmless;
        private final List<String> ignoredFilters;

        private At(Path directory, Map<String, String> harmless, List<String> ignoredFilters) {
            this.directory = directory;
            this.harmless = harmless;
            this.ignoredFilters = ignoredFilters;
        }

        /// Filters that only the repository defines; Kelpie's git does not run them.
        public List<String> ignoredFilters() {
            return ignoredFilters;
        }

        public Path directory() {
            return directory;
        }

        /// The same git, under the same settings, in another directory of this repository. For what
        /// starts here and makes git look into the tree that these settings were read in.
        public At from(Path elsewhere) {
            return new At(elsewhere, harmless, ignoredFilters);
        }

        /// Runs git and gives back whatever it answered.
        public Answer run(String... arguments) {
            return run(List.of(arguments), Map.of(), KEPT_MAX, PATIENCE);
        }

        /// Runs git with variables of its own (an index, say), an output limit in bytes and a time.
        public Answer run(
                List<String> arguments,
                Map<String, String> variables,
                int limit,
                Duration patience) {
            var all = new HashMap<>(harmless);
            all.putAll(variables);
            return Git.this.run(directory, arguments, all, limit, patience);
        }

        /// Runs git, which has to succeed; `asked` says in words for what.
        public Answer ask(String asked, String... arguments) {
            return checked(asked, run(arguments));
        }

        /// Runs git with variables of its own, which has to succeed.
        public Answer ask(String asked, Map<String, String> variables, List<String> arguments) {
            return checked(asked, run(arguments, variables, KEPT_MAX, PATIENCE));
        }

        private Answer checked(String asked, Answer answer) {
            if (!answer.ok()) {
                throw new GitException(asked, answer.said(), next(answer.said()));
            }
            return answer;
        }

        private String next(String said) {
            if (said.contains("dubious ownership")) {
                return "Another user owns it. If you trust it: git config --global --add"
                        + " safe.directory '"
                        + directory
                        + "'.";
            }
            if (said.contains("kelpie-uses-no-network") || said.contains("not allowed")) {
                return "Kelpie fetches nothing itself. Check that commit out once by hand, so that"
                        + " its files are here, and try again.";
            }
            if (said.contains(".lock'")) {
                return "Another git is at work there, or one has died and left its lock file. Wait,"
                        + " or remove the file if no git runs.";
            }
            return "Run the same in " + directory + " by hand to see more, then try again.";
        }
    }

    private Answer run(
            Path directory,
            List<String> arguments,
            Map<String, String> variables,
            int limit,
            Duration patience) {
        var command = new ArrayList<>(HEAD);
        command.addAll(arguments);
        var asked = "git " + arguments.getFirst() + " in " + directory;
        var builder =
                new ProcessBuilder(Umask.wrap(command, environment)).directory(directory.toFile());
        builder.redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")));
        builder.environment().clear();
        builder.environment().putAll(environment);
        builder.environment().putAll(variables);
        Process process;
        try {
            process = builder.start();
        } catch (IOException notStarted) {
            throw new GitException(
                    asked,
                    "Check that git is installed and that the directory exists.",
                    notStarted);
        }
        try {
            return await(process, asked, limit, patience);
        } finally {
            end(process);
        }
    }

    private static Answer await(Process process, String asked, int limit, Duration patience) {
        var output = drain(process.getInputStream(), limit);
        var said = drain(process.getErrorStream(), 64 << 10);
        try {
            if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new GitException(
                        asked,
                        "no answer within " + patience.toSeconds() + " s",
                        "It was stopped. Look for a slow or missing disk, then try again.");
            }
            var out = output.get(DRAIN_PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            var err = said.get(DRAIN_PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            if (process.exitValue() == NOT_FOUND) {
                throw new GitException(
                        asked,
                        "there is no git on the PATH",
                        "Install git, or work in a directory itself with --no-worktree.");
            }
            return new Answer(process.exitValue(), out.text(), out.cut(), err.text().strip());
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new GitException(asked, "Kelpie is stopping; ask again later.", stop);
        } catch (TimeoutException held) {
            throw new GitException(
                    asked,
                    "Something that git started still holds its output; find and end it.",
                    held);
        } catch (ExecutionException failed) {
            throw new GitException(asked, "Its output could not be read; try again.", failed);
        }
    }

    private record Drained(String text, boolean cut) {}

    /// Keeps the first `limit` bytes; closing the stream then ends a git that has more to say.
    private static CompletableFuture<Drained> drain(InputStream stream, int limit) {
        var result = new CompletableFuture<Drained>();
        Thread.ofVirtual()
                .name("kelpie-git-output")
                .start(() -> {
                    try (stream) {
                        var kept = stream.readNBytes(limit);
                        boolean more = kept.length == limit && stream.read() >= 0;
                        result.complete(
                                new Drained(new String(kept, StandardCharsets.UTF_8), more));
                    } catch (IOException broken) {
                        result.completeExceptionally(broken);
                    }
                });
        return result;
    }

    private static void end(Process process) {
        if (process.isAlive()) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
        try {
            process.getInputStream().close();
            process.getErrorStream().close();
        } catch (IOException notClosed) {
            throw new UncheckedIOException(notClosed);
        }
    }
}
