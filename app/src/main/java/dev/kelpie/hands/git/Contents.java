package dev.kelpie.hands.git;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What lies in a tree although `git status` does not tell: repositories of their own, at any
/// depth, and how many files the ignored names stand for. `unseen` says what could not be looked
/// at.
record Contents(List<Path> repositories, int ignored, Optional<String> unseen) {
    /// Many times what a tree of dependencies holds; a removal would take minutes by then.
    private static final int ENTRIES_MAX = 2_000_000;

    /// Looks at all below `top`, never through a link.
    ///
    /// @param ignored the files and the directories that git ignores
    static Contents of(Path top, Set<Path> ignored) {
        return of(top, ignored, ENTRIES_MAX);
    }

    static Contents of(Path top, Set<Path> ignored, int entriesMax) {
        var walk = new Walk(top, ignored, entriesMax);
        try {
            Files.walkFileTree(top, walk);
        } catch (IOException failed) {
            walk.unseen = Optional.of(top + " can't be read");
        }
        return new Contents(List.copyOf(walk.repositories), walk.count, walk.unseen);
    }

    private static final class Walk extends SimpleFileVisitor<Path> {
        private final Path top;
        private final Set<Path> ignored;
        private final int entriesMax;
        private final List<Path> repositories = new ArrayList<>();
        private Optional<Path> within = Optional.empty();
        private Optional<String> unseen = Optional.empty();
        private int count;
        private int entries;

        Walk(Path top, Set<Path> ignored, int entriesMax) {
            this.top = top;
            this.ignored = ignored;
            this.entriesMax = entriesMax;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path dir, BasicFileAttributes attributes) {
            if (dir.equals(top)) {
                return FileVisitResult.CONTINUE;
            }
            if (isLink(dir)) {
                repositoryAt(dir.getParent());
                return FileVisitResult.SKIP_SUBTREE;
            }
            if (isBare(dir)) {
                repositoryAt(dir);
                return FileVisitResult.SKIP_SUBTREE;
            }
            if (within.isEmpty() && ignored.contains(dir)) {
                within = Optional.of(dir);
            }
            return further();
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (isLink(file)) {
                repositoryAt(file.getParent());
            } else if (within.isPresent() || ignored.contains(file)) {
                count++;
            }
            return further();
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException why) {
            note(file, why);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path dir, @Nullable IOException broken) {
            if (broken != null) {
                note(dir, broken);
            }
            if (within.filter(dir::equals).isPresent()) {
                within = Optional.empty();
            }
            return FileVisitResult.CONTINUE;
        }

        /// What vanished meanwhile is no loss of ours.
        private void note(Path place, IOException why) {
            if (!(why instanceof NoSuchFileException)) {
                unseen = Optional.of(top.relativize(place) + " can't be read");
            }
        }

        private FileVisitResult further() {
            if (++entries <= entriesMax) {
                return FileVisitResult.CONTINUE;
            }
            unseen = Optional.of("there are more than " + entriesMax + " files");
            return FileVisitResult.TERMINATE;
        }

        /// Whatever it is: a directory, or the file or link by which git finds one.
        private static boolean isLink(Path path) {
            return path.endsWith(".git");
        }

        private static boolean isBare(Path dir) {
            return Files.isRegularFile(dir.resolve("HEAD"), LinkOption.NOFOLLOW_LINKS)
                    && Files.isDirectory(dir.resolve("objects"))
                    && Files.isDirectory(dir.resolve("refs"));
        }

        private void repositoryAt(@Nullable Path place) {
            if (place != null && !place.equals(top)) {
                repositories.add(place);
            }
        }
    }
}
