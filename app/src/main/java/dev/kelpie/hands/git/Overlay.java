package dev.kelpie.hands.git;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// How laying a file over an agent's tree ended. Such a file tells the agent where it is and what
/// is asked of it; git does not see it, so it is never committed by `git add -A`.
public sealed interface Overlay {
    /// It is there, and git ignores it.
    record Laid(Path file) implements Overlay {}

    /// The project has this file under git. It was left as it is: hand the text over another way.
    record Tracked(Path file) implements Overlay {}

    /// It was not written, for this reason.
    record Impossible(Path file, String why) implements Overlay {}

    /// The first line of every overlay. What lacks it is not Kelpie's and is neither replaced nor
    /// deleted.
    String MARK = "<!-- kelpie: laid here for an agent, gone with it; do not commit -->";

    /// Lays and takes off. Works inside the worktree.
    final class Layer {
        private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]+(/[A-Za-z0-9._-]+)*");

        private static final String BEGIN = "# kelpie: begin (files laid over agents' worktrees)";
        private static final String END = "# kelpie: end";

        private final Git.At git;
        private final Path common;

        Layer(Git.At git, Path common) {
            this.git = git;
            this.common = common;
        }

        Overlay lay(String name, String text) {
            var file = file(name);
            if (git.run("ls-files", "--error-unmatch", "--", ":(top,literal)" + name).ok()) {
                return new Tracked(file);
            }
            if (!isOursOrFree(file)) {
                return new Impossible(file, "a file that is not Kelpie's is in its place");
            }
            if (!isInside(file)) {
                return new Impossible(file, "a link leads out of the worktree");
            }
            var names = excluded();
            names.add(name);
            exclude(names);
            if (!git.run("check-ignore", "--quiet", "--", name).ok()) {
                return new Impossible(file, "the project's own .gitignore takes it back in");
            }
            replace(file, MARK + "\n" + text);
            return new Laid(file);
        }

        /// Takes a laid file off again; what is not Kelpie's stays.
        void takeOff(String name) {
            var file = file(name);
            if (Files.exists(file, LinkOption.NOFOLLOW_LINKS) && isOursOrFree(file)) {
                try {
                    Files.delete(file);
                } catch (IOException stays) {
                    throw new GitException("delete " + file, "Delete it by hand.", stays);
                }
            }
        }

        /// Takes out of `info/exclude` what no worktree needs any more.
        ///
        /// @param some whether there are still worktrees of agents, which share one line for each
        ///   name
        void stopExcluding(boolean some) {
            var all = excluded();
            var needed = new TreeSet<String>();
            for (var pattern : all) {
                if ((some && !pattern.contains("/")) || isLaidAnywhere(pattern)) {
                    needed.add(pattern);
                }
            }
            if (!needed.equals(all)) {
                exclude(needed);
            }
        }

        private boolean isLaidAnywhere(String pattern) {
            var name = pattern.replaceAll("\\\\(.)", "$1");
            return Registration.list(git).stream()
                    .map(each -> each.path().resolve(name))
                    .anyMatch(file ->
                            Files.exists(file, LinkOption.NOFOLLOW_LINKS) && isOursOrFree(file));
        }

        /// Whether this name, as git prints it, is a file that was laid over the tree.
        boolean laid(String name) {
            return excluded().contains(name) && isOursOrFree(file(name));
        }

        private Path file(String name) {
            if (!NAME.matcher(name).matches() || List.of(name.split("/", -1)).contains("..")) {
                throw new IllegalArgumentException("'" + name + "' is no name for an overlay file");
            }
            return git.directory().resolve(name);
        }

