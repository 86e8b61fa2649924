package dev.kelpie.hands.git;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What an agent has changed since its base: committed, staged, edited and new files alike. Reads
/// through an index of its own, so that an agent's `git add` is never disturbed, and stores
/// nothing.
public final class Diffs {
    private static final int COMMITS_MAX = 1000;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /// Everything that a configuration could bend is said outright. Submodules are compared by
    /// commit only: to look into one, git would start a git under that one's configuration.
    private static final List<String> PLAIN =
            List.of(
                    "diff",
                    "--no-ext-diff",
                    "--no-textconv",
                    "--no-color",
                    "--no-relative",
                    "--src-prefix=a/",
                    "--dst-prefix=b/",
                    "--submodule=short",
                    "--ignore-submodules=dirty",
                    "--find-renames");

    private final Git git;
    private final Path scratch;

    /// `scratch` is a private directory for short-lived files.
    public Diffs(Git git, Path scratch) {
        this.git = git;
        this.scratch = scratch;
    }

    /// One changed file; `from` is its old name if it moved. Both counts are 0 for a binary file.
    public record Change(
            String path, Optional<String> from, int added, int deleted, boolean binary) {}

    /// All changed files, and the sums.
    public record Summary(List<Change> files, int added, int deleted) {
        public Summary {
            files = List.copyOf(files);
        }

        static Summary of(List<Change> files) {
            return new Summary(
                    files,
                    files.stream().mapToInt(Change::added).sum(),
                    files.stream().mapToInt(Change::deleted).sum());
        }
    }

    /// A unified diff, and whether it was longer than asked for.
    public record Text(String text, boolean cut) {}

    /// One commit, as its author described it. The words are not cleaned for a screen.
    public record Commit(String id, String author, Instant at, String subject) {}

    /// Which files differ from the base, with counts of lines.
    public Summary summary(Path worktree, String base) {
        var answer = diff(worktree, List.of("--numstat", "-z", base, "--"), Git.KEPT_MAX);
        return Summary.of(parse(answer.items()));
    }

    /// The difference from the base as text, at most so many bytes of it.
    public Text text(Path worktree, String base, int limit) {
        var answer = diff(worktree, List.of("--patch", base, "--"), limit);
        return new Text(answer.output(), answer.cut());
    }

    /// The commits since the base, newest first, at most a thousand.
    public List<Commit> commits(Path worktree, String base) {
        var items =
                git.at(worktree)
                        .ask(
                                "list the commits in " + worktree,
                                "log",
                                "-z",
                                "--max-count=" + COMMITS_MAX,
                                "--format=%H%x1f%an%x1f%at%x1f%s",
                                "--end-of-options",
                                base + "..HEAD",
                                "--")
                        .items();
        return items.stream().map(Diffs::commit).toList();
    }

    private static Commit commit(String item) {
        var parts = item.split("\u001f", 4);
        return new Commit(
                parts[0], parts[1], Instant.ofEpochSecond(Long.parseLong(parts[2])), parts[3]);
    }

    private Git.Answer diff(Path worktree, List<String> how, int limit) {
        var at = git.at(worktree);
        if (!at.run("rev-parse", "--verify", "--quiet", "--end-of-options", base(how)).ok()) {
            throw new GitException(
                    "compare " + worktree + " with its base",
                    "there is no commit " + base(how),
                    "Name a commit that the repository has.");
        }
        var index = copyOfIndex(at);
        try {
            var variables = Map.of("GIT_INDEX_FILE", index.toString());
            // only the names of new files go in; no content is stored but the empty one
            at.ask(
                    "find the new files in " + worktree,
                    variables,
                    List.of("add", "--intent-to-add", "--all", "--", ":(top)"));
            var arguments = new ArrayList<>(PLAIN);
            arguments.addAll(how);
            var answer = at.run(arguments, variables, limit, PATIENCE);
            if (!answer.ok()) {
                throw new GitException(
                        "compare " + worktree + " with its base",
                        answer.said(),
                        "Run `git status` there and mend what it names.");
            }
            return answer;
        } finally {
            delete(index);
        }
    }

    private static String base(List<String> how) {
        return how.get(how.size() - 2);
    }

    private Path copyOfIndex(Git.At at) {
        try {
            Files.createDirectories(scratch);
            var copy = Files.createTempFile(scratch, "index-", null);
            var index = Trees.gitDirectory(at).resolve("index");
            if (Files.exists(index)) {
                Files.copy(index, copy, StandardCopyOption.REPLACE_EXISTING);
            } else {
                Files.delete(copy); // git takes an empty file for a broken index
            }
            return copy;
        } catch (IOException failed) {
            throw new GitException("copy the index of " + at.directory(), "Try again.", failed);
        }
    }

    private static void delete(Path index) {
        try {
            Files.deleteIfExists(index);
            Files.deleteIfExists(Path.of(index + ".lock"));
        } catch (IOException stays) {
            throw new GitException("delete " + index, "Delete it by hand.", stays);
        }
    }

    /// Reads `--numstat -z`: `added TAB deleted TAB path`, or an empty path and then both names.
    static List<Change> parse(List<String> items) {
        var changes = new ArrayList<Change>();
        for (int i = 0; i < items.size(); i++) {
            var parts = items.get(i).split("\t", 3);
            if (parts.length < 3) {
                continue;
            }
            boolean binary = parts[0].equals("-");
            int added = binary ? 0 : Integer.parseInt(parts[0]);
            int deleted = binary ? 0 : Integer.parseInt(parts[1]);
            if (parts[2].isEmpty() && i + 2 < items.size()) {
                var from = Optional.of(items.get(i + 1));
                changes.add(new Change(items.get(i + 2), from, added, deleted, binary));
                i += 2;
            } else {
                changes.add(new Change(parts[2], Optional.empty(), added, deleted, binary));
            }
        }
        return changes;
    }
}
