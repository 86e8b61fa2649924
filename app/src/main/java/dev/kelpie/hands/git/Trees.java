package dev.kelpie.hands.git;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Where a repository keeps itself, and directories as a whole.
final class Trees {
    private Trees() {}

    /// The directory that all worktrees of a repository share; empty where there is no repository.
    static Optional<Path> common(Git.At git) {
        return place(git, "--git-common-dir");
    }

    /// The directory that git keeps for this one worktree.
    static Path gitDirectory(Git.At git) {
        return place(git, "--git-dir").orElseThrow(() -> notARepository(git.directory()));
    }

    /// The top of the tree that the directory lies in.
    static Path top(Git.At git) {
        return Path.of(
                git.ask(
                                "find the top of the tree around " + git.directory(),
                                "rev-parse",
                                "--path-format=absolute",
                                "--show-toplevel")
                        .text());
    }

    static GitException notARepository(Path directory) {
        return new GitException(
                "find the repository around " + directory,
                "there is none",
                "Go to a repository, or make one with `git init` and a first commit.");
    }

    private static Optional<Path> place(Git.At git, String which) {
        var answer = git.run("rev-parse", "--path-format=absolute", which);
        if (!answer.ok()) {
            if (answer.said().contains(Git.NO_REPOSITORY)) {
                return Optional.empty();
            }
            git.ask("find the repository around " + git.directory(), "rev-parse", which);
        }
        return Optional.of(real(Path.of(answer.text())));
    }

    static Path real(Path path) {
        try {
            return path.toRealPath();
        } catch (IOException gone) {
            throw new GitException("open " + path, "Check that it exists and is readable.", gone);
        }
    }

    /// When something was last put into it or taken out.
    static Instant changed(Path directory) {
        try {
            return Files.getLastModifiedTime(directory).toInstant();
        } catch (IOException gone) {
            throw new GitException("look at " + directory, "Check its rights.", gone);
        }
    }

    /// Deletes a directory and all below it, never through a link.
    static void delete(Path directory) {
        try {
            Files.walkFileTree(
                    directory,
                    new SimpleFileVisitor<>() {
                        @Override
                        public FileVisitResult preVisitDirectory(
                                Path dir, BasicFileAttributes attributes) {
                            // build tools leave directories without write permission
                            return Files.isWritable(dir) || dir.toFile().setWritable(true)
                                    ? FileVisitResult.CONTINUE
                                    : FileVisitResult.SKIP_SUBTREE;
                        }

                        @Override
                        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                                throws IOException {
                            Files.delete(file);
                            return FileVisitResult.CONTINUE;
                        }

                        @Override
                        public FileVisitResult postVisitDirectory(
                                Path dir, @Nullable IOException broken) throws IOException {
                            if (broken != null) {
                                throw broken;
                            }
                            Files.delete(dir);
                            return FileVisitResult.CONTINUE;
                        }
                    });
        } catch (IOException stays) {
            throw new GitException(
                    "delete " + directory, "Look who holds it, then delete it by hand.", stays);
        }
    }
}