        /// Lays a file beside the user's own, in a directory that is no worktree of ours: what is
        /// there stays, whoever's it is.
        ///
        /// @param within the directory, from the top of the tree: empty, or ending in `/`
        Overlay layBeside(String within, String name, String text) {
            var file = git.directory().resolve(within + name);
            if (git.run("ls-files", "--error-unmatch", "--", ":(top,literal)" + within + name)
                    .ok()) {
                return new Tracked(file);
            }
            if (within.contains("\n")) {
                return new Impossible(file, "git can't be told of a directory with that name");
            }
            if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
                return isExactly(file, text) ? new Laid(file) : inPlace(file);
            }
            var patterns = excluded();
            patterns.add(pattern(within + name));
            exclude(patterns);
            if (!git.run("check-ignore", "--quiet", "--", "./" + within + name).ok()) {
                return new Impossible(file, "the project's own .gitignore takes it back in");
            }
            return writeBeside(file, text);
        }

        /// The same where there is no git.
        static Overlay layBeside(Path file, String text) {
            if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
                return isExactly(file, text) ? new Laid(file) : inPlace(file);
            }
            return writeBeside(file, text);
        }

        /// Takes off what was laid beside the user's files, unless somebody wrote on in it.
        static void takeOffBeside(Path file, String text) {
            if (!isExactly(file, text)) {
                return;
            }
            try {
                Files.delete(file);
            } catch (IOException stays) {
                throw new GitException("delete " + file, "Delete it by hand.", stays);
            }
        }

        private static Impossible inPlace(Path file) {
            return new Impossible(
                    file,
                    isOursOrFree(file)
                            ? "that of another agent is in its place"
                            : "a file that is not Kelpie's is in its place");
        }

        private static boolean isExactly(Path file, String text) {
            return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                    && read(file).equals(MARK + "\n" + text);
        }

        private static Overlay writeBeside(Path file, String text) {
            try {
                Files.writeString(file, MARK + "\n" + text, StandardOpenOption.CREATE_NEW);
                return new Laid(file);
            } catch (FileAlreadyExistsException justNow) {
                return inPlace(file);
            } catch (IOException failed) {
                return new Impossible(file, "it can't be written: " + failed.getMessage());
            }
        }

        /// A name as git's rules of ignoring take it word for word.
        private static String pattern(String name) {
            return name.replaceAll("([\\\\*?\\[ ])", "\\\\$1");
        }

        private static boolean isOursOrFree(Path file) {
            if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
                return true;
            }
            return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                    && read(file).startsWith(MARK);
        }

        /// The agent can make any directory on the way a link to elsewhere.
        private boolean isInside(Path file) {
            var tree = Trees.real(git.directory());
            for (var at = file.getParent(); at != null; at = at.getParent()) {
                if (Files.exists(at, LinkOption.NOFOLLOW_LINKS)) {
                    return Trees.real(at).startsWith(tree);
                }
            }
            return false;
        }

        private SortedSet<String> excluded() {
            var names = new TreeSet<String>();
            var file = common.resolve("info/exclude");
            if (!Files.exists(file)) {
                return names;
            }
            boolean ours = false;
            for (var line : read(file).lines().toList()) {
                if (line.equals(BEGIN) || line.equals(END)) {
                    ours = line.equals(BEGIN);
                } else if (ours && line.startsWith("/")) {
                    names.add(line.substring(1));
                }
            }
            return names;
        }

        /// git reads `info/exclude` from the directory that all worktrees share, so one block
        /// serves them all. What others wrote stays, byte for byte.
        private void exclude(SortedSet<String> names) {
            var file = common.resolve("info/exclude");
            var lines = new ArrayList<String>();
            boolean ours = false;
            var before = Files.exists(file) ? read(file) : "";
            for (var line : before.lines().toList()) {
                if (line.equals(BEGIN)) {
                    ours = true;
                } else if (line.equals(END)) {
                    ours = false;
                } else if (!ours) {
                    lines.add(line);
                }
            }
            if (!names.isEmpty()) {
                lines.add(BEGIN);
                names.forEach(name -> lines.add("/" + name));
                lines.add(END);
            }
            var after = lines.isEmpty() ? "" : String.join("\n", lines) + "\n";
            if (!after.equals(before)) {
                replace(Files.exists(file) ? Trees.real(file) : file, after);
            }
        }

        private static String read(Path file) {
            try {
                return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
            } catch (IOException unreadable) {
                throw new GitException("read " + file, "Check its rights.", unreadable);
            }
        }

        /// A rename replaces a link in that place instead of writing through it, and nobody reads a
        /// half-written file.
        private static void replace(Path file, String text) {
            try {
                var folder = file.toAbsolutePath().getParent();
                if (folder == null) {
                    throw new IllegalArgumentException(file + " has no directory");
                }
                Files.createDirectories(folder);
                var fresh = Files.createTempFile(folder, ".kelpie", null);
                Files.writeString(fresh, text, StandardCharsets.UTF_8);
                Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
            } catch (IOException failed) {
                throw new GitException("write " + file, "Check rights and space.", failed);
            }
        }
    }
}
